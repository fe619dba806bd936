import type { Condition } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { isDone } from '../words.ts'
import { ABSENCES } from './absences.ts'
import { cond, truth, values } from './making.ts'
import { SOME } from './some.ts'
import { TEXTS } from './texts.ts'
import { AGAINST_NOT, DAYS_SO, SIDE_BY_SIDE, UNLIKE } from './unlike.ts'
import { WHOSE } from './whose.ts'

/** Values, texts, empty columns, things that are not there: which rows are kept. */
export const CONDITIONS: Rule<Draft>[] = [
  ...DAYS_SO,
  ...AGAINST_NOT,
  ...TEXTS,
  {
    name: 'not these values',
    when: 'neg (for|in|from|with|of|verb)* COL? (by|in|of)* vals:(val (LIST (in|by|for|of|verb)* val)*)',
    make: (m) => [values(m, m.all('vals'), true)],
  },
  {
    name: 'day of something',
    when: 'col:tcol (in|on|of|for|with|rel)* time:time',
    make: (m) => [
      merged(m.items, {
        t: 'cond',
        field: m.one('col').field!,
        condition: momentOf(m.one('time'), m.one('col').field!.ref),
      }),
    ],
  },
  ...UNLIKE,
  ...ABSENCES,
  {
    name: 'never had any amount',
    when: 'neg:neg (verb|with|in)* num:num',
    make: (m, draft) => {
      const { field } = m.one('num')
      const subject = m.before.find((each) => each.ent?.own)?.ent?.dataset
      const child = subject && field!.dataset.links?.some((each) => each.to === subject.name)
      if (m.one('neg').payload !== 'none' || !child || /^(cmp|n|between)$/.test(m.after[0]?.t ?? '')) return undefined
      const has: Condition[] = [{ column: field!.name, op: '>', than: 0 }]
      draft.soft += 0.15
      return [
        merged(m.items, { t: 'cond', field: field!, condition: { dataset: field!.dataset.name, has, not: true } }),
      ]
    },
  },
  {
    name: 'not true',
    when: 'neg of? flag:flag',
    make: (m) => [cond(m, m.one('flag').field!, { is: truth(m.one('flag').field!, false) })],
  },
  ...SIDE_BY_SIDE,
  ...WHOSE,
  {
    name: 'of a value',
    when: 'by col:dim (in|for|of)? vals:(val (LIST val)*)',
    make: (m, draft) => {
      const [item, vals] = [m.one('col'), m.all('vals')]
      if (!vals.every((each) => !each.field || each.field.ref === item.field!.ref)) return undefined
      if (vals.length > 1) draft.groups.push({ item, each: false })
      return [values(m, vals)]
    },
  },
  ...SOME,
  {
    name: 'not yet done',
    when: 'neg (with|verb)* c:tcol',
    make: (m) =>
      isDone(m.one('c').say.toLowerCase()) &&
      m.one('c').field!.column.missing &&
      m.after[0]?.t !== 'time' &&
      !m.after.some((each) => each.ent)
        ? [cond(m, m.one('c').field!, { empty: true })]
        : undefined,
  },
  {
    name: 'done',
    when: 'c:tcol',
    make: (m) =>
      isDone(m.one('c').say.toLowerCase()) &&
      !/^(time|in|by|of|sup|with)$/.test(m.after[0]?.t ?? '') &&
      (m.one('c').field!.column.missing ?? 0) > 0
        ? [cond(m, m.one('c').field!, { empty: false })]
        : undefined,
  },
  {
    name: 'one of these values of a column',
    when: 'col:(dim|idc|num) (of|with|in|rel|op:cmp)? vals:(val (LIST val)*)',
    make: (m) =>
      m.all('vals').some((each) => each.field?.ref === m.one('col').field?.ref)
        ? [
            values(
              m,
              m.all('vals').filter((each) => !each.field || each.field.ref === m.one('col').field!.ref),
            ),
          ]
        : undefined,
  },
  {
    name: 'between two values',
    when: 'between a:val and b:val',
    make: (m, draft) => {
      draft.compare = true
      return [m.one('a'), m.one('b')]
    },
  },
  {
    name: 'both of them',
    when: 'both a:val and b:val',
    make: (m, draft) => {
      const [a, b] = [m.one('a'), m.one('b')]
      if (a.field !== b.field) return undefined
      draft.twice = true
      const tests = [a, b].map((each): Condition => ({ column: each.field!.ref, is: each.value! }))
      return [merged(m.items, { t: 'cond', field: a.field!, condition: { all: tests } })]
    },
  },
  {
    name: 'one or the other',
    when: 'vals:(val (or|comma or) val)',
    make: (m) => [values(m, m.all('vals'))],
  },
  {
    name: 'value before its column',
    when: 'vals:(val (LIST val)*) col:dim',
    make: (m) =>
      m.all('vals').every((each) => !each.field || each.field.ref === m.one('col').field?.ref)
        ? [values(m, m.all('vals'))]
        : undefined,
  },
  {
    name: 'one of these numbers',
    when: 'col:(num|dim|flag) (of|in|with|op:cmp)? ns:(n (LIST n)+)',
    make: (m) => {
      const list = m.all('ns').flatMap((each) => each.n ?? [])
      const [low, high] = (m.one('col').field!.column.range ?? []) as [number, number]
      const fits = typeof low === 'number' && list.every((n) => n >= low && n <= high)
      return fits && (m.maybe('op')?.op ?? '=') === '=' ? [cond(m, m.one('col').field!, { is: list })] : undefined
    },
  },
  {
    name: 'column number',
    when: 'col:(num|idc|ent|dim|flag) (of|in|with|op:cmp)? n:n',
    make: (m) => equalTo(m),
  },
  {
    name: 'number column',
    when: 'n:n col:num',
    make: (m) => ((m.one('col').field!.column.distinct ?? 99) <= 12 ? equalTo(m) : undefined),
  },
]

/** "closed in May", "opened on weekends". */
function momentOf(time: Item, column: string): Condition {
  const { from, to } = time.period!
  const days: Condition[] = from || to ? [{ period: time.period!, column }] : []
  const parts: Condition[] = time.condition ? [{ ...time.condition, column } as Condition] : []
  const all = [...days, ...parts]
  return all.length === 1 ? all[0]! : { all }
}

function equalTo(m: Match): Item[] | undefined {
  const col = m.one('col')
  const field = col.field ?? col.ent?.key
  if (col.ent && /^(num|ent|unit|grain|dim)$/.test(m.after[0]?.t ?? '')) return undefined
  const { n, payload } = m.one('n')
  const [low, high] = field?.column.range ?? []
  if (!field || payload === 'ordinal' || (isYear(n!) && m.items.some(({ t }) => t === 'in'))) return undefined
  if (m.maybe('op') && m.one('op').op !== '=') return undefined
  if (m.items.some(({ t, say }) => t === 'in' && !/^(in|at|on)$/i.test(say))) return undefined
  if (typeof low === 'number' && typeof high === 'number')
    return n! >= low && n! <= high ? [cond(m, field, { is: n! })] : undefined
  return field.column.kind === 'text' && field.column.role === 'id' ? [cond(m, field, { is: String(n) })] : undefined
}

const isYear = (n: number): boolean => Number.isInteger(n) && n >= 1900 && n < 2100
