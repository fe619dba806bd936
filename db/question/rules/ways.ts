import type { Dataset } from '../../dataset.ts'
import { pathTo } from '../../plan/find.ts'
import type { Condition } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { nameWords } from '../schema/names.ts'
import { isIt } from './making.ts'

/** "from Lyon to Milan": where a row links twice to one table, the little word says which link is meant. */
export const WAYS: Rule<Draft>[] = [
  {
    name: 'each of the last weeks',
    when: 'c:tcol? by of? time:time',
    make: (m, draft) => {
      const { grain } = m.one('time')
      const day = m.maybe('c')
      if (grain)
        draft.groups.push({
          item: merged([m.one('time')], { t: 'grain', grain, ...(day && { field: day.field! }) }),
          each: false,
        })
      return grain && [...(day ? [day] : []), m.one('time')]
    },
  },
  { name: 'from here to there', when: 'a:in x:val b:in y:val', make: (m, draft) => both(m, draft) },
  { name: 'from here', when: 'a:in x:val', make: (m, draft) => one(m, draft) },
]

const ENDS: Record<string, RegExp> = {
  from: /^(origin|orig|source|src|from|departure|dep|start|sender|pickup|home)$/,
  to: /^(destination|dest|dst|to|arrival|arr|end|receiver|recipient|dropoff|drop|target|away)$/,
}

function both(m: Match, draft: Draft): Item[] | undefined {
  const [first, second] = [
    way(m.one('a'), m.one('x'), draft, namedBase(m)),
    way(m.one('b'), m.one('y'), draft, namedBase(m)),
  ]
  if (first && second) return [first, second]
  const [x, y] = [column(m.one('a'), m.one('x')), column(m.one('b'), m.one('y'))]
  return x && y && [x, y]
}

function one(m: Match, draft: Draft): Item[] | undefined {
  const found = way(m.one('a'), m.one('x'), draft, namedBase(m)) ?? column(m.one('a'), m.one('x'))
  return found && [found]
}

/** Pick-up and drop-off, origin and destination as columns of one wide table. */
function column(word: Item, val: Item): Item | undefined {
  const test = ENDS[word.say.toLowerCase()]
  const held = [val.field!, ...(val.among ?? [])].filter((each) => each.dataset === val.field!.dataset)
  const fits = held.filter(({ words }) => words.some((part) => test?.test(part)))
  return held.length > 1 && fits.length === 1 ? { ...val, field: fits[0]! } : undefined
}

const namedBase = (m: Match): Dataset[] =>
  [...m.before, ...m.after].flatMap((each) => (each.ent ? [each.ent.dataset] : []))

/** The condition through the one link whose name fits the little word. */
function way(word: Item, val: Item, draft: Draft, named: Dataset[]): Item | undefined {
  const test = ENDS[word.say.toLowerCase()]
  const to = val.field!.dataset
  const twice = draft.atlas.datasets.filter(
    (each) => (each.links ?? []).filter((link) => link.to === to.name).length > 1,
  )
  const own = twice.filter((each) => named.includes(each))
  // Tickets are to where their flight goes.
  const beyond = twice.filter((each) => named.some((it) => pathTo(draft.atlas.datasets, it, each)))
  const bases = own.length ? own : beyond
  const fits = (bases[0]?.links ?? []).filter(
    (link) => link.to === to.name && nameWords(link.column).some((part) => test?.test(part)),
  )
  if (bases.length !== 1 || fits.length !== 1) return undefined
  return merged([word, val], {
    t: 'cond',
    condition: { ...isIt(val), column: through(bases[0]!, fits[0]!.column, val.field!) } as Condition,
  })
}

const through = (base: Dataset, link: string, field: Field): string => `${base.name}.${link}>${field.ref}`
