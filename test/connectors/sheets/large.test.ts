import { expect, test } from 'vitest'
import type { Seen } from '#demo/sheets/api.ts'
import { changeOnePercent, manyRows, wideColumns } from '#test/bench/sheets.ts'
import { company } from './company.ts'

const ROWS = 50_000
const TWO_MB = 2_000_000
const write = (rows: ReturnType<typeof manyRows>) => ({
  mode: 'merge' as const,
  columns: wideColumns,
  key: ['c0'],
  rows,
})

test('50,000 rows with 1 % changed: calls by the formula, kilobytes written, every portion under 2 MB', async () => {
  const { open, server, show } = await company([{ title: 'Other' }], { quota: { reads: 1000, writes: 1000 } })
  const sheet = await open()
  const rows = manyRows(ROWS)
  const filled = await calls(server.seen, async () => {
    const change = await sheet.plan(write(rows))
    expect(await sheet.apply(change)).toMatchObject({ added: ROWS, verified: { ok: true } })
    return change.estimate
  })
  expect(filled.seen.length).toBeLessThanOrEqual(filled.result.calls)
  expect(Math.max(...filled.seen.map(({ sent }) => sent))).toBeLessThan(TWO_MB)

  const changed = await calls(server.seen, async () => {
    const change = await sheet.plan(write(changeOnePercent(rows)))
    expect(change).toMatchObject({ added: [], same: ROWS * 0.99 })
    const outcome = await sheet.apply(change)
    expect(outcome).toMatchObject({ changed: ROWS / 100, conflicts: [], verified: { ok: true } })
    return { estimate: change.estimate, receipt: outcome.receipt }
  })
  const pages = Math.ceil((ROWS * wideColumns.length) / 200_000) + 1
  expect(changed.result.estimate.calls).toBe(6 + 4 * pages + 3)
  expect(changed.seen.length).toBeLessThanOrEqual(changed.result.estimate.calls)
  const sent = changed.seen.reduce((sum, call) => sum + call.sent, 0)
  expect(sent).toBeLessThan(150_000)
  expect(sent).toBeLessThanOrEqual(changed.result.estimate.bytes + 1000)
  expect(show('Orders!F52')).toEqual([['changed']])

  expect(await sheet.undo(changed.result.receipt)).toMatchObject({ changed: ROWS / 100, verified: { ok: true } })
  expect(show('Orders!F52')).toEqual([['sent']])
}, 120_000)

test('the number of calls does not grow with the number of changes', async () => {
  const { open, server } = await company([{ title: 'Other' }], { quota: { reads: 1000, writes: 1000 } })
  const sheet = await open()
  const rows = manyRows(2000)
  await sheet.apply(await sheet.plan(write(rows)))
  const count = async (every: number) => {
    const next = rows.map((row, n) => (n % every === 0 ? { ...row, c6: `${every} ${n}` } : row))
    const { seen } = await calls(server.seen, async () => sheet.apply(await sheet.plan(write(next))))
    return seen.length
  }
  expect(await count(1000)).toBe(await count(3))
})

test('a long write goes on where it stopped, and people may insert rows while it runs', async () => {
  const { open, server, id, show } = await company([{ title: 'Other' }], { quota: { reads: 1000, writes: 1000 } })
  const sheet = await open()
  const rows = manyRows(15_000)
  const change = await sheet.plan(write(rows))
  server.fail({ kind: 'away', on: 'batchUpdate', skip: 1 })
  await expect(sheet.apply(change)).rejects.toMatchObject({ kind: 'down' })
  server.before((name, count) => {
    const sheetId = server.book(id).tabs[1]?.sheetId as number
    if (name === 'batchUpdate' && count === 3)
      server.batch(id, [{ insertDimension: { range: { sheetId, dimension: 'ROWS', startIndex: 1, endIndex: 3 } } }])
  })
  const outcome = await sheet.apply(change)
  expect(outcome).toMatchObject({ added: 15_000, verified: { ok: true } })
  const keys = show('Orders!A1:A20000').flat().filter(Boolean)
  expect([keys.length, new Set(keys).size]).toEqual([15_001, 15_001])
  server.before(undefined)

  const every = rows.map((row) => ({ ...row, c6: `Moved ${row.c6}` })).reverse()
  const { seen, result } = await calls(server.seen, async () => {
    const plan = await sheet.plan(write(every))
    expect(await sheet.apply(plan)).toMatchObject({ changed: 15_000, verified: { ok: true } })
    return plan.estimate
  })
  expect(seen.filter(({ kind }) => kind === 'write').length, 'in several portions').toBeGreaterThan(1)
  expect(seen.length).toBeLessThanOrEqual(result.calls)
}, 60_000)

async function calls<T>(seen: Seen[], work: () => Promise<T>): Promise<{ seen: Seen[]; result: T }> {
  const start = seen.length
  const result = await work()
  return { seen: seen.slice(start), result }
}
