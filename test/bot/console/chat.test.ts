import { get } from 'node:http'
import { expect, test } from 'vitest'
import { deliver } from '#db/deliveries.ts'
import { openStore } from '#db/open.ts'
import { say } from '#jobs/kit/message.ts'
import { signIn, startConsole, talkOf } from '#test/kit/console.ts'
import { tempDir, until } from '#test/kit/house.ts'

const said = (text: string) => ({ event: crypto.randomUUID(), text })

test('what was said twice under one name, because the line broke, is answered once', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  const once = said('revenue?')
  for (let i = 0; i < 3; i++) expect((await me.post('/api/chat/say', once)).status).toBe(200)
  await until(async () => (await talkOf(web, me)).some(({ from }) => from === 'bellhop'))
  const talk = await talkOf(web, me)
  expect(talk.map(({ from }) => from)).toEqual(['person', 'bellhop'])
  expect(talk[1].message.blocks).toEqual([{ kind: 'text', text: 'You asked: revenue?', style: 'plain' }])
})

test('what another process puts into the outbox appears as well', async () => {
  const dataDir = tempDir()
  const web = await startConsole({ dataDir })
  const me = await signIn(web)
  const { place } = (await me.get('/api/me')).json
  const other = openStore(web.house.workspace.db.path)
  await deliver(other, { place, source: 'elsewhere', part: 'news', message: say('From another process') }, Date.now())
  other.close()
  const talk = await until(async () => {
    const items = await talkOf(web, me)
    return items.length ? items : undefined
  })
  expect(talk[0].message.blocks[0].text).toBe('From another process')
})

test('a message that is edited is one line, with its newest words', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  const { place } = (await me.get('/api/me')).json
  const { db } = web.house.workspace
  const told = (text: string) => deliver(db, { place, source: 'run:1', part: 'card', message: say(text) }, Date.now())
  await told('10%')
  await until(async () => (await talkOf(web, me))[0]?.rev === '1')
  await told('20%')
  const talk = await until(async () => {
    const items = await talkOf(web, me)
    return items[0]?.rev === '2' ? items : undefined
  })
  expect(talk).toHaveLength(1)
  expect(talk[0].message.blocks[0].text).toBe('20%')
})

test('what one person sees is not shown to another place', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  await deliver(
    web.house.workspace.db,
    { place: 'console:somebody', source: 's', part: 'p', message: say('private') },
    Date.now(),
  )
  await me.post('/api/chat/say', said('hello'))
  await until(async () => (await talkOf(web, me)).length === 2)
  expect(JSON.stringify(await talkOf(web, me))).not.toContain('private')
})

test('nonsense and endless texts are refused with a sentence', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  for (const body of [{}, { event: 'x', text: 'a' }, said('a'.repeat(8001)), 'text', null])
    expect((await me.post('/api/chat/say', body)).json.error).toMatch(/letters, or not a message/)
})

test('an open line ends with the session: nothing more is told over it', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  const { place } = (await me.get('/api/me')).json
  const line = openLine(web.base, me.cookie)
  await until(() => line.text.includes('data:'))
  await me.post('/api/me/leave')
  await deliver(web.house.workspace.db, { place, source: 's', part: 'p', message: say('too late') }, Date.now())
  await until(() => line.ended)
  expect(line.text).not.toContain('too late')
})

function openLine(base: string, cookie: string) {
  const line = { text: '', ended: false }
  get(`${base}/api/chat/stream`, { headers: { cookie }, agent: false }, (answer) => {
    answer.on('data', (part: Buffer) => {
      line.text += part
    })
    answer.on('end', () => {
      line.ended = true
    })
  })
  return line
}
