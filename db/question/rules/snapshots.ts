import type { Dataset } from '../../dataset.ts'
import type { Condition, Grain } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import { refOf } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { datasetsOf } from '../sense.ts'

/** Tables that write down every day how things stand: which of those days is meant. */
export const SNAPSHOTS: Rule<Draft>[] = [
  {
    name: 'how it stands now',
    when: 'now:(cur|sup|standing) how:((agg|cnt) of?)? MODS e:ent? n:(num|mea)',
    make: (m) => {
      const now = m.one('now')
      const dataset = datasetOf(m.one('n'))
      const last = now.t === 'cur' || now.hint === 'desc:time' || now.payload === 'now'
      if (!last || !dataset || !isSnapshot(dataset) || told(m)) return undefined
      return [...m.items.slice(1).filter(({ t }) => t !== 'cnt'), edge([now], dataset, 'last', { each: true })]
    },
  },
  {
    name: 'how it stands at the moment',
    when: 'n:num (in|of|for|by|ent|val|with|cmp|n)* now:(standing|cur)',
    make: (m) => {
      const { dataset } = m.one('n').field!
      const last = m.one('now').t === 'cur' || m.one('now').payload === 'now'
      if (!last || !isSnapshot(dataset) || told(m)) return undefined
      return [...m.items.slice(0, -1), edge([m.one('now')], dataset, 'last', { each: true })]
    },
  },
  {
    name: 'the snapshot of a day',
    when: 's:sup (e:ent d:tcol|e:ent|d:tcol) ((in|of|for)* t:time)? (by:by g:ent)?',
    make: (m, draft) => {
      const day = m.maybe('d')?.field
      const dataset = m.maybe('e')?.ent?.dataset ?? day!.dataset
      const own = m.maybe('e')?.ent?.own !== false && (!day || day.name === dataset.time?.column)
      const first = m.one('s').hint === 'asc:time'
      if (!own || !isSnapshot(dataset) || !(first || m.one('s').hint === 'desc:time')) return undefined
      if (![...m.before, ...m.after].some((each) => /^(num|mea|agg|cnt)$/.test(each.t))) return undefined
      draft.modifiers.push(...m.items.filter((each) => each.ent && each !== m.maybe('g')))
      const period = m.maybe('t')?.period
      const rest = m.items.filter((each) => each === m.maybe('by') || each === m.maybe('g'))
      const each = m.maybe('by') !== undefined && m.one('by').payload === 'per'
      return [edge([m.one('s')], dataset, first ? 'first' : 'last', { each, ...(period && { period }) }), ...rest]
    },
  },
  {
    name: 'as of the latest day',
    when: '(in|of|for)+ s:sup g:(grain|tcol) ((in|of|for)* t:time)?',
    make: (m) => {
      const period = m.maybe('t')?.period
      const first = m.one('s').hint === 'asc:time'
      const near = datasetsOf([...m.before, ...m.after].filter((each) => each.field && each.t !== 'val'))
      const dataset = m.one('g').field?.dataset ?? (near.length === 1 ? near[0] : undefined)
      if (!dataset?.time || !(first || m.one('s').hint === 'desc:time') || told(m)) return undefined
      if (m.one('g').field && m.one('g').field!.name !== dataset.time.column) return undefined
      const grain = m.one('g').grain ?? 'day'
      if (/within/i.test(m.items[0]!.say) || (first && grain !== 'day')) return undefined
      return /^(day|week|month|quarter|year)$/.test(grain)
        ? [edge(m.items, dataset, first ? 'first' : 'last', { grain, ...(period && { period }) })]
        : undefined
    },
  },
  {
    name: 'the rows as they stand',
    when: 'now:cur e:ent',
    make: (m) => {
      const { dataset, own } = m.one('e').ent!
      return own && isSnapshot(dataset) && !told(m)
        ? [m.one('e'), edge([m.one('now')], dataset, 'last', { each: true })]
        : undefined
    },
  },
  { name: 'as things are', when: 'now:cur', make: () => [] },
]

const told = (m: Match): boolean => [...m.before, ...m.after].some((each) => each.t === 'time' || each.t === 'grain')

const datasetOf = ({ field, measure }: Item): Dataset | undefined => (measure ? undefined : field?.dataset)

const DAILY =
  /^(snapshot|snapshots|daily|balance|balances|level|levels|inventory|stock|position|positions|holdings?|readings?|standings?|headcount)$/

/** The same thing again and again, each time with the day it was so. */
export function isSnapshot(dataset: Dataset): boolean {
  const { time, key, columns } = dataset
  if (!time || dataset.table === undefined) return false
  const said = [...(dataset.words ?? []), ...(columns[time.column]?.words ?? [])]
  const again = thingsOf(dataset).some((name) => (columns[name]?.distinct ?? 0) < (dataset.rows ?? 0))
  return again && (said.some((word) => DAILY.test(word)) || (key.length > 1 && key.includes(time.column)))
}

/** What each row speaks of: by its links, or by the one column that names it. */
function thingsOf({ links = [], columns }: Dataset): string[] {
  if (links.length) return links.map((link) => link.column)
  const names = Object.keys(columns).filter((name) => /^(dimension|label|id)$/.test(columns[name]!.role ?? ''))
  return names.length === 1 ? names : []
}

type Which = { each?: boolean; grain?: Grain; period?: NonNullable<Item['period']> }

function edge(items: Item[], dataset: Dataset, which: 'first' | 'last', { each, grain, period }: Which): Item {
  const column = refOf(dataset, dataset.time!.column)
  const keys = thingsOf(dataset).filter((name) => dataset.key.length < 2 || dataset.key.includes(name))
  const moments = !each && dataset.columns[dataset.time!.column]?.kind === 'time'
  const asDay = grain && grain !== 'day' ? grain : moments && ('day' as const)
  const condition: Condition = {
    column,
    edge: which,
    ...(each && { per: keys.map((name) => refOf(dataset, name)) }),
    ...(asDay && { grain: asDay }),
    ...(period && (period.from || period.to) && { where: [{ period, column }] }),
  }
  return merged(items, { t: 'cond', condition })
}
