import { expect, onTestFinished, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import { openConsole } from '#bot/console/server.ts'
import { DEEDS, listAudit } from '#db/audit.ts'
import { changePerson, personByEmail } from '#db/people.ts'
import { startMail } from '#demo/mail/server.ts'
import { type Answer, call, member, startConsole } from '#test/kit/console.ts'
import { startHouse } from '#test/kit/house.ts'
import { freePort } from '#test/kit/redis.ts'

type Jar = Map<string, string>

/** A console that others can reach, beside a real mail server. */
async function open(env: Record<string, string> = {}) {
  const mail = await startMail()
  onTestFinished(() => mail.stop())
  const post = { SMTP_URL: mail.url, MAIL_FROM: 'bellhop@company.com' }
  const all = { HOST: '0.0.0.0', ...post, ALLOWED_DOMAINS: 'company.com', ADMIN_EMAILS: 'boss@company.com', ...env }
  const clock = { now: Date.now() }
  const port = await freePort()
  const web = await startConsole({ env: { ...all, PORT: `${port}` }, commands, now: () => clock.now })
  const base = `http://127.0.0.1:${port}`
  const send = (path: string, fields: Record<string, string>, jar: Jar, headers: Record<string, string> = {}) =>
    keeping(jar, (cookie) =>
      call(base + path, {
        method: 'POST',
        headers: { origin: base, cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    )
  const codeFor = async (email: string) => /\d{6}/.exec((await mail.heard(email)).text)![0]
  async function signIn(email: string) {
    const jar: Jar = new Map()
    await send('/sign-in', { email }, jar)
    const entered = await send('/sign-in/code', { code: await codeFor(email) }, jar)
    return { entered, jar, me: await member(base, cookieOf(jar)) }
  }
  return { ...web, base, mail, clock, send, codeFor, signIn }
}

async function keeping(jar: Jar, ask: (cookie: string) => Promise<Answer>): Promise<Answer> {
  const answer = await ask(cookieOf(jar))
  for (const line of answer.headers['set-cookie'] ?? []) {
    const [name = '', value = ''] = line.split(';')[0]!.split('=')
    if (value) jar.set(name, value)
    else jar.delete(name)
  }
  return answer
}
const cookieOf = (jar: Jar) => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')

test('beyond this machine: an address, six digits by mail, and in with the role of that address', async () => {
  const web = await open()
  const locked = await call(web.base)
  expect(locked.status).toBe(401)
  expect(locked.text).toContain('Sign in to Bellhop')
  expect(web.url).not.toContain('key')
  const { entered, me, jar } = await web.signIn('ann@company.com')
  expect([entered.status, entered.headers.location]).toEqual([303, '/'])
  expect(String(entered.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/i)
  expect([...jar.keys()]).toHaveLength(1)
  const said = (await me.get('/api/me')).json
  expect(said.person).toEqual({ name: 'ann', role: 'viewer' })
  expect(said.commands.map(({ name }: { name: string }) => name)).not.toContain('role')
  expect((await web.signIn('boss@company.com').then((boss) => boss.me.get('/api/me'))).json.person.role).toBe('admin')
})

test('whether an address may come in is told to nobody, and a key opens nothing there', async () => {
  const web = await open()
  const known = await web.send('/sign-in', { email: 'ann@company.com' }, new Map())
  const unknown = await web.send('/sign-in', { email: 'eve@elsewhere.org' }, new Map())
  expect(unknown.text).toBe(known.text)
  expect(unknown.status).toBe(known.status)
  await web.codeFor('ann@company.com')
  expect(web.mail.to('eve@elsewhere.org')).toEqual([])
  expect((await call(`${web.base}/?key=x`)).status).toBe(401)
  expect((await call(`${web.base}/key`, { method: 'POST', headers: { origin: web.base } })).status).toBe(401)
  expect(web.printed).toEqual([])
})

test('a code is of no use in another browser, and a wrong one is told in plain words', async () => {
  const web = await open()
  const mine: Jar = new Map()
  await web.send('/sign-in', { email: 'ann@company.com' }, mine)
  const code = await web.codeFor('ann@company.com')
  expect((await web.send('/sign-in/code', { code }, new Map())).status).toBe(401)
  const wrong = await web.send('/sign-in/code', { code: code === '111111' ? '222222' : '111111' }, mine)
  expect(wrong.text).toContain('That code does not fit')
  expect((await web.send('/sign-in/code', { code: `${code.slice(0, 3)} ${code.slice(3)}` }, mine)).status).toBe(303)
  expect((await web.send('/sign-in/code', { code }, mine)).status).toBe(401)
})

test('what is typed there never comes back as markup, and what is no address is said', async () => {
  const web = await open()
  const answer = await web.send('/sign-in', { email: '<img src=x>' }, new Map())
  expect(answer.text).toContain('That is no e-mail address')
  expect(answer.text).not.toContain('<img src=x>')
  expect((await web.send('/sign-in', { email: 'x'.repeat(9000) }, new Map())).status).toBe(413)
})

test('asking and guessing are stopped after some tries a minute, from one address', async () => {
  const web = await open()
  const jar: Jar = new Map()
  for (let i = 0; i < 10; i++) await web.send('/sign-in', { email: `a${i}@company.com` }, jar)
  expect((await web.send('/sign-in', { email: 'b@company.com' }, jar)).status).toBe(429)
  for (let i = 0; i < 20; i++) await web.send('/sign-in/code', { code: '1' }, new Map())
  expect((await web.send('/sign-in/code', { code: '1' }, jar)).status).toBe(429)
})

test('signing out ends it on the server; so do /revoke and the days of a sign-in', async () => {
  const web = await open()
  const { db } = web.house.workspace
  const out = await web.signIn('out@company.com')
  expect((await out.me.post('/api/me/leave')).status).toBe(200)
  const gone = await web.signIn('gone@company.com')
  await changePerson(db, (await personByEmail(db, 'gone@company.com'))!.id, { active: false })
  const late = await web.signIn('late@company.com')
  web.clock.now += 31 * 86_400_000
  for (const { me } of [out, gone, late]) {
    const answer = await me.get('/api/me')
    expect([answer.status, answer.json.error]).toEqual([401, 'You are signed out. Load this page again to sign in.'])
  }
  expect((await late.me.get('/')).text).toContain('Sign in to Bellhop')
})

test('where it is reached over https, cookies go only that way, and only that name and site are ours', async () => {
  const web = await open({ PUBLIC_URL: 'https://bellhop.company.com' })
  expect(web.url).toBe('https://bellhop.company.com')
  const jar: Jar = new Map()
  const headers = { host: 'bellhop.company.com', origin: 'https://bellhop.company.com' }
  const asked = await web.send('/sign-in', { email: 'ann@company.com' }, jar, headers)
  expect(String(asked.headers['set-cookie'])).toMatch(/Secure/)
  const code = await web.codeFor('ann@company.com')
  expect((await web.send('/sign-in/code', { code }, jar, { ...headers, origin: 'https://evil.example' })).status).toBe(
    403,
  )
  const entered = await web.send('/sign-in/code', { code }, jar, headers)
  expect(String(entered.headers['set-cookie'])).toMatch(/Secure/)
  expect((await call(web.base, { headers: { host: 'other.example' } })).text).toContain('https://bellhop.company.com')
})

test('/healthz answers anybody; /readyz and /metrics this machine and admins, not what a proxy passes on', async () => {
  const web = await open()
  const elsewhere = { host: 'bellhop.lan' }
  expect((await call(`${web.base}/healthz`, { headers: elsewhere })).json).toEqual({ ok: true })
  const boss = await web.signIn('boss@company.com')
  const ann = await web.signIn('ann@company.com')
  for (const path of ['/readyz', '/metrics']) {
    const ask = async (headers: Record<string, string>) => (await call(web.base + path, { headers })).status
    expect(await ask({})).toBe(200)
    expect(await ask(elsewhere)).toBe(403)
    expect(await ask({ 'x-forwarded-for': '10.1.2.3' })).toBe(403)
    expect(await ask({ ...elsewhere, cookie: ann.me.cookie })).toBe(403)
    expect(await ask({ 'x-forwarded-for': '10.1.2.3', cookie: boss.me.cookie })).toBe(200)
  }
})

test('who came in by mail is written down', async () => {
  const web = await open()
  await web.signIn('ann@company.com')
  const acts = await listAudit(web.house.workspace.db, { acts: DEEDS, limit: 5 })
  expect(acts.map(({ act, what }) => [act, what])).toContainEqual(['signed in', 'ann@company.com'])
})

test.each([
  [{}, /SMTP_URL and MAIL_FROM, and ADMIN_EMAILS or ALLOWED_DOMAINS/],
  [{ SMTP_URL: 'smtp://x', MAIL_FROM: 'a@b.co' }, /Set ADMIN_EMAILS or ALLOWED_DOMAINS;/],
  [{ ADMIN_EMAILS: 'a@b.co' }, /Set SMTP_URL and MAIL_FROM;/],
])(
  'without a whole sign-in it refuses to listen beyond this machine and says what is missing: %o',
  async (env, why) => {
    const house = await startHouse({ env: { HOST: '0.0.0.0', ...env } })
    await expect(openConsole({ house, desk: { hear: async () => {} }, commands: [] })).rejects.toThrow(why)
  },
)
