import { type Amount, type Dataset, dayColumn } from '../dataset.ts'

/** What is wrong with a dataset's description, as sentences; none means that it can be kept and asked about. */
export function problemsOf(dataset: Dataset): string[] {
  const columns = Object.keys(dataset.columns)
  const lower = columns.map((column) => column.toLowerCase())
  const days = columns.filter((column) => dataset.columns[column]?.kind === 'time').map(dayColumn)
  const time = dataset.time && dataset.columns[dataset.time.column]
  return [
    ...(columns.length ? [] : ['it has no columns']),
    ...(dataset.key.length ? [] : ['it has no key']),
    ...columns.filter((column) => !usable(column)).map((column) => `"${column}" can not be the name of a column`),
    ...lower.filter((column, at) => lower.indexOf(column) < at).map((column) => `two columns are called "${column}"`),
    ...days.filter((day) => lower.includes(day.toLowerCase())).map((day) => `"${day}" is kept for the day of a time`),
    ...namedIn(dataset)
      .filter((name) => !columns.includes(name))
      .map((name) => `there is no column "${name}"`),
    ...(time && time.kind !== 'date' && time.kind !== 'time'
      ? [`"${dataset.time?.column}" is neither a day nor a time`]
      : []),
    ...(dataset.time && !isZone(dataset.time.zone) ? [`there is no time zone "${dataset.time.zone}"`] : []),
  ]
}

/** The columns that an amount is made from. */
export function columnsOf(amount: Amount): string[] {
  if ('minus' in amount) return amount.minus.flatMap(columnsOf)
  if ('ratio' in amount) return amount.ratio.flatMap(columnsOf)
  if ('average' in amount) return [amount.average]
  const of = 'sum' in amount ? amount.sum : 'distinct' in amount ? amount.distinct : amount.count
  return [of, ...Object.keys(amount.where ?? {})].filter((name) => name !== '*')
}

function namedIn(dataset: Dataset): string[] {
  return [
    ...new Set([
      ...dataset.key,
      ...(dataset.time ? [dataset.time.column] : []),
      ...(dataset.label ?? []),
      ...Object.values(dataset.dimensions).map((dimension) => dimension.column),
      ...Object.values(dataset.measures).flatMap((measure) => columnsOf(measure.is)),
    ]),
  ]
}

/** Names of rows are read as properties, so what every object has can't be one. */
const usable = (name: string): boolean => /^[a-z][a-z0-9_]{0,59}$/i.test(name) && !(name in Object.prototype)

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
