import type { Draft } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { cond } from './making.ts'

/** A column and the number it has: grade 10, floors 2 and 3. */
export const EQUALS: Rule<Draft>[] = [
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
