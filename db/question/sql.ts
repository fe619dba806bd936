import type { Dataset } from '../dataset.ts'
import { pathTo } from '../plan/find.ts'
import type { Compare, Condition, Fn, PlanMeasure, Unit } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import { type Field, refOf } from './item.ts'
import type { Span } from './spans.ts'

const FNS: Record<string, Fn> = { COUNT: 'count', SUM: 'sum', AVG: 'average', MIN: 'min', MAX: 'max' }
const NAME = '(?:[`"\\[]?\\w+[`"\\]]?\\.)?[`"\\[]?\\w+[`"\\]]?'

/** COUNT(DISTINCT t.sender_id) … WHERE t.kind = 0: what people who write SQL put into their notes, shortened or not. */
export function sqlMeasure(text: string, atlas: Atlas, near: Set<Dataset>): PlanMeasure | undefined {
  const said = whole(text)
  const [, fn = '', inside = '', after = ''] = /^(COUNT|SUM|AVG|MIN|MAX)\s*\((.*)\)([^)]*)$/is.exec(said.call) ?? []
  if (!fn || after.replace(/\bFILTER\b/i, '').trim()) return undefined
  const base = tableOf(`${inside} ${said.where}`, said.from, atlas, near)
  if (!base && /^SUM$/i.test(fn) && !said.where) return sumOfBoth(inside, atlas)
  const where = base && conditions(said.where, base)
  const made = base && where && amountOf(FNS[fn.toUpperCase()]!, inside, base)
  if (!made || !where) return undefined
  const all = [...(made.where ?? []), ...where]
  return { ...made, ...(all.length && { where: all }) }
}

/** t.status = 'open' AND …: rows that are kept. */
export function sqlConditions(text: string, atlas: Atlas, near: Set<Dataset>): Condition[] | undefined {
  const plain = inSigns(text.replace(/^(WHERE|with)\b/i, '').trim())
  if (!/^\(?[\w.]+\)?\s*(=|<>|!=|<|>|IS\b|IN\b|LIKE\b)/.test(plain)) return undefined
  const base = tableOf(plain, undefined, atlas, near)
  return base && conditions(plain, base)
}

/** "return_date after due_date", "plan is null or empty": what people say for the signs. */
const inSigns = (text: string): string =>
  text
    .replace(/\b(?:is|are) (?:not empty|not missing|not blank|set|filled|present)\b/gi, 'IS NOT NULL')
    .replace(/\b(?:is|are) (?:empty|missing|blank|not set|null or empty)\b/gi, 'IS NULL')
    .replace(/\b(?:(?:is|are) )?(?:after|later than|greater than|more than|above|over)\b/gi, '>')
    .replace(/\b(?:(?:is|are) )?(?:before|earlier than|less than|below|under)\b/gi, '<')
    .replace(/\b(?:(?:is|are) )?(?:at least|on or after)\b/gi, '>=')
    .replace(/\b(?:(?:is|are) )?(?:at most|on or before)\b/gi, '<=')
    .replace(/\b(?:is|are) (?:not|different from|other than)(?: equal to)?(?! null)\b/gi, '<>')
    .replace(/\b(?:equals|equal to|(?:is|are)(?! (?:not )?null))\b/gi, '=')
    .replace(/(?<=[<>=] ?)the /gi, '')

/** "basket_value * commission_rate": that of the order times that of its shop. */
function sumOfBoth(text: string, atlas: Atlas): PlanMeasure | undefined {
  const [, a = '', b = ''] = /^([\w.]+)\s*[*×]\s*([\w.]+)$/.exec(text.trim()) ?? []
  const named = (said: string) =>
    atlas.fields.filter(({ name, ref, dataset }) => said === ref || said === name || said === `${dataset.name}.${name}`)
  const goes = (from: Field, to: Field) =>
    from.dataset !== to.dataset && pathTo(atlas.datasets, from.dataset, to.dataset)
  const pairs = named(a).flatMap((x) =>
    named(b).flatMap((y): [Field, Field][] => (goes(x, y) ? [[x, y]] : goes(y, x) ? [[y, x]] : [])),
  )
  const [pair, ...others] = pairs
  return pair && !others.length ? { fn: 'sum', column: pair[0].ref, times: pair[1].ref } : undefined
}

const COLUMNS =
  /^\(?([\w.]+)\s*([*×]|\s[-–−]\s)\s*([\w.]+)\)?(?:,? \(?in (second|minute|hour|day|week|month|year)s\)?)?$/i

/** "price * quantity", "price - cost" of a row. */
export function sqlRows(text: string, atlas: Atlas, near: Set<Dataset>): PlanMeasure | undefined {
  const [, a = '', sign = '', b = ''] = COLUMNS.exec(text.trim()) ?? []
  const base = a && tableOf(`${a} ${b}`, undefined, atlas, near)
  const made = base ? amountOf('sum', `${a} ${sign} ${b}`, base) : undefined
  return made && 'column' in made ? made : undefined
}

/** "ended_at - started_at, in minutes": from the one to the other. */
export function sqlSpan(text: string, atlas: Atlas, near: Set<Dataset>): Span | undefined {
  const [, a = '', sign = '', b = '', unit] = COLUMNS.exec(text.trim()) ?? []
  const base = a && /[-–−]/.test(sign) ? tableOf(`${a} ${b}`, undefined, atlas, near) : undefined
  const [to, from] = base ? [a, b].map((each) => columnNamed(each, base)) : []
  const times = atlas.fields.filter(({ ref, column }) => (ref === to || ref === from) && column.role === 'time')
  return times.length === 2 ? { from: from!, to: to!, clock: false, ...(unit && { unit: unit as Unit }) } : undefined
}

/** Dots stand for what was left out; brackets that were never closed are. */
function whole(text: string): { call: string; where: string; from: string | undefined } {
  const plain = text.replace(/\.{3,}|…/g, ' ').replace(/^SELECT\s+/i, '')
  const [head = '', ...rest] = plain.split(/\s*(?:\bFILTER\s*\(\s*)?\bWHERE\b\s*/i)
  const [call = '', from] = head.split(/\s+FROM\s+/i)
  return { call: closed(call.trim()), where: opened(rest.join(' ')), from: from?.trim().split(/\s+/)[0] }
}

const tally = (text: string, sign: string): number => text.split(sign).length - 1
const closed = (text: string): string => text + ')'.repeat(Math.max(0, tally(text, '(') - tally(text, ')')))
const opened = (text: string): string =>
  tally(text, ')') > tally(text, '(') ? opened(text.replace(/\)(?!.*\))/s, '')) : text.trim()

const NO_NAMES =
  /^(distinct|case|when|then|else|end|and|or|in|is|not|null|like|between|lower|upper|julianday|date|count|sum|avg|min|max|true|false|as|nullif|today|now|current_date)$/i

function namesIn(text: string): { table: string | undefined; name: string }[] {
  const bare = text.replace(/'[^']*'/g, ' ')
  return [...bare.matchAll(/(?:\b(\w+)\.)?\b([a-z_]\w*)\b(?!\s*\()/gi)]
    .map(([, table, name = '']) => ({ table, name }))
    .filter(({ name }) => !NO_NAMES.test(name))
}

/** Tables that have every column of a whole formula. */
export function tablesWith(text: string, atlas: Atlas): Dataset[] {
  const names = /\b(COUNT|SUM|AVG|MIN|MAX)\s*\(/i.test(text) ? namesIn(text) : []
  return names.length ? atlas.datasets.filter((each) => names.every(({ name }) => columnIn(each, name))) : []
}

/** The one table that has every column named, or the one of those that the question speaks of. */
function tableOf(text: string, from: string | undefined, atlas: Atlas, near: Set<Dataset>): Dataset | undefined {
  const names = namesIn(text)
  const fits = atlas.datasets.filter((each) => names.every(({ name }) => columnIn(each, name)))
  const told = names.map(({ table }) => table).concat(from)
  const said = fits.filter((each) => told.some((name) => name?.toLowerCase() === each.name.toLowerCase()))
  if (said.length || fits.length < 2) return (said.length ? said : fits)[0]
  const close = fits.filter((each) => near.has(each))
  return close.length === 1 ? close[0] : undefined
}

const columnIn = (dataset: Dataset, name: string): string | undefined =>
  Object.keys(dataset.columns).find((each) => each.toLowerCase() === name.toLowerCase())

function columnNamed(text: string, base: Dataset): string | undefined {
  const name = RegExp(`^\\(?\\s*(${NAME})\\s*\\)?$`).exec(text.trim())?.[1]
  const column =
    name &&
    columnIn(
      base,
      name
        .replace(/[`"[\]]/g, '')
        .split('.')
        .at(-1)!,
    )
  return column && refOf(base, column)
}

function amountOf(fn: Fn, text: string, base: Dataset): PlanMeasure | undefined {
  const different = /^\s*DISTINCT\b\s*/i.exec(text)
  const inside = different ? text.slice(different[0].length) : text.trim()
  const how: Fn = different && fn === 'count' ? 'distinct' : fn
  const [, when, then = ''] =
    /^CASE\s+WHEN\s+(.+?)\s+THEN\s+(.+?)(?:\s+ELSE\s+(?:0(?:\.0)?|NULL))?\s+END$/is.exec(inside) ?? []
  if (when !== undefined) {
    const where = conditions(when, base)
    const made = where && amountOf(how, then, base)
    return made && { ...made, where }
  }
  const rows = { fn: 'count', of: base.name } as PlanMeasure
  if (/^(\*|1(\.0)?)$/.test(inside)) return fn === 'count' || (fn === 'sum' && inside !== '*') ? rows : undefined
  const [a, sign = '', b] = inside.split(/\s*([*]|\s-)\s*/)
  const [first, second] = [a, b].map((each) => (each === undefined ? undefined : columnNamed(each, base)))
  if (b === undefined) return first ? { fn: how, column: first } : undefined
  const days = [a, b]
    .map((each) => /^JULIANDAY\((.+)\)$/i.exec(each!)?.[1])
    .map((each) => each && columnNamed(each, base))
  if (days[0] && days[1]) return { fn: how, from: days[1], to: days[0], unit: 'day' }
  return first && second
    ? { fn: how, column: first, ...(sign === '*' ? { times: second } : { less: second }) }
    : undefined
}

function conditions(text: string, base: Dataset): Condition[] | undefined {
  const parts = text.split(/\s+AND\s+/i).filter((each) => each.trim())
  const made = parts.map((each) => condition(each.trim().replace(/^\((.*)\)$/s, '$1'), base))
  return made.every((each) => each !== undefined) ? made : undefined
}

function condition(text: string, base: Dataset): Condition | undefined {
  const [, name = '', sign = '', rest = ''] =
    /^((?:LOWER|UPPER)?\s*\(?[\w."`]+\)?)\s*(<>|!=|<=|>=|=|<|>|IS NOT|IS|NOT IN|IN|NOT LIKE|I?LIKE)\s*(.+)$/is.exec(
      text,
    ) ?? []
  const column = columnNamed(name.replace(/^(LOWER|UPPER)/i, ''), base)
  if (!column) return undefined
  const not = /NOT|<>|!=/i.test(sign)
  if (/^IS/i.test(sign)) return /^NULL$/i.test(rest.trim()) ? { column, empty: !not } : undefined
  const values = [...rest.matchAll(/'([^']*)'|(-?\d+(?:\.\d+)?)|\b(TRUE|FALSE)\b/gi)].map(([, word, number, truth]) =>
    truth ? Number(/true/i.test(truth)) : word === undefined ? Number(number) : word,
  )
  const other = columnNamed(rest, base)
  const op = (sign === '<>' ? '!=' : sign) as Compare
  if (other && /^[<>=!]/.test(sign)) return { column, op, than: { column: other } }
  const today = /^(?:today|now|the current date|CURRENT_DATE|date\('now'\))$/i.test(rest.trim())
  if (today && /^[<>]$/.test(sign))
    return { from: column, to: 'now', unit: 'day', op: sign === '<' ? '>' : '<', than: 0 }
  if (!values.length) return undefined
  if (/LIKE/i.test(sign))
    return { column, text: String(values[0]).replaceAll('%', ''), at: 'anywhere', ...(not && { not }) }
  if (/^[<>]=?$/.test(sign)) return { column, op: sign as '<', than: values[0] as number }
  return { column, is: values.length > 1 ? values : values[0]!, ...(not && { not }) }
}
