import { type Dataset, tableName } from '../dataset.ts'
import { bookOf } from '../quick.ts'
import { type Found, findColumn, type Hop } from './find.ts'

/** The zone, week and day of whoever asks, for hours of the day, weeks and ages. */
export type Clock = { weekStart?: 'monday' | 'sunday'; minutes?: number; today?: string }

/** One SELECT being written: its base table, the joins it needs so far, and the values bound for the whole statement. */
export type Scope = {
  datasets: Dataset[]
  base: Dataset
  alias: string
  joins: Map<string, string>
  params: unknown[]
  clock: Clock
  count: { aliases: number }
  /** The dimension whose pages of the day book stand for the rows of the base. */
  pages: string | undefined
}

export function newScope(datasets: Dataset[], base: Dataset, clock: Clock = {}, pages?: string): Scope {
  return { datasets, base, alias: 't0', joins: new Map(), params: [], clock, count: { aliases: 1 }, pages }
}

/** A SELECT inside another: it shares values and names, not joins. */
export function within(scope: Scope, base: Dataset): Scope {
  return { ...scope, base, alias: `t${scope.count.aliases++}`, joins: new Map(), pages: undefined }
}

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""').replace(/[⟦⟧]/g, '')}"`
}

/** Values only ever reach the database as parameters: here a mark stands for one, until the whole statement is written. */
export function bind(scope: Scope, value: unknown): string {
  scope.params.push(typeof value === 'boolean' ? Number(value) : value)
  return `⟦${scope.params.length - 1}⟧`
}

/** The marks become question marks, and the values stand in the order they are needed. */
export function bound(scope: Scope, sql: string): { sql: string; params: unknown[] } {
  const params: unknown[] = []
  const text = sql.replace(/⟦(\d+)⟧/g, (_, at) => {
    params.push(scope.params[Number(at)])
    return '?'
  })
  return { sql: text, params }
}

export type Place = Found & { sql: string; alias: string }

export function place(scope: Scope, ref: string): Place {
  const found = findColumn(scope.datasets, scope.base, ref)
  if (!found) throw new Error(`no column ${ref} for ${scope.base.name}`)
  const alias = walk(scope, found.path)
  return { ...found, alias, sql: `${alias}.${quote(found.name)}` }
}

/** Joins along a path, each step once, and says under which alias it ends. */
export function walk(scope: Scope, path: Hop[]): string {
  let alias = scope.alias
  let key = ''
  for (const hop of path) {
    key += `>${hop.column}>${hop.to.name}`
    const known = [...scope.joins.keys()].indexOf(key)
    const next = known >= 0 ? aliasOf(scope, key) : `t${scope.count.aliases++}`
    if (known < 0) {
      const kind = scope.base.table === undefined ? 'LEFT JOIN' : 'JOIN'
      const on = [`${next}.${quote(hop.at)} = ${alias}.${quote(hop.column)}`, ...ofKind(scope, hop, alias)].join(
        ' AND ',
      )
      scope.joins.set(key, `${kind} ${quote(tableName(hop.to))} ${next} ON ${on}`)
    }
    alias = next
  }
  return alias
}

/** Only rows of the right kind name a row there. */
export function ofKind(scope: Scope, { when }: Hop, alias: string): string[] {
  return when ? [`${alias}.${quote(when.column)} = ${bind(scope, when.is)}`] : []
}

function aliasOf(scope: Scope, key: string): string {
  return scope.joins.get(key)!.split(' ON ')[0]!.split(' ').at(-1)!
}

export function from(scope: Scope): string {
  return [`FROM ${source(scope)} ${scope.alias}`, ...scope.joins.values()].join('\n  ')
}

/** The rows, or the pages of one dimension, whose columns have the names of the rows. */
function source({ base, pages }: Scope): string {
  if (!pages) return quote(tableName(base))
  const { table, day, kept, sums } = bookOf(base)!
  const columns = [quote(day), `_value AS ${quote(pages)}`, ...kept.map(quote), '_rows', ...sums.map(quote)]
  return `(SELECT ${columns.join(', ')} FROM ${quote(table)} WHERE _dimension = '${pages}')`
}
