import type { Draft } from '../draft.ts'
import type { Rule } from '../pattern.ts'
import { mea } from './making.ts'

/** One amount with another: plus, less, times. */
export const ARITHMETIC: Rule<Draft>[] = [
  {
    name: 'one amount plus another',
    when: '(how:agg of?)? a:(num|mea) sign:and agg? b:(num|mea)',
    make: (m) => {
      const fn = m.maybe('how')?.fn ?? 'sum'
      const [a, b] = [m.one('a'), m.one('b')].map((each) => each.measure ?? { fn, column: each.field!.ref })
      const others = m.items.some((each) => each.t === 'agg' && each.fn !== fn)
      return /^plus/i.test(m.one('sign').say) && !others ? [mea(m, { plus: [a!, b!] }, true)] : undefined
    },
  },
  {
    name: 'one column less another',
    when: 'how:agg? of? a:num minus b:num',
    make: (m) => {
      const [column, less] = [m.one('a').field!.ref, m.one('b').field!.ref]
      return [mea(m, { fn: m.maybe('how')?.fn ?? 'sum', column, less }, true)]
    },
  },
  {
    name: 'one column times another',
    when: 'how:agg? of? a:num x:(times|by) b:num',
    make: (m) => {
      const [column, times] = [m.one('a').field!.ref, m.one('b').field!.ref]
      return /^(times|multiplied by)$/i.test(m.one('x').say)
        ? [mea(m, { fn: m.maybe('how')?.fn ?? 'sum', column, times }, true)]
        : undefined
    },
  },
]
