import { readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { recentFiles } from '#db/files.ts'
import { keepFile } from '#jobs/kit/files.ts'
import { signIn, startConsole, talkOf } from '#test/kit/console.ts'
import { until } from '#test/kit/house.ts'

const MB16 = 16 * 1024 * 1024
const uploadTo = (name: string, event: string = crypto.randomUUID()) =>
  `/api/chat/upload?${new URLSearchParams({ event, name })}`
const asBytes = { 'content-type': 'application/octet-stream' }

test('an uploaded file is kept whole and handed to the desk', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  const content = Buffer.from('a,b\n1,2\n')
  expect((await me.post(uploadTo('sales.csv'), content, asBytes)).status).toBe(200)
  const talk = await until(async () => {
    const items = await talkOf(web, me)
    return items.length === 2 ? items : undefined
  })
  expect(talk[0].files).toEqual([{ name: 'sales.csv', size: '8 B' }])
  expect(talk[1].message.blocks[0].text).toBe('I got sales.csv with 8 bytes')
  const [kept] = await recentFiles(web.house.workspace.db, 1)
  expect((await me.get(`/files/${kept!.id}`)).text).toBe('a,b\n1,2\n')
})

test('16 MB fit; one byte more is refused in plain words, announced or not, and leaves nothing behind', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  expect((await me.post(uploadTo('fits.bin'), Buffer.alloc(MB16), asBytes)).status).toBe(200)
  const announced = await me.post(uploadTo('big.bin'), Buffer.alloc(MB16 + 1), {
    ...asBytes,
    'content-length': String(MB16 + 1),
  })
  expect(announced.status).toBe(413)
  expect(announced.json.error).toBe('That file is too large: I take up to 16 MB. Split it, or set UPLOAD_MB.')
  const parts = Array.from({ length: 17 }, (_, i) => Buffer.alloc(i < 16 ? 1024 * 1024 : 1))
  const unannounced = await me.post(uploadTo('big.bin'), Readable.from(parts), asBytes)
  expect(unannounced.status).toBe(413)
  expect(readdirSync(web.house.workspace.files)).toHaveLength(1)
  expect(await recentFiles(web.house.workspace.db, 9)).toHaveLength(1)
})

test('UPLOAD_MB sets the limit', async () => {
  const web = await startConsole({ env: { UPLOAD_MB: '1' } })
  const me = await signIn(web)
  expect((await me.post(uploadTo('two.bin'), Buffer.alloc(2 * 1024 * 1024), asBytes)).json.error).toContain(
    'up to 1 MB',
  )
})

test('a file sent again because the line broke is kept once', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  const again = uploadTo('sales.csv', crypto.randomUUID())
  for (let i = 0; i < 2; i++) expect((await me.post(again, Buffer.from('x'), asBytes)).status).toBe(200)
  expect(await recentFiles(web.house.workspace.db, 9)).toHaveLength(1)
})

test('a path as a file name is only a label', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  await me.post(uploadTo('../../etc/pass\u202ewd"\r\nx: y.png'), Buffer.from('<script>alert(1)</script>'), asBytes)
  const [kept] = await recentFiles(web.house.workspace.db, 1)
  expect(kept!.name).not.toMatch(/[/\\\u202e\r\n]/)
  expect(readdirSync(web.house.workspace.files)).toEqual([`${kept!.id}.png`])
  const got = await me.get(`/files/${kept!.id}`)
  expect(got.headers.x).toBeUndefined()
  expect(got.headers['content-type']).toBe('image/png')
  expect(got.headers['x-content-type-options']).toBe('nosniff')
  expect(got.headers['content-security-policy']).toContain('sandbox')
})

test('files come as attachments under their own name, whatever its letters; only pictures are shown', async () => {
  const web = await startConsole()
  const me = await signIn(web)
  const { workspace } = web.house
  const keep = (name: string) => keepFile(workspace, Buffer.from('x'), { name, by: 'test' }, Date.now())
  const headers = async (name: string) => (await me.get(`/files/${(await keep(name)).id}`)).headers
  const thai = await headers('ยอดขาย (1).html')
  expect(thai['content-type']).toBe('application/octet-stream')
  expect(thai['content-disposition']).toMatch(/^attachment; filename="______ \(1\)\.html"; filename\*=UTF-8''%E0%B8%A2/)
  expect((await headers('chart.png'))['content-disposition']).toMatch(/^inline;/)
})

test("another workspace's file and run are not there", async () => {
  const web = await startConsole({ env: { DEMO: 'auto' } })
  const me = await signIn(web)
  expect((await me.get('/api/me')).json.workspace.name).toBe('demo')
  const other = await web.house.workspaces.open('main')
  const theirs = await keepFile(other, Buffer.from('secret'), { name: 'a.txt', by: 'x' }, Date.now())
  const mine = await keepFile(
    await web.house.workspaces.open('demo'),
    Buffer.from('mine'),
    { name: 'a.txt', by: 'x' },
    Date.now(),
  )
  expect((await me.get(`/files/${theirs.id}`)).status).toBe(404)
  expect((await me.get(`/files/${mine.id}`)).text).toBe('mine')
  for (const path of [
    '/files/..%2f..%2fbellhop.db',
    '/api/runs/nothere',
    '/api/data/nothere',
    '/charts/runs/nothere/0/x.png',
  ])
    expect((await me.get(path)).status, path).toBe(404)
})
