import { type Dataset, dayColumn, type Row, type Value } from '../dataset.ts'
import { openZone } from '../kit/zone.ts'
import { kinds, type Stored } from './kinds.ts'

/** Reads rows of one dataset: each becomes the values to store, in the order of `columns`, or a reason why not. */
export type Checker = {
  columns: string[]
  /** Where in a checked row the day of the dataset's time is, or -1. */
  day: number
  check(row: Row): Stored[] | string
  /** Columns that held something in at least one row so far, ours and others. */
  filled(): { known: string[]; unknown: string[] }
}

const MOST_UNKNOWN = 100

export function checkerOf(dataset: Dataset): Checker {
  const zone = openZone(dataset.time?.zone ?? 'UTC')
  const clock = dataset.time && zone
  const readers = readersOf(dataset)
  const names = readers.map((reader) => reader.name)
  const times = readers.flatMap((reader, at) => (reader.kind === 'time' ? [at] : []))
  const columns = [...names, ...times.map((at) => dayColumn(names[at]!))]
  const filled = new Uint8Array(readers.length)
  const unknown = new Set<string>()

  function check(row: Row): Stored[] | string {
    const values = new Array<Stored>(columns.length)
    let present = 0
    for (let i = 0; i < readers.length; i++) {
      const reader = readers[i]!
      const given = row[reader.name]
      if (given !== undefined) present++
      const tidy = typeof given === 'string' ? given.trim() : given
      const value = tidy == null || tidy === '' ? null : reader.read(tidy, clock)
      if (value === undefined) return `${reader.name}: ${shown(given)} is not ${reader.noun}`
      if (value === null && reader.required) return `${reader.name}: is missing`
      if (value !== null) filled[i] = 1
      values[i] = value
    }
    for (const [nth, at] of times.entries()) {
      values[readers.length + nth] = values[at] == null ? null : zone.dayOf(values[at] as string)
    }
    noteUnknown(row, present)
    return values
  }

  /** Almost every row has our columns and no others, so counting them is enough. */
  function noteUnknown(row: Row, present: number): void {
    let all = 0
    for (const _ in row) all++
    if (all === present) return
    for (const [name, value] of Object.entries(row)) {
      if (!Object.hasOwn(dataset.columns, name) && !empty(value) && unknown.size < MOST_UNKNOWN) unknown.add(name)
    }
  }

  return {
    columns,
    day: columns.indexOf(timeDay(dataset) ?? ''),
    check,
    filled: () => ({ known: names.filter((_, at) => filled[at]), unknown: [...unknown].sort() }),
  }
}

/** The column with the local day that a dataset's questions about time go by. */
export function timeDay(dataset: Dataset): string | undefined {
  const column = dataset.time?.column
  return column && (dataset.columns[column]?.kind === 'time' ? dayColumn(column) : column)
}

function readersOf(dataset: Dataset) {
  return Object.entries(dataset.columns).map(([name, column]) => {
    const { noun, read } = kinds[column.kind]
    const required = column.required === true || dataset.key.includes(name)
    return { name, kind: column.kind, noun, required, read }
  })
}

const empty = (value: Value): boolean => value == null || (typeof value === 'string' && value.trim() === '')
function shown(value: unknown): string {
  const said = typeof value === 'string' || isDate(value) ? JSON.stringify(value) : String(value)
  return said.length > 60 ? `${said.slice(0, 60)}…` : said
}

const isDate = (value: unknown): boolean => value instanceof Date && !Number.isNaN(value.getTime())
