import { randomInt } from 'node:crypto'
import { Fault } from '../kit/fault.ts'
import type { Change, Outcome, Receipt, Tally } from './change.ts'
import type { Request, Sheet } from './client.ts'
import { type Look, look, marksNow, readRows } from './look.ts'
import { lastNumber, markOf, markRequests, newMark } from './mark.ts'
import { reconcile, sumAdded, type Todo } from './reconcile.ts'
import { columnRequests, putRequests, removeRequests, rowRequests, tabRequests } from './requests.ts'
import { type Step, toSteps } from './steps.ts'
import { verify } from './verify.ts'

/** How often to look again when others write at the same moment. */
const PATIENCE = 6

/**
 * Writes a change: looks again, leaves alone what people have edited since, writes, reads it back. After a Fault the
 * same change can be applied again: what was written already is known by its mark.
 */
export async function applyWrite(sheet: Sheet, change: Change): Promise<Outcome> {
  const steps = toSteps(change)
  const tally: Tally = { edits: [], added: [], removed: [], conflicts: [...change.conflicts] }
  let seen = await lookFor(sheet, change)
  for (const [number, step] of steps.entries()) {
    if (number > 0) seen = await lookAgain(sheet, change, seen, step)
    seen = await applyStep(sheet, change, { step, number }, seen, tally)
  }
  const verified = await verify(sheet, change, tally)
  return {
    added: tally.added.length,
    changed: tally.edits.length,
    removed: tally.removed.length,
    same: change.same,
    newColumns: change.newColumns,
    conflicts: tally.conflicts,
    verified,
    used: { ...sheet.used },
    link: tabLink(sheet, seen),
    receipt: toReceipt(sheet, change, tally),
  }
}

async function lookFor(sheet: Sheet, change: Change): Promise<Look> {
  const touched = new Set(change.changed.map(({ column }) => column))
  const names = (name: string) => touched.has(name) || change.mode !== 'merge' || change.added.length > 0
  const seen = await look(sheet, change, names, change.removed.length > 0)
  if (!seen.tab && !change.newTab) throw movedAway(`The tab "${change.tab}"`)
  const gone = seen.columns
    .map(({ isNew, title, name }) => isNew && (title ?? name))
    .find((title) => title && !change.newColumns.includes(title))
  if (gone) throw movedAway(`The column "${gone}"`)
  return seen
}

const movedAway = (what: string): Fault =>
  new Fault('changed', `${what} was renamed or removed meanwhile, so nothing was written there.`, {
    hint: 'Give it its name back, or look at a new preview.',
  })

/** Before every further call: the rows it touches and the last row. If they have moved, everything is looked at again. */
async function lookAgain(sheet: Sheet, change: Change, seen: Look, { edits, removed }: Step): Promise<Look> {
  const tab = seen.tab
  if (!tab || removed.length > 0) return lookFor(sheet, change)
  const at = seen.columns.filter(({ isNew }) => !isNew).map((column) => column.at)
  const places = edits.map(({ key, row }) => seen.index.at.get(key) ?? row)
  const spans = [span(places), [seen.index.last, seen.index.last + 1] as const].filter(([from]) => from > 0)
  const rows = [...seen.rows]
  for (const [from, to] of spans) {
    const now = await readRows(sheet, tab, at, from, to)
    for (let row = from; row < to; row++) {
      if (keyMoved(change, seen, rows[row], now[row])) return lookFor(sheet, change)
      rows[row] = now[row] ?? []
    }
  }
  return { ...seen, rows }
}

function span(rows: number[]): readonly [number, number] {
  return rows.reduce<readonly [number, number]>(
    ([from, to], row) => [from < 0 ? row : Math.min(from, row), Math.max(to, row + 1)],
    [-1, 0],
  )
}

function keyMoved(change: Change, seen: Look, before: unknown[] = [], now: unknown[] = []): boolean {
  const keys = seen.columns.filter(({ name }) => change.key.includes(name))
  return keys.some(({ at }) => JSON.stringify(before[at] ?? null) !== JSON.stringify(now[at] ?? null))
}

type Numbered = { step: Step; number: number }

async function applyStep(
  sheet: Sheet,
  change: Change,
  { step, number }: Numbered,
  first: Look,
  tally: Tally,
): Promise<Look> {
  let seen = first
  for (let go = 0; go < PATIENCE; go++) {
    const mark = markOf(seen.marks, change.id, number)
    if (mark) return already(step, mark.row, seen, tally)
    const todo = reconcile(step, seen, change.mode)
    const sheetId = seen.tab?.sheetId ?? randomInt(1, 2 ** 31 - 1)
    const requests = toRequests(sheet, seen, sheetId, todo)
    const next = { change: change.id, step: number, row: seen.index.last + 1 }
    if (requests.length === 0) return count(tally, todo, seen)
    const written = await send(sheet, [...requests, ...markRequests(sheetId, seen.marks, next)], seen, next)
    if (written) return count(tally, todo, advance(seen, sheet, sheetId, todo, next))
    seen = await lookFor(sheet, change)
  }
  throw new Fault('limit', 'Others are writing to this sheet all the time.', {
    hint: 'Try again in a minute.',
    retryAfterMs: 60_000,
  })
}

function toRequests(sheet: Sheet, seen: Look, sheetId: number, todo: Todo): Request[] {
  const tab = seen.tab ?? { sheetId, title: sheet.tab, rowCount: 2, columnCount: seen.columns.length }
  const rows = todo.added.map(({ cells }) => cells)
  const gone = todo.removed.map(({ row }) => row)
  return [
    ...(seen.tab ? columnRequests(seen, tab) : tabRequests(seen, sheetId, sheet.tab)),
    ...putRequests(sheetId, todo.puts),
    ...(rows.length > 0 ? rowRequests(seen, tab, rows) : []),
    ...removeRequests(sheetId, gone),
  ]
}

type Next = { change: string; step: number; row: number }

/** True when it is written. A lost answer is looked up by its mark; a refusal may mean that somebody was faster. */
async function send(sheet: Sheet, requests: Request[], seen: Look, next: Next): Promise<boolean> {
  try {
    await sheet.write(requests)
    return true
  } catch (error) {
    if (!(error instanceof Fault) || (error.kind !== 'down' && error.kind !== 'input')) throw error
    const now = await marksNow(sheet).catch(() => undefined)
    if (now && markOf(now.marks, next.change, next.step)) return true
    const beaten = now && (lastNumber(now.marks) > lastNumber(seen.marks) || (now.exists && !seen.tab))
    if (error.kind === 'input' && beaten) return false
    throw error
  }
}

/** The picture after our own write, without reading it again. */
function advance(seen: Look, sheet: Sheet, sheetId: number, todo: Todo, next: Next): Look {
  const { columns, index, rows } = seen
  const fresh = columns.filter(({ isNew }) => isNew).length
  const grown = todo.added.length
  const old = seen.tab ?? { sheetId, title: sheet.tab, rowCount: 2, columnCount: 0 }
  const tab = { ...old, rowCount: old.rowCount + grown, columnCount: old.columnCount + fresh }
  if (tab.filter?.range?.endRowIndex === index.last + 1 && grown > 0)
    tab.filter = { ...tab.filter, range: { ...tab.filter.range, endRowIndex: index.last + 1 + grown } }
  const known = columns.map((column) => ({ ...column, isNew: false }))
  for (const [r, { key, cells }] of todo.added.entries()) {
    const row = index.last + 1 + r
    index.at.set(key, row)
    rows[row] = []
    for (const [c, { at }] of known.entries()) rows[row][at] = cells[c] ?? null
  }
  index.last += grown
  return { ...seen, tab, columns: known, marks: [...seen.marks, newMark(sheetId, seen.marks, next)] }
}

function count(tally: Tally, todo: Todo, seen: Look): Look {
  const start = seen.index.last + 1 - todo.added.length
  tally.edits.push(...todo.edits)
  tally.added.push(...todo.added.map((added, at) => ({ ...added, row: start + at })))
  tally.removed.push(...todo.removed)
  tally.conflicts.push(...todo.conflicts)
  return seen
}

function already({ edits, added, removed }: Step, row: number, seen: Look, tally: Tally): Look {
  tally.edits.push(...edits)
  tally.added.push(...added.map((each, at) => ({ ...each, row: row + at })))
  tally.removed.push(...removed)
  return seen
}

const tabLink = ({ link }: Sheet, { tab }: Look): string =>
  tab ? `${link}?gid=${tab.sheetId}#gid=${tab.sheetId}` : link

function toReceipt(sheet: Sheet, change: Change, tally: Tally): Receipt {
  const { added: _, removed: __, same: ___, conflicts: ____, estimate: _____, ...plan } = change
  return {
    ...plan,
    at: sheet.now().toISOString(),
    changed: tally.edits,
    added: tally.added.map((each) => ({ key: each.key, row: each.row, sum: sumAdded(change, each) })),
  }
}
