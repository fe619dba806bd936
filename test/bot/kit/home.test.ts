import { expect, onTestFinished, test } from 'vitest'
import { whoIs } from '#bot/kit/access.ts'
import { requestCode, verifyCode } from '#bot/kit/sign-in.ts'
import type { Dataset } from '#db/dataset.ts'
import { keepDataset } from '#db/dataset-state.ts'
import { addPerson, linkIdentity } from '#db/people.ts'
import { setSetting } from '#db/settings.ts'
import { startMail } from '#demo/mail/server.ts'
import { buttons, message } from '#jobs/kit/message.ts'
import { startDesk } from '../../kit/desk.ts'

const FILE = { files: [{ id: 'f', name: 'a.csv', bytes: 1 }] }
const uploaded: Dataset = {
  name: 'lunch',
  say: 'rows of a file',
  columns: { line: { kind: 'integer', required: true } },
  key: ['line'],
  measures: {},
  dimensions: {},
  freshHours: 24,
  asks: [],
}
const HEARD = { face: 'test', event: 'e', place: 'test:ann', user: 'ann', name: 'ann', direct: true }

test('the pretend company is home until there is something real; files are real from the first one', async () => {
  const { house, access } = await startDesk({ env: { DEMO: 'auto' } })
  const { workspaces } = house
  const homes = async () => [await workspaces.home(), await workspaces.home('file')]
  expect(await homes()).toEqual(['demo', 'main'])
  expect((await access.workspaceFor(HEARD)).name).toBe('demo')
  expect((await access.workspaceFor({ ...HEARD, ...FILE })).name).toBe('main')
  await keepDataset((await workspaces.open('main')).db, uploaded)
  expect(await homes()).toEqual(['main', 'main'])
})

test.each([
  ['on', ['demo', 'demo']],
  ['off', ['main', 'main']],
])('DEMO=%s leaves no choice', async (DEMO, homes) => {
  const { house } = await startDesk({ env: { DEMO } })
  expect([await house.workspaces.home(), await house.workspaces.home('file')]).toEqual(homes)
})

test("a button under a file's answer is pressed where that answer came from, while the pretend company is home", async () => {
  const card = message('Taken in', 'good', buttons({ label: 'Log', say: '/whoami' }))
  const env = { DEMO: 'auto' }
  const desk = await startDesk({ env, rest: { file: async () => card } })
  const real = await desk.house.workspaces.open('main')
  await addPerson(real.db, { id: 'id-real', name: 'Ann Real', role: 'operator', email: 'ann@x.co' }, 1)
  await linkIdentity(real.db, 'test', 'ann', 'id-real')
  await desk.tell(FILE)
  const pressed = await desk.press(desk.button('Log', 'test:ann'), 'ann')
  expect(JSON.stringify(pressed)).toContain('Ann Real')
})

test('who signed in by a real mail is known in the real workspace too; who read the pretend mailbox is not', async () => {
  const mail = await startMail()
  onTestFinished(() => mail.stop())
  const asker = { face: 'test', user: 'new', name: '' }
  const signIn = async (
    env: Record<string, string>,
    prepare = async (_: Awaited<ReturnType<typeof startDesk>>) => {},
  ) => {
    const desk = await startDesk({ env: { DEMO: 'auto', ALLOWED_DOMAINS: 'company.com', ...env } })
    await prepare(desk)
    await requestCode(desk.house, desk.house.workspace, asker, 'new@company.com')
    const code = /\d{6}/.exec((await mail.heard('new@company.com')).text)![0]
    expect(await verifyCode(desk.house, desk.house.workspace, asker, code)).toMatchObject({ ok: true })
    return (await whoIs(await desk.house.workspaces.open('main'), asker, desk.house)).standing
  }
  expect(await signIn({ SMTP_URL: mail.url, MAIL_FROM: 'bellhop@company.com' })).toBe('in')
  mail.box().length = 0
  expect(await signIn({}, ({ db }) => setSetting(db, 'mailbox', { url: mail.url }, 'test', 1))).toBe('unknown')
})
