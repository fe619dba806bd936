import type { Fn } from '../../plan.ts'
import type { Draft } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Rule } from '../pattern.ts'
import { mea } from './making.ts'

/** What lies between two amounts. */
export const GAPS: Rule<Draft>[] = [
  {
    name: 'least to greatest',
    when: 'diff a:(agg|sup) and b:(agg|sup) (of|in|for)? num:num',
    make: (m) => {
      const [a, b] = [m.one('a'), m.one('b')].map(fnOf)
      const column = m.one('num').field!.ref
      return a && b
        ? [
            mea(
              m,
              {
                minus: [
                  { fn: a, column },
                  { fn: b, column },
                ],
              },
              true,
            ),
          ]
        : undefined
    },
  },
  {
    name: 'average of a difference',
    when: 'how:agg diff (of|in|for)? a:num (and|to) b:num',
    make: (m) => {
      const [column, less] = [m.one('a').field!.ref, m.one('b').field!.ref]
      return [mea(m, { fn: m.one('how').fn!, column, less }, true)]
    },
  },
  {
    name: 'difference on average',
    when: 'diff (of|in|for)? a:num (and|to) b:num comma? how:agg',
    make: (m) => {
      const [column, less] = [m.one('a').field!.ref, m.one('b').field!.ref]
      return [mea(m, { fn: m.one('how').fn!, column, less }, true)]
    },
  },
  {
    name: 'difference of two amounts',
    when: 'diff (of|in|for)? a:mea (and|to) b:mea',
    make: (m) => [mea(m, { minus: [m.one('a').measure!, m.one('b').measure!] }, true)],
  },
  {
    name: 'range',
    when: '(diff (of|in)? num:num|num:num diff)',
    make: (m) => {
      const column = m.one('num').field!.ref
      return m.items.some(({ t, say }) => t === 'diff' && /range/.test(say))
        ? [
            mea(
              m,
              {
                minus: [
                  { fn: 'max', column },
                  { fn: 'min', column },
                ],
              },
              true,
            ),
          ]
        : undefined
    },
  },
]

/** Which aggregate "highest" or "average" is. */
export function fnOf(it: Item): Fn | undefined {
  if (it.payload === 'both') return undefined
  return it.fn ?? (it.hint ? undefined : it.dir === 'asc' ? 'min' : 'max')
}
