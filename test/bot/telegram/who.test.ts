import { expect, onTestFinished, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import { openAccess } from '#bot/kit/access.ts'
import { startDelivering } from '#bot/kit/deliver.ts'
import { openDesk } from '#bot/kit/desk.ts'
import type { Face } from '#bot/kit/face.ts'
import { openPlatforms } from '#bot/kit/faces.ts'
import { startWatching } from '#bot/kit/watch.ts'
import { startMail } from '#demo/mail/server.ts'
import { startTelegram } from '#demo/telegram/server.ts'
import { message, say, text } from '#jobs/kit/message.ts'
import { startHouse, testJob, until } from '../../kit/house.ts'

/** Everything as it runs: the Telegram client over HTTP, the mail client over SMTP, the outbox, the watch. */
async function running() {
  const [telegram, mail] = [await startTelegram(), await startMail()]
  const env = {
    TELEGRAM_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    SMTP_URL: mail.url,
    MAIL_FROM: 'bellhop@x.co',
    ADMIN_EMAILS: 'ann@x.co',
    ALLOWED_DOMAINS: 'x.co',
  }
  const making = testJob(async () => message('Shipped', 'good', text('12,345 rows')), { name: 'ship', approvals: 1 })
  const house = await startHouse({ env, jobs: [making] })
  const faces: Face[] = []
  const access = openAccess(house, () => faces)
  const answers = { question: async () => say('12,345 THB'), file: async () => say('file') }
  const desk = openDesk(house, commands, access, answers)
  faces.push(...(await openPlatforms(house, commands, access)))
  const [delivering, watching] = [startDelivering(house, faces), startWatching(house, access, desk)]
  for (const face of faces) await face.start(desk.hear)
  onTestFinished(async () => {
    await Promise.all(faces.map((face) => face.stop()))
    await desk.idle()
    await Promise.all([watching.stop(), delivering.stop()])
    await house.stop()
    await Promise.all([telegram.stop(), mail.stop()])
  })
  const people = { ann: telegram.person('Ann'), bob: telegram.person('Bob') }
  const read = (chat: number) =>
    telegram
      .history(chat)
      .map((one) => JSON.stringify(one))
      .join('\n')
  const sees = (chat: number, wanted: RegExp) => until(() => wanted.test(read(chat)))
  async function signIn(person: typeof people.ann, email: string): Promise<void> {
    person.says(person.id, `/login ${email}`)
    person.says(person.id, /\d{6}/.exec((await mail.heard(email)).text)![0])
    await sees(person.id, /Welcome/)
  }
  return { telegram, ...people, read, sees, signIn }
}

test('two people sign in, one asks, the other approves in their own chat, and the one sent away is out', async () => {
  const { ann, bob, sees, read, signIn } = await running()
  bob.says(bob.id, '/runs')
  await sees(bob.id, /I don't know you yet/)
  await signIn(ann, 'ann@x.co')
  await signIn(bob, 'bob@x.co')
  bob.says(bob.id, '/run ship')
  await sees(bob.id, /for operators/)
  ann.says(ann.id, '/role bob@x.co operator')
  await sees(bob.id, /You are operator here now/)
  bob.says(bob.id, '/run ship')
  await sees(ann.id, /waits for 1 approval/)
  ann.presses(ann.id, 'Approve')
  await sees(bob.id, /12,345 rows/)
  await sees(bob.id, /Approved by/)
  expect(read(bob.id)).not.toContain('waits for 1 approval')
  ann.says(ann.id, '/revoke bob@x.co')
  await sees(ann.id, /Bob is out/)
  bob.says(bob.id, 'and now?')
  await sees(bob.id, /no longer have access/)
})

test('a group is let in by an admin, and sees only what the admin said; the rest comes directly', async () => {
  const { telegram, ann, bob, sees, read, signIn } = await running()
  await signIn(ann, 'ann@x.co')
  await signIn(bob, 'bob@x.co')
  const id = telegram.group('Ops', [ann, bob])
  bob.says(id, '@bellhop_bot revenue?')
  await sees(id, /until an admin lets me in/)
  ann.says(id, '/here@bellhop_bot allow')
  await sees(id, /let in/)
  bob.says(id, '@bellhop_bot revenue?')
  await sees(id, /Bob, I answered you directly/)
  await sees(bob.id, /12,345 THB/)
  expect(read(id)).not.toContain('12,345 THB')
  ann.says(id, '/here@bellhop_bot data all')
  await sees(id, /all data/)
  bob.says(id, '@bellhop_bot revenue?')
  await sees(id, /12,345 THB/)
})
