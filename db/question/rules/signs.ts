import type { Draft } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure, fieldIn } from '../sense.ts'
import { cond, having, nearby } from './making.ts'

/** Below nothing and above it: "negative profit", "at a loss". */
export const SIGNS: Rule<Draft>[] = [
  { name: 'losing things', when: 'sign:sign num:num', make: (m) => signTest(m) },
  { name: 'things with a sign', when: 'num:num (of|in|with)? sign:sign', make: (m) => signTest(m) },
  {
    name: 'at a loss',
    when: '(with|in|verb)? sign:sign',
    make: (m, draft) => {
      const dataset = nearby(m, draft)[0]
      const profit =
        dataset && fieldIn(draft.atlas, dataset, (words) => /profit|gain|income|margin/.test(words.join(' ')))
      const [comes, goes] = [/^(gross|revenue|income|earning|sale)$/, /^(budget|cost|expense|spend)$/].map(
        (like) => dataset && fieldIn(draft.atlas, dataset, (words) => words.some((word) => like.test(word))),
      )
      if (!profit && comes && goes && /los|profit|red|black/.test(m.one('sign').say))
        return [cond(m, comes, { op: m.one('sign').op as '<', than: { column: goes.ref } })]
      return profit && /los|profit|red|black/.test(m.one('sign').say)
        ? [having(m, { fn: 'sum', column: profit.ref }, m.one('sign').op!, 0)]
        : undefined
    },
  },
]

function signTest(m: Match): Item[] {
  const { field } = m.one('num')
  return [
    {
      ...cond(m, field!, { op: m.one('sign').op as '<', than: 0 }),
      op: m.one('sign').op!,
      n: 0,
      measure: bareMeasure(field!),
    },
  ]
}
