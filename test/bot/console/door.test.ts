import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openConsole } from '#bot/console/server.ts'
import { call, member, signIn, startConsole } from '#test/kit/console.ts'
import { startHouse, tempDir } from '#test/kit/house.ts'

test('the printed key lets in once, and the address is clean afterwards', async () => {
  const web = await startConsole()
  const first = await call(web.url)
  expect(first.status).toBe(303)
  expect(first.headers.location).toBe('/')
  const cookie = String(first.headers['set-cookie'])
  expect(cookie).toMatch(/HttpOnly/i)
  expect(cookie).toMatch(/SameSite=Strict/i)

  const second = await call(web.url)
  expect(second.status).toBe(401)
  expect(second.headers['set-cookie']).toBeUndefined()
  expect(second.text).toContain('This key was used')
})

test('a wrong key, no key and a browser that only looks ahead open nothing', async () => {
  const web = await startConsole()
  expect((await call(`${web.base}/?key=guess`)).status).toBe(401)
  expect((await call(web.base)).status).toBe(401)
  expect((await call(web.url, { headers: { 'sec-purpose': 'prefetch;prerender' } })).status).toBe(401)
  expect((await call(web.url)).status).toBe(303)
})

test('guessing keys is stopped after thirty tries a minute, even for the right one', async () => {
  const web = await startConsole()
  for (let i = 0; i < 30; i++) await call(`${web.base}/?key=guess${i}`)
  expect((await call(web.url)).status).toBe(401)
})

test('who asks for a new address finds it in the terminal, not in the page; the older one is void', async () => {
  const web = await startConsole()
  const asked = await call(`${web.base}/key`, { method: 'POST', headers: { origin: web.base } })
  expect(asked.text).toContain('Look at the terminal')
  expect(web.printed).toHaveLength(1)
  expect(asked.text).not.toContain(new URL(web.printed[0]!).searchParams.get('key'))
  expect((await call(web.url)).status).toBe(401)
  expect((await call(web.printed[0]!)).status).toBe(303)
})

test('a restart keeps people signed in, and the file about it holds no secret', async () => {
  const dataDir = tempDir()
  const before = await startConsole({ dataDir })
  const { cookie } = await signIn(before)
  await before.stop()
  const port = new URL(before.base).port
  const after = await startConsole({ dataDir, env: { PORT: port } })
  expect((await call(`${after.base}/api/me`, { headers: { cookie } })).status).toBe(200)
  const path = join(dataDir, 'console-sessions.json')
  expect(statSync(path).mode & 0o077).toBe(0)
  const { readFileSync } = await import('node:fs')
  expect(readFileSync(path, 'utf8')).not.toContain(cookie.split('=')[1])
})

test('signing out ends the session on the server', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  expect((await me.post('/api/me/leave')).status).toBe(200)
  expect((await me.get('/api/me')).status).toBe(401)
})

test('a session ends after thirty days', async () => {
  let now = Date.now()
  const web = await startConsole({ now: () => now })
  const me = await signIn(web)
  now += 29 * 86_400_000
  expect((await me.get('/api/me')).status).toBe(200)
  now += 2 * 86_400_000
  expect((await me.get('/api/me')).status).toBe(401)
})

test('nothing of the company is shown without a session', async () => {
  const web = await startConsole()
  for (const path of [
    '/api/me',
    '/api/runs',
    '/api/runs/x',
    '/api/data',
    '/api/chat/stream',
    '/files/x',
    '/charts/runs/a/0/b.png',
  ])
    expect((await call(web.base + path)).status, path).toBe(401)
})

test('the console refuses to listen beyond this machine, with a sentence', async () => {
  const house = await startHouse({ env: { HOST: '0.0.0.0' } })
  const desk = { hear: async () => {} }
  await expect(openConsole({ house, desk, commands: [] })).rejects.toThrow(/HOST="0.0.0.0".*sign in.*127\.0\.0\.1/)
})

test('two sessions are two: one signing out leaves the other in', async () => {
  const web = await startConsole()
  const one = await signIn(web)
  await call(`${web.base}/key`, { method: 'POST', headers: { origin: web.base } })
  const two = await signIn({ url: web.printed[0]!, base: web.base })
  await one.post('/api/me/leave')
  expect((await two.get('/api/me')).status).toBe(200)
  expect(await member(web.base, two.cookie)).toMatchObject({ proof: two.proof })
})
