import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Row } from '#db/dataset.ts'
import { Fault } from '../fault.ts'
import { readTable } from '../parse/read-table.ts'
import { type Parsed, type Reject, readRows } from '../parse/rows.ts'
import { zoneClock } from '../parse/zone.ts'
import type { DayRange } from './fetch.ts'
import type { Portal, PortalExport } from './file.ts'

export type Collected = {
  count: number
  rejected: number
  /** The first of them, with where they stand and why. */
  rejects: Reject[]
  /** The first and last day of the rows. */
  days?: DayRange
  /** Said of a file that is right all the same. */
  note?: string
  /** Can be read any number of times. */
  rows: AsyncIterable<Row>
}
type Tally = Omit<Collected, 'rows'> & { sums: Record<string, number>; totals: Row[]; noData?: string }

const KEPT_REJECTS = 500

/**
 * Reads the whole file before a row of it is given away: a file for other days, or whose rows don't add up to its own
 * total, must not reach the store in part.
 */
export async function collect(
  path: string,
  one: PortalExport,
  portal: Portal,
  range: DayRange,
  signal: AbortSignal,
): Promise<Collected> {
  const { worksheet: sheet, delimiter, encoding, ...table } = one.table
  const { rows } = await readTable(path, { kind: one.file, sheet, delimiter, encoding })
  const tally: Tally = { count: 0, rejected: 0, rejects: [], sums: {}, totals: [] }
  const parsed = readRows(rows, { ...table, locale: portal.locale, zone: portal.zone })
  const spool = `${path}.rows`
  await pipeline(Readable.from(counted(parsed, tally, one, portal)), createWriteStream(spool), { signal })
  for (const check of CHECKS) check(tally, one, range)
  const { sums: _, totals: __, noData: ___, ...seen } = tally
  return { ...seen, rows: { [Symbol.asyncIterator]: () => spooled(spool) } }
}

async function* counted(parsed: AsyncIterable<Parsed>, tally: Tally, one: PortalExport, portal: Portal) {
  const clock = zoneClock(portal.zone)
  for await (const each of parsed) {
    if ('row' in each) {
      count(tally, each.row, one, (time) => clock.day(new Date(time)))
      yield `${JSON.stringify(each.row)}\n`
    } else if ('total' in each) tally.totals.push(each.total)
    else if ('noData' in each) tally.noData = each.noData
    else if (++tally.rejected <= KEPT_REJECTS) tally.rejects.push(each.reject)
  }
}

function count(tally: Tally, row: Row, { within, table }: PortalExport, dayOf: (time: string) => string): void {
  tally.count++
  for (const name of table.total?.sums ?? []) tally.sums[name] = (tally.sums[name] ?? 0) + Number(row[name] ?? 0)
  const moment = within && row[within]
  if (typeof moment !== 'string') return
  const day = moment.length > 10 ? dayOf(moment) : moment
  const { from, to } = tally.days ?? { from: day, to: day }
  const days = [from, day, to].sort()
  tally.days = { from: days[0]!, to: days[2]! }
}

type Check = (tally: Tally, one: PortalExport, range: DayRange) => void
const CHECKS: Check[] = [rowsOrAWord, someReadable, daysAsked, totalsAgree]

function rowsOrAWord({ count, rejected, noData }: Tally): void {
  if (count || rejected || noData) return
  throw refused(
    "The file has no rows and doesn't say that there is no data",
    'Open the export by hand and see whether there is data.',
  )
}

function someReadable({ count, rejected, rejects }: Tally): void {
  if (count || !rejected) return
  const [first] = rejects
  throw refused(
    `None of the ${rejected} rows can be read; ${first!.at}: ${first!.reason}`,
    'Adjust the columns in the portal file.',
  )
}

function daysAsked({ days }: Tally, _: PortalExport, { from, to }: DayRange): void {
  if (!days || (days.from >= from && days.to <= to)) return
  const found = `The file is for other days: asked ${from} to ${to}, its rows run from ${days.from} to ${days.to}`
  throw refused(found, 'Try again; if it stays so, check the date fields and their format in the portal file.')
}

/** Rows that could not be read are missing from the sum, so then it is a remark only. */
function totalsAgree(tally: Tally, { table }: PortalExport): void {
  if (!table.total || !tally.count) return
  if (!tally.totals.length && !tally.rejected)
    throw refused('The row of totals is missing: the file may be cut off', 'Fetch it again.')
  for (const total of tally.totals) {
    for (const name of table.total.sums) {
      const [sum, said] = [tally.sums[name] ?? 0, Number(total[name] ?? 0)]
      if (sum === said) continue
      const words = `The rows add up to ${sum} in ${name}, the file's own total says ${said}`
      if (!tally.rejected) throw refused(words, 'Fetch it again; rows may be missing.')
      tally.note = `${words}; ${tally.rejected} rows could not be read.`
    }
  }
}

async function* spooled(path: string): AsyncGenerator<Row> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    yield JSON.parse(line) as Row
  }
}

const refused = (what: string, hint: string) => new Fault('changed', `${what}.`, { hint })
