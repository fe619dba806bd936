import type { Row } from '#db/dataset.ts'
import { Fault } from '../fault.ts'
import { cellText, type RawCell, type TableRow, type TableSource } from './table.ts'
import { type CellReader, type ColumnRule, cellReader, type Locale } from './value.ts'

export type TableRules = Locale & {
  columns: ColumnRule[]
  /** Values every row gets, such as its currency. */
  fixed?: Row | undefined
  /** The row of totals: how it begins, and which of its columns must be the sum of the rows. */
  total?: { starts: string; sums: string[] } | undefined
  /** What the file says when there is nothing to list. */
  noData?: string[] | undefined
}

export type Reject = { at: string; reason: string; raw: string }
export type Parsed =
  | { row: Row; at: string }
  | { reject: Reject }
  | { total: Row; at: string }
  | { noData: string; at: string }

const HEADER_WITHIN = 30

/** Rows of a file → rows of a dataset. Titles above the header, repeated headers and blank rows fall away. */
export async function* readRows(source: TableSource, rules: TableRules): AsyncGenerator<Parsed> {
  const seen: string[] = []
  let reader: RowReader | undefined
  for await (const line of source) {
    const texts = line.cells.map(cellText)
    if (texts.every((text) => text === '')) continue
    const marker = texts.find((text) => rules.noData?.some((words) => text.includes(words)))
    if (marker !== undefined) yield { noData: marker, at: line.where }
    else if (isHeader(texts, rules)) reader = rowReader(texts, rules)
    else if (reader && !line.loose) yield reader(line, texts)
    else if (reader) continue
    else if (seen.push(texts.filter(Boolean).join(' | ')) >= HEADER_WITHIN) throw noHeader(rules, seen)
  }
  if (!reader && seen.length) throw noHeader(rules, seen)
}

type RowReader = (line: TableRow, texts: string[]) => Parsed
type Place = { index: number; rule: ColumnRule; read: CellReader }

function rowReader(header: string[], rules: TableRules): RowReader {
  const places = rules.columns.flatMap((rule): Place[] => {
    const index = header.findIndex((text) => same(text, rule.header))
    return index < 0 ? [] : [{ index, rule, read: cellReader(rule, rules) }]
  })
  const summed = places.filter(({ rule }) => rules.total?.sums.includes(rule.to))
  return (line, texts) => {
    const first = texts.find(Boolean)!
    if (rules.total && first.toLowerCase().startsWith(rules.total.starts.toLowerCase())) {
      const read = readCells(line, summed)
      return 'row' in read ? { total: read.row, at: line.where } : read
    }
    const read = readCells(line, places)
    return 'row' in read ? { ...read, row: { ...rules.fixed, ...read.row } } : read
  }
}

function readCells({ where, cells }: TableRow, places: Place[]): { row: Row; at: string } | { reject: Reject } {
  const row: Row = {}
  const wrong: string[] = []
  for (const { index, rule, read } of places) {
    const got = read(cells[index])
    if ('value' in got) row[rule.to] = got.value
    else wrong.push(`${rule.header} ${quote(cells[index])}${got.why}`)
  }
  if (!wrong.length) return { row, at: where }
  return { reject: { at: where, reason: wrong.join('; '), raw: cells.map(cellText).join(' | ').slice(0, 500) } }
}

/** Every column that must be there is, and so are most of those that may. */
function isHeader(texts: string[], { columns }: TableRules): boolean {
  const there = columns.filter((rule) => texts.some((text) => same(text, rule.header)))
  return there.length * 2 >= columns.length && columns.every((rule) => rule.optional || there.includes(rule))
}

const same = (a: string, b: string) => a.toLowerCase() === cellText(b).toLowerCase()
const quote = (cell: RawCell | undefined) => (cellText(cell) ? `"${cellText(cell).slice(0, 60)}" ` : '')

function noHeader({ columns }: TableRules, seen: string[]): Fault {
  const wanted = columns.filter((rule) => !rule.optional).map((rule) => rule.header)
  const missing = wanted.filter((name) => !seen.some((line) => line.toLowerCase().includes(name.toLowerCase())))
  const found = seen.slice(0, 3).join(' / ').slice(0, 300)
  return new Fault(
    'changed',
    `The file has no column ${(missing.length ? missing : wanted).join(', ')}. It says: ${found}`,
    {
      hint: 'The layout of this export has changed. Adjust its columns in the portal file.',
    },
  )
}
