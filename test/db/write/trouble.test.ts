import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { Row } from '#db/dataset.ts'
import { datasetStates } from '#db/dataset-state.ts'
import { openStore } from '#db/open.ts'
import { type Written, write } from '#db/write.ts'
import { manyOrders, order, orders } from '#test/kit/orders.ts'
import { freshStore, tableOf } from '#test/kit/store.ts'

const run = { id: 'r1' }

function writer(path: string, id: string, first: number, count: number): ChildProcess {
  const script = new URL('../../kit/write-process.ts', import.meta.url)
  return fork(script, [path, id, String(first), String(count)], { execArgv: [] })
}

function writtenBy(child: ChildProcess): Promise<Written> {
  return new Promise((resolve, reject) => {
    child.on('message', (said: { written?: Written }) => said.written && resolve(said.written))
    child.on('exit', () => reject(new Error('The writer ended without a word')))
  })
}

test('two processes write the same table at once and no row is lost or doubled', async () => {
  const store = freshStore()
  const [a, b, mine] = await Promise.all([
    writtenBy(writer(store.path, 'a', 0, 30_000)),
    writtenBy(writer(store.path, 'b', 20_000, 30_000)),
    write(store, orders, manyOrders(50_000, 30_000), run),
  ])
  expect(tableOf(store, 'count(*) AS rows, count(DISTINCT id) AS ids')).toEqual([{ rows: 80_000, ids: 80_000 }])
  expect(a.inserted + b.inserted + mine.inserted).toBe(80_000)
  expect(a.changed + b.changed).toBe(10_000)
  expect((await datasetStates(store)).get('orders')?.rows).toBe(80_000)
})

test('a process killed in the middle leaves whole batches, and the same load again ends in the same state', async () => {
  const store = freshStore()
  const child = writer(store.path, 'a', 0, 60_000)
  await once(child, 'message')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const left = (await datasetStates(store)).get('orders')!.rows
  expect(left % 10_000).toBe(0)
  expect(left).toBeGreaterThan(0)
  expect(tableOf(store)).toHaveLength(left)
  const again = await writtenBy(writer(store.path, 'a', 0, 60_000))
  expect(again).toMatchObject({ inserted: 60_000 - left, same: left, changed: 0 })
  expect(tableOf(store, 'count(*) AS rows')).toEqual([{ rows: 60_000 }])
  expect(store.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
})

test('a load that is stopped leaves whole batches and lets go of its source', async () => {
  const store = freshStore()
  const stop = new AbortController()
  let closed = false
  function* rows(): Generator<Row> {
    try {
      yield* manyOrders(0, 50_000)
    } finally {
      closed = true
    }
  }
  const onProgress = ({ total }: { total: number }) => total === 20_000 && stop.abort(new Error('Stopped by Ann'))
  const written = write(store, orders, rows(), run, { signal: stop.signal, onProgress })
  await expect(written).rejects.toThrow('Stopped by Ann')
  expect(closed).toBe(true)
  expect(tableOf(store)).toHaveLength(20_000)
  await expect(write(store, orders, rows(), run, { signal: stop.signal })).rejects.toThrow('Stopped by Ann')
})

test('what goes wrong at the source is told as it is, and whole batches stay', async () => {
  const store = freshStore()
  async function* rows(): AsyncGenerator<Row> {
    yield* manyOrders(0, 15_000)
    throw Object.assign(new Error('The export ended early'), { code: 'ENOENT' })
  }
  await expect(write(store, orders, rows(), run)).rejects.toMatchObject({ name: 'Error', code: 'ENOENT' })
  expect(tableOf(store)).toHaveLength(10_000)
})

test('a full disk is a sentence, what was stored stays, and with room again the load goes through', async () => {
  const store = freshStore()
  await write(store, orders, [order('before')], run)
  const pages = store.sqlite.pragma('page_count', { simple: true }) as number
  store.sqlite.pragma(`max_page_count = ${pages + 300}`)
  await expect(write(store, orders, manyOrders(0, 50_000), run)).rejects.toMatchObject({
    name: 'StoreTrouble',
    message: `${store.path}: The disk is full.`,
  })
  expect(tableOf(store, 'count(*) AS rows')[0]?.rows).toBe((await datasetStates(store)).get('orders')?.rows)
  expect(store.sqlite.inTransaction).toBe(false)
  store.sqlite.pragma('max_page_count = 1000000')
  expect(await write(store, orders, manyOrders(0, 50_000), run)).toMatchObject({ rejected: 0, total: 50_000 })
  expect(tableOf(store)).toHaveLength(50_001)
})

test('a file that somebody holds locked for too long is a sentence', async () => {
  const store = freshStore()
  await write(store, orders, [order('a')], run)
  store.sqlite.pragma('busy_timeout = 50')
  const other = openStore(store.path)
  other.sqlite.exec('BEGIN IMMEDIATE')
  await expect(write(store, orders, [order('b')], run)).rejects.toMatchObject({
    name: 'StoreTrouble',
    hint: 'Stop the other process, or wait for it to finish.',
  })
  other.sqlite.exec('ROLLBACK')
  other.close()
})
