import { pathTo } from '../../plan/find.ts'
import type { Draft } from '../draft.ts'
import { deeds } from '../gather.ts'
import type { Field, Item } from '../item.ts'
import type { Rule } from '../pattern.ts'
import { childMoney, fieldIn, hinted, mainMoney, namedMeasure, orderIn, piecesIn } from '../sense.ts'
import { singular } from '../words.ts'
import { amountTest, having, nearby, numberTest } from './making.ts'

const SOLD = /^(sold|sells?|bought|buys?|ordered|moved)$/i

/** Money against a number: sold for more than, spent at least, over 40 dollars. */
export const PRICES: Rule<Draft>[] = [
  {
    name: 'sold more than n tickets',
    when: 'deed:verb op:cmp n:n unit:(num|ent|idc|dim)',
    make: (m, draft) => {
      const said = [m.one('deed').say.toLowerCase(), singular(m.one('unit').say.toLowerCase())]
      const near = nearby(m, draft)
      const field = draft.atlas.fields.find(
        ({ dataset, column, words }) =>
          near.includes(dataset) && column.role === 'measure' && said.every((word) => words.includes(word)),
      )
      if (field) draft.modifiers.push(m.one('unit'))
      return field && [amountTest(m, draft, field)]
    },
  },
  {
    name: 'sold more than n pieces',
    when: 'verb:verb op:cmp n:n unit:(mea|num)',
    make: (m, draft) => {
      const { field, measure } = m.one('unit')
      const near = nearby(m, draft)[0] ?? field?.dataset
      const pieces = near && SOLD.test(m.one('verb').say) ? piecesIn(draft.atlas, near) : undefined
      const same = field ? field.name === 'quantity' : JSON.stringify(measure) === JSON.stringify(pieces)
      return pieces && same ? [having(m, pieces, m.one('op').op!, m.one('n').n!)] : undefined
    },
  },
  {
    name: 'sold for more than n',
    when: 'verb:verb (for|in)+ op:cmp n:n coin?',
    make: (m, draft) => {
      const near = nearby(m, draft)[0]
      const deed = deeds(draft, m.one('verb')).map(({ ent }) => ent!.dataset)
      const table = deed.find((each) => each === near || (near && pathTo(draft.atlas.datasets, each, near)))
      const price = table && hinted(draft, 'desc:price amount total cost', [table])?.field
      return price && SOLD.test(m.one('verb').say) && !/^(ent|num|dim|times|unit|grain)$/.test(m.after[0]?.t ?? '')
        ? [numberTest(m, price)]
        : undefined
    },
  },
  {
    name: 'earns more than n',
    when: 'verb:verb op:cmp n:n coin? all:agg?',
    make: (m, draft) => {
      if ((m.maybe('all') && m.one('all').fn !== 'sum') || TIMES.test(m.after[0]?.say ?? '')) return undefined
      const near = nearby(m, draft)
      const spends = near[0] && MONEY_DEED.test(m.one('verb').say)
      const ours = spends && near[0]!.table === undefined
      const all = ours ? (mainMoney(draft.atlas, near[0]!) ?? childMoney(draft.atlas, near[0]!)) : undefined
      const found = all ? undefined : hinted(draft, `desc:${m.one('verb').payload}`, near)
      const money = all ?? (!found && spends ? childMoney(draft.atlas, near[0]!) : undefined)
      if (money) return [having(m, money, m.one('op').op!, m.one('n').n!)]
      return found && [amountTest(m, draft, found.field)]
    },
  },
  {
    name: 'orders over an amount of money',
    when: 'm:mea (of|in|with|rel)? op:cmp n:n coin',
    make: (m, draft) => {
      const own = namedMeasure(draft.atlas, m.one('m').measure!)
      const thing = own && 'distinct' in own.is ? orderIn(draft.atlas, own.dataset) : undefined
      const money = thing && mainMoney(draft.atlas, own!.dataset)
      if (!money || thing.key?.name !== (own!.is as { distinct: string }).distinct) return undefined
      draft.groups.push({ item: { ...m.one('m'), t: 'ent', ent: thing }, each: false })
      return [having(m, money, m.one('op').op!, m.one('n').n!)]
    },
  },
  {
    name: 'things over a price',
    when: 'e:ent mid:((in|of|val)*) op:cmp n:n',
    make: (m, draft) => {
      const { own, dataset } = m.one('e').ent!
      const price = own && dataset.table === undefined ? fieldIn(draft.atlas, dataset, isPrice) : undefined
      const more = /^(ent|num|dim|times|unit|grain|mea|coin)$/.test(m.after[0]?.t ?? '')
      const field = price ?? worthOf(m.one('e'), draft)
      return field && !more && !m.one('op').hint ? [m.one('e'), ...m.all('mid'), numberTest(m, field)] : undefined
    },
  },
  {
    name: 'under an amount of money',
    when: '(num:num (of|in|with)?)? op:cmp n:n coin',
    make: (m, draft) => {
      const found =
        m.maybe('num')?.field ?? hinted(draft, 'desc:price amount total cost fare fee', nearby(m, draft))?.field
      return found && !isElsewhere(m.before.at(-1), found) ? [numberTest(m, found)] : undefined
    },
  },
]

/** "Invoices above 1000": by the one amount each of them has. */
function worthOf({ ent, say }: Item, draft: Draft): Field | undefined {
  const rows = ent!.own && (DEAL.test(singular(say.toLowerCase())) || DEAL.test(ent!.words.at(-1)!))
  const money = rows ? mainMoney(draft.atlas, ent!.dataset) : undefined
  const column = money && 'column' in money && !('times' in money) ? money.column : undefined
  return draft.atlas.fields.find(({ ref }) => ref === column)
}
const DEAL = /^(order|invoice|transaction|sale|booking|ticket|receipt|payment|purchase|bill|claim|donation|deal|loan)$/

const TIMES = /^(times|occasions|kali)$/i
/** The price of a line is neither that of the order it is in, nor that of the product it points at. */
function isElsewhere(it: Item | undefined, price: Field): boolean {
  if (price.dataset.table !== undefined) return false
  return it?.ent ? !it.ent.own : price.dataset.links?.some((each) => each.column === it?.field?.name) === true
}

const isPrice = (words: string[]): boolean => words.at(-1) === 'price'
const MONEY_DEED = /^(spent|spend|spends|earned|earn|generated|paid|brought in|contributed)$/i
