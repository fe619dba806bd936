import type { Value } from '#db/dataset.ts'
import type { TableRules } from './rows.ts'
import { cellText, type RawCell, type TableRow, type TableSource } from './table.ts'
import { type ColumnRule, cellReader, type Read } from './value.ts'

const SAMPLE = 2000
const HEADER_WITHIN = 30
/** A few odd cells don't change what a column is; their rows are refused and can be looked at. */
const MOST = 0.95

/** `seen` is what stands in the first rows of each column, read by its rule. */
export type Guessed = { rules: TableRules; doubts: string[]; seen: Record<string, Value[]>; rows: number }

/** How a table nobody described is to be read: where its header is, what each column holds, and what was in doubt. */
export async function guessRules(rows: TableSource, zone: string): Promise<Guessed | undefined> {
  const sample: TableRow[] = []
  for await (const row of rows) {
    if (row.cells.some((cell) => cellText(cell))) sample.push(row)
    if (sample.length === SAMPLE) break
  }
  const at = headerAt(sample)
  if (at < 0 || at === sample.length - 1) return undefined
  const names = sample[at]!.cells.map(cellText)
  const body = sample.slice(at + 1).filter(({ loose }) => !loose)
  const places = names.flatMap((header, i) =>
    header ? [{ header, cells: body.map(({ cells }) => cells[i] ?? null).filter((cell) => cellText(cell)) }] : [],
  )
  const locale = localeOf(places.flatMap(({ cells }) => cells))
  const taken = new Set<string>()
  const found = places.map(({ header, cells }) => columnOf(header, cells, { locale: locale.name, zone }, taken))
  const doubts = [...(locale.doubt ? [locale.doubt] : []), ...found.flatMap(({ doubt }) => doubt ?? [])]
  const columns = found.map(({ rule }) => rule)
  const seen = columns.map((rule, i) => [rule.to, valuesIn(places[i]!.cells, rule, { locale: locale.name, zone })])
  return { rules: { locale: locale.name, zone, columns }, doubts, seen: Object.fromEntries(seen), rows: body.length }
}

function valuesIn(cells: RawCell[], rule: ColumnRule, place: Place): Value[] {
  return cells.map(cellReader(rule, place)).flatMap((got) => ('value' in got ? [got.value] : []))
}

/** The first row that names most columns, in words that differ. */
function headerAt(sample: TableRow[]): number {
  const widest = Math.max(0, ...sample.slice(0, 200).map(({ cells }) => cells.filter((cell) => cellText(cell)).length))
  return sample.slice(0, HEADER_WITHIN).findIndex(({ cells, loose }) => {
    const texts = cells.map(cellText).filter(Boolean)
    const words = texts.filter((text) => !/^[-+\d.,%\s]+$/.test(text) || /^(19|20)\d\d$/.test(text))
    return (
      !loose &&
      texts.length >= Math.max(1, widest * 0.6) &&
      words.length >= texts.length * 0.8 &&
      new Set(texts).size === texts.length
    )
  })
}

/** Dots or commas for thousands: only a number with both, or with two of one, tells. */
function localeOf(cells: RawCell[]): { name: string; doubt?: string } {
  const texts = cells.filter((cell) => typeof cell === 'string').map((text) => text.replace(/[^\d.,]/g, ''))
  const dots = texts.filter((text) => /^\d{1,3}(\.\d{3})+,\d+$|^\d{1,3}(\.\d{3}){2,}$/.test(text)).length
  const commas = texts.filter((text) => /^\d{1,3}(,\d{3})+\.\d+$|^\d{1,3}(,\d{3}){2,}$/.test(text)).length
  if (dots > commas) return { name: 'id-ID' }
  const unclear = !commas && texts.find((text) => /^\d{1,3}[.,]\d{3}$/.test(text))
  return unclear ? { name: 'en-US', doubt: `"${unclear}" was read as English numbers are written` } : { name: 'en-US' }
}

const DATES = [
  'yyyy-MM-dd',
  'd/M/yyyy',
  'M/d/yyyy',
  'yyyy/MM/dd',
  'd-M-yyyy',
  'd.M.yyyy',
  'd MMM yyyy',
  'd MMMM yyyy',
  'MMM d, yyyy',
  'd-MMM-yyyy',
]
const CLOCKS = [' HH:mm:ss', ' HH:mm', ' H:mm', "'T'HH:mm:ss"]
const BOOLEANS: Record<string, boolean>[] = [
  { yes: true, no: false },
  { Yes: true, No: false },
  { YES: true, NO: false },
  { Y: true, N: false },
  { true: true, false: false },
  { True: true, False: false },
  { TRUE: true, FALSE: false },
]

type Place = { locale: string; zone: string }

function columnOf(
  header: string,
  cells: RawCell[],
  place: Place,
  taken: Set<string>,
): { rule: ColumnRule; doubt?: string } {
  const base = { header, to: nameOf(header, taken), optional: true }
  const tries: ColumnRule[] = [
    { ...base, as: 'bool' },
    ...BOOLEANS.map((values): ColumnRule => ({ ...base, as: 'bool', values })),
    ...(cells.some((cell) => typeof cell === 'string' && /^0\d/.test(cell)) ? [] : numbers(base, cells)),
    ...DATES.map((format): ColumnRule => ({ ...base, as: 'date', format })),
    ...DATES.flatMap((format) => CLOCKS.map((clock): ColumnRule => ({ ...base, as: 'time', format: format + clock }))),
  ]
  const fitting = cells.length ? tries.filter((rule) => fits(rule, cells, place)) : []
  const rule = fitting[0] ?? { ...base, as: 'text' as const }
  const dates = new Set(
    fitting.map(({ format }) => format?.slice(0, 8)).filter((format) => format === 'd/M/yyyy' || format === 'M/d/yyyy'),
  )
  // What came as a moment was never read from digits.
  const typed = cells.some((cell) => !(cell instanceof Date))
  const doubt = typed && dates.size > 1 ? `${header}: days were read before months` : undefined
  return { rule: timed(rule, cells), ...(doubt ? { doubt } : {}) }
}

function numbers(base: Omit<ColumnRule, 'as'>, cells: RawCell[]): ColumnRule[] {
  const first = cells.find((cell) => typeof cell === 'string')
  const prefix = typeof first === 'string' ? /^[-(]?\s*([^\d\s.,()-]{1,4})\s*[\d(-]/.exec(first)?.[1] : undefined
  return (['integer', 'number'] as const).map((as) => ({ ...base, as, ...(prefix ? { prefix } : {}) }))
}

/** Dates of a workbook are dates already; those with a clock are times. */
function timed(rule: ColumnRule, cells: RawCell[]): ColumnRule {
  const clocked = cells.some((cell) => cell instanceof Date && cell.getTime() % 86_400_000 !== 0)
  return rule.as === 'date' && clocked ? { ...rule, as: 'time', format: 'yyyy-MM-dd HH:mm:ss' } : rule
}

function fits(rule: ColumnRule, cells: RawCell[], place: Place): boolean {
  const read = cellReader(rule, place)
  let wrong = 0
  const most = cells.length * (1 - MOST)
  return cells.every((cell) => plausible(read(cell)) || ++wrong <= most)
}

/** A year after 2200 is of another calendar: such a column stays text rather than be wrong by centuries. */
const plausible = (got: Read): boolean => 'value' in got && !/^(2[2-9]|[3-9]\d)\d\d-/.test(String(got.value))

function nameOf(header: string, taken: Set<string>): string {
  const base =
    header
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 40) || 'column'
  let name = /^\d/.test(base) ? `y_${base}` : base
  for (let n = 2; taken.has(name); n++) name = `${base}_${n}`
  taken.add(name)
  return name
}
