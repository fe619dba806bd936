import { expect, test } from 'vitest'
import { call, signIn, startConsole } from '#test/kit/console.ts'

const said = () => ({ event: crypto.randomUUID(), text: 'hello' })

test('a name that somebody else points at this machine is not answered', async () => {
  const web = await startConsole()
  const { port } = new URL(web.base)
  for (const host of [`evil.example:${port}`, `127.0.0.1.evil.example:${port}`, 'evil.example'])
    expect((await call(web.url, { headers: { host } })).status, host).toBe(421)
  for (const path of ['/readyz', '/metrics'])
    expect((await call(web.base + path, { headers: { host: `evil.example:${port}` } })).status).toBe(421)
  expect((await call(web.url, { headers: { host: `localhost:${port}` } })).status).toBe(303)
})

test('what another site sends is ignored, even with the cookie and the proof', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  for (const origin of ['https://evil.example', 'null', web.base.replace('http:', 'https:'), `${web.base}0`])
    expect((await me.post('/api/chat/say', said(), { origin })).status, origin).toBe(403)
  const { cookie, proof } = me
  const headers = { cookie, 'x-bellhop': proof, 'content-type': 'application/json' }
  const body = JSON.stringify(said())
  expect((await call(`${web.base}/api/chat/say`, { method: 'POST', headers, body })).status).toBe(403)
  expect((await call(`${web.base}/api/runs`, { headers: { cookie, 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  expect((await me.post('/api/chat/say', said())).status).toBe(200)
})

test('without the proof of our own page nothing can be changed', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  for (const proof of ['', 'x', me.proof.slice(1)])
    expect((await me.post('/api/chat/say', said(), { 'x-bellhop': proof })).status).toBe(403)
})

test('every answer says that it may not be framed, sniffed or kept, and that only our own scripts may run', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  const locked = await call(web.base)
  for (const answer of [
    locked,
    await me.get('/'),
    await me.get('/api/runs'),
    await me.get('/nowhere'),
    await me.get('/healthz'),
  ]) {
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['cache-control']).toBe('no-store')
  }
})

test('pages hold no script or style of their own, so the policy can stay strict', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  const page = (await me.get('/')).text
  expect(page).toContain('src="/page/app.js"')
  for (const inline of [/<script(?![^>]*src=)/, /<style/, /\sstyle=/, /\son\w+=/]) expect(page).not.toMatch(inline)
})

test('only files of the page can be fetched as such', async () => {
  const web = await startConsole()
  expect((await call(`${web.base}/page/app.js`)).status).toBe(200)
  for (const path of [
    '/page/..%2fserver.ts',
    '/page/%2e%2e/server.ts',
    '/page/index.html',
    '/page/',
    '/page/server.ts',
  ])
    expect([404, 401], path).toContain((await call(web.base + path)).status)
})

test('scripts are kept by the browser until they change', async () => {
  const web = await startConsole()
  const first = await call(`${web.base}/page/app.js`)
  const again = await call(`${web.base}/page/app.js`, { headers: { 'if-none-match': String(first.headers.etag) } })
  expect(again.status).toBe(304)
})

test('a session that asks too fast has to wait a little', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  const answers = []
  for (let i = 0; i < 920; i++) answers.push((await me.get('/api/me')).status)
  expect(answers[0]).toBe(200)
  expect(answers.at(-1)).toBe(429)
})
