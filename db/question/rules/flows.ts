import { pathTo } from '../../plan/find.ts'
import type { Condition } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Entity, Item } from '../item.ts'
import type { Rule } from '../pattern.ts'

const LEAVES = /^(departure|depart|origin|source|from|start|sender|pickup|outbound)$/
const REACHES = /^(arrival|destination|dest|to|end|receiver|recipient|dropoff|target|inbound)$/
const MOVES =
  /^(fly|flies|flew|flown|flying|go|goes|went|going|travel|travels|traveled|travelled|sail|sailed|ship|shipped|sent|deliver|delivered|head|headed|heading|bound|depart\w*|arriv\w*)$/i

/** From one place to another: two links of a row to the same table, one of where it leaves, one of where it gets to. */
export const FLOWS: Rule<Draft>[] = [
  {
    name: 'from one place to another',
    when: 'a:in v:val b:in w:val',
    make: (m, draft) => {
      const [a, b, v, w] = [m.one('a'), m.one('b'), m.one('v'), m.one('w')]
      if (wayOf(a) === wayOf(b) || v.field !== w.field) return undefined
      const tests = [placeOf(draft, a, v), placeOf(draft, b, w)].filter((each) => each !== undefined)
      return tests.length === 2
        ? [merged(m.items, { t: 'cond', field: v.field!, condition: { all: tests } })]
        : undefined
    },
  },
  {
    name: 'what is told of a part',
    when: 'e:ent (in|with|rel|by)* vals:(val val?)',
    make: (m, draft) => {
      const { via, dataset } = m.one('e').ent!
      const link = via && dataset.links?.find(({ column }) => column === via.name)
      const target = link && draft.atlas.datasets.find(({ name }) => name === link.to)
      const told = ({ field }: Item) =>
        target && (target === field!.dataset || pathTo(draft.atlas.datasets, target, field!.dataset))
      // The second one belongs to it only as the other half of a name.
      const vals = m.all('vals').filter((each, i, [first]) => told(each) && (!i || isLabel(first!) === isLabel(each)))
      if (!vals.length || !told(m.all('vals')[0]!)) return undefined
      const all = vals.map(({ field, value }): Condition => ({ column: `${via!.ref}>${field!.ref}`, is: value! }))
      const rest = m.all('vals').filter((each) => !vals.includes(each))
      const condition = all.length > 1 ? { all } : all[0]!
      return [merged([m.one('e'), ...vals], { t: 'cond', field: via!, condition }), ...rest]
    },
  },
  {
    name: 'from or to a place',
    when: 'a:in v:val',
    make: (m, draft) => {
      const before = m.before.at(-1)
      const flow = before?.ent?.own && flowsOf(draft).some(({ from }) => from.dataset === before.ent!.dataset)
      const condition = flow || MOVES.test(before?.say ?? '') ? placeOf(draft, m.one('a'), m.one('v')) : undefined
      if (condition && before && !flow) draft.modifiers.push(before)
      return condition && [merged(m.items, { t: 'cond', field: m.one('v').field!, condition })]
    },
  },
]

const isLabel = ({ field }: Item): boolean => field!.dataset.label?.includes(field!.name) === true

const wayOf = ({ say }: Item): 'from' | 'to' | undefined =>
  /^from$/i.test(say) ? 'from' : /^(to|into)$/i.test(say) ? 'to' : undefined

function placeOf(draft: Draft, way: Item, { field, value }: Item): Condition | undefined {
  const end = wayOf(way)
  const fits = flowsOf(draft).filter(
    ({ target }) => target === field!.dataset || pathTo(draft.atlas.datasets, target, field!.dataset),
  )
  const [flow, ...others] = fits
  return end && flow && !others.length ? { column: `${flow[end].via!.ref}>${field!.ref}`, is: value! } : undefined
}

type Flow = { from: Entity; to: Entity; target: Entity['dataset'] }

function flowsOf({ atlas }: Draft): Flow[] {
  const parts = atlas.entities.flatMap((each) => {
    const link = each.via && each.dataset.links?.find(({ column }) => column === each.via!.name)
    const target = link && atlas.datasets.find(({ name }) => name === link.to)
    return target ? [{ each, target }] : []
  })
  return parts.flatMap(({ each: from, target }) => {
    const other = parts.find(
      ({ each, target: there }) =>
        there === target &&
        each.dataset === from.dataset &&
        REACHES.test(each.words[0]!) &&
        LEAVES.test(from.words[0]!),
    )
    return other ? [{ from, to: other.each, target }] : []
  })
}
