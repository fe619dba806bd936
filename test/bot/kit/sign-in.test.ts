import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { requestCode, verifyCode } from '#bot/kit/sign-in.ts'
import { personByEmail } from '#db/people.ts'
import { setSetting } from '#db/settings.ts'
import { startMail } from '#demo/mail/server.ts'
import { ROOM, startDesk, words } from '../../kit/desk.ts'
import { until } from '../../kit/house.ts'

const MINUTE = 60_000

async function signingIn(env: Record<string, string> = {}) {
  const mail = await startMail()
  onTestFinished(() => mail.stop())
  const clock = { now: Date.parse('2026-11-20T08:00:00Z') }
  const post = { SMTP_URL: mail.url, MAIL_FROM: 'bellhop@company.com' }
  const all = { ...post, ALLOWED_DOMAINS: 'company.com', ADMIN_EMAILS: 'boss@other.org', ...env }
  const desk = await startDesk({ env: all, now: () => clock.now, people: { ann: 'admin' } })
  const codeFor = async (email: string, count = 1) => {
    await until(() => mail.to(email).length >= count)
    return /\d{6}/.exec(mail.to(email).at(-1)!.text)![0]
  }
  return { ...desk, mail, clock, codeFor }
}

test('six digits by mail, sent back as the next message, make somebody known', async () => {
  const { tell, codeFor, db } = await signingIn()
  expect(words(await tell('/runs', 'new'))).toContain('/login you@company.com')
  expect(words(await tell('/login New@Company.com', 'new'))).toContain('six digits')
  expect(words(await tell(await codeFor('new@company.com'), 'new'))).toContain('Welcome, new')
  expect(words(await tell('/runs', 'new'))).toContain('Nothing ran yet')
  expect(await personByEmail(db, 'new@company.com')).toMatchObject({ role: 'viewer', active: true })
})

test('an address from the settings becomes admin, and the code may come with the command', async () => {
  const { tell, codeFor } = await signingIn()
  await tell('/login <mailto:boss@other.org|boss@other.org>', 'boss')
  const code = await codeFor('boss@other.org')
  expect(words(await tell(`/login ${code.slice(0, 3)} ${code.slice(3)}`, 'boss'))).toContain('You are admin')
})

test('whether an address may come in is told to nobody', async () => {
  const { tell, mail, codeFor } = await signingIn()
  const known = words(await tell('/login ann@x.co', 'someone'))
  const unknown = words(await tell('/login ann@y.co', 'other'))
  expect(unknown).toBe(known.replaceAll('ann@x.co', 'ann@y.co'))
  await codeFor('ann@x.co')
  expect(mail.to('ann@y.co')).toEqual([])
  expect(words(await tell('000000', 'other'))).toBe(words(await tell('000000', 'someone')))
})

test('after five wrong tries even the right code is of no use', async () => {
  const { tell, codeFor } = await signingIn()
  await tell('/login a@company.com', 'a')
  const code = await codeFor('a@company.com')
  const wrong = code === '111111' ? '222222' : '111111'
  for (let i = 0; i < 5; i++) expect(words(await tell(wrong, 'a'))).toContain('does not fit')
  expect(words(await tell(code, 'a'))).toContain('does not fit')
})

test('a code holds ten minutes and works once', async () => {
  const { tell, codeFor, clock } = await signingIn()
  await tell('/login a@company.com', 'a')
  const old = await codeFor('a@company.com')
  clock.now += 10 * MINUTE + 1
  expect(words(await tell(`/login ${old}`, 'a'))).toContain('does not fit')
  await tell('/login a@company.com', 'a')
  const fresh = await codeFor('a@company.com', 2)
  expect(words(await tell(fresh, 'a'))).toContain('Welcome')
  await tell('/logout', 'a')
  expect(words(await tell(`/login ${fresh}`, 'a'))).toContain('does not fit')
})

test('an address gets one code a minute, whoever asks', async () => {
  const { tell, codeFor, mail, clock } = await signingIn()
  await tell('/login a@company.com', 'a')
  await codeFor('a@company.com')
  expect(words(await tell('/login a@company.com', 'b'))).toContain('less than a minute ago')
  expect(words(await tell('/login b@company.com', 'a'))).toContain('less than a minute ago')
  clock.now += MINUTE + 1
  await tell('/login a@company.com', 'b')
  await codeFor('a@company.com', 2)
  expect(mail.box()).toHaveLength(2)
})

test('a code is of no use to anybody but who asked for it', async () => {
  const { tell, codeFor } = await signingIn()
  await tell('/login a@company.com', 'a')
  const code = await codeFor('a@company.com')
  expect(words(await tell(`/login ${code}`, 'thief'))).toContain('does not fit')
  expect(words(await tell(code, 'a'))).toContain('Welcome')
})

test('in a group nothing is asked and nothing is taken', async () => {
  const { tell, letIn, mail } = await signingIn()
  await letIn()
  expect(words(await tell('/login a@company.com', 'a', ROOM))).toContain('between the two of us')
  expect(words(await tell('/runs', 'a', ROOM))).toContain('in a direct chat')
  await tell('/login ann@x.co', 'z')
  await until(() => mail.box().length)
  expect(mail.to('a@company.com')).toEqual([])
})

test('a sign-in ends after its days, mid-conversation', async () => {
  const { tell, codeFor, clock } = await signingIn({ SESSION_DAYS: '2' })
  await tell('/login a@company.com', 'a')
  await tell(await codeFor('a@company.com'), 'a')
  clock.now += 2 * 86_400_000 - 1
  expect(words(await tell('/runs', 'a'))).toContain('Nothing ran yet')
  clock.now += 1
  expect(words(await tell('/runs', 'a'))).toContain('Your sign-in has ended')
})

test('who was sent away gets no code, and the same words', async () => {
  const { tell, mail, codeFor } = await signingIn()
  await tell('/role gone@company.com viewer')
  await tell('/revoke gone@company.com')
  expect(words(await tell('/login gone@company.com', 'gone'))).toContain('six digits')
  await tell('/login ann@x.co', 'z')
  await codeFor('ann@x.co')
  expect(mail.to('gone@company.com')).toEqual([])
})

test('no code is kept where it could be read', async () => {
  const { tell, codeFor, house, db } = await signingIn()
  await tell('/login a@company.com', 'a')
  const code = await codeFor('a@company.com')
  await tell(code, 'a')
  db.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  db.sqlite.exec('VACUUM')
  const kept = readFileSync(join(house.config.DATA_DIR, 'main.db'), 'latin1')
  expect(kept).toContain('a@company.com')
  expect(kept.includes(code)).toBe(false)
  expect(house.lines.join().includes(code)).toBe(false)
})

test('mail that can not be sent is told to the admins once, and not to who asked', async () => {
  const { tell, mail, at, show, clock } = await signingIn()
  await mail.stop()
  for (const user of ['a', 'b']) {
    expect(words(await tell(`/login ${user}@company.com`, user))).toContain('six digits')
    clock.now += MINUTE + 1
  }
  await until(async () => {
    await show()
    return words(at('test:ann')).includes('can not be mailed')
  })
  expect(at('test:ann')).toHaveLength(1)
})

test('without a mail server that is said, and what helps', async () => {
  const { tell } = await startDesk({ people: {} })
  expect(words(await tell('/login a@company.com', 'a'))).toContain('SMTP_URL')
  expect(words(await tell('/runs', 'a'))).toContain('Ask an admin')
})

test("the pretend company's mailbox lets whoever can read it in, and only there", async () => {
  const mail = await startMail()
  onTestFinished(() => mail.stop())
  const { house } = await startDesk({ env: { DEMO: 'auto' }, people: {} })
  const asker = { face: 'console', user: 'browser-1', name: '' }
  const demo = await house.workspaces.open('demo')
  const main = await house.workspaces.open('main')
  for (const workspace of [demo, main]) await setSetting(workspace.db, 'mailbox', { url: mail.url }, 'demo', 1)
  expect(await requestCode(house, main, asker, 'me@any.where')).toBe('no mail')
  expect(await requestCode(house, demo, asker, 'me@any.where')).toBe('asked')
  await until(() => mail.box().length)
  const signed = await verifyCode(house, demo, asker, /\d{6}/.exec(mail.box()[0]!.text)![0])
  expect(signed).toMatchObject({ ok: true, person: { email: 'me@any.where', role: 'admin', name: 'me' } })
})
