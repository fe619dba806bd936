import type { Condition } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Rule } from '../pattern.ts'
import { isDone } from '../words.ts'
import { ABSENCES, everNot } from './absences.ts'
import { EQUALS } from './equals.ts'
import { FLOWS } from './flows.ts'
import { cond, truth, values } from './making.ts'
import { SOME } from './some.ts'
import { TEXTS } from './texts.ts'
import { AGAINST_NOT, DAYS_SO, SIDE_BY_SIDE, UNLIKE } from './unlike.ts'
import { ONE_OR_OTHER } from './whens.ts'
import { UNDER, WHOSE } from './whose.ts'

/** Values, texts, empty columns, things that are not there: which rows are kept. */
export const CONDITIONS: Rule<Draft>[] = [
  ...FLOWS,
  ...DAYS_SO,
  ...AGAINST_NOT,
  ...TEXTS,
  {
    name: 'not these values',
    when: 'no:neg (for|in|from|with|of|verb)* COL? (by|in|of)* vals:(val (LIST (in|by|for|of|verb)* val)*)',
    make: (m, draft) => (everNot(m, draft) ? undefined : [values(m, m.all('vals'), true)]),
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
  ...UNDER,
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
  ...ONE_OR_OTHER,
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
  ...EQUALS,
]

/** "closed in May", "opened on weekends". */
function momentOf(time: Item, column: string): Condition {
  const { from, to } = time.period!
  const days: Condition[] = from || to ? [{ period: time.period!, column }] : []
  const parts: Condition[] = time.condition ? [{ ...time.condition, column } as Condition] : []
  const all = [...days, ...parts]
  return all.length === 1 ? all[0]! : { all }
}
