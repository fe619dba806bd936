import type { Atlas } from './atlas.ts'
import type { Rank } from './draft.ts'
import type { Item } from './item.ts'
import { datasetsOf, mainMoney, piecesIn } from './sense.ts'

const SELLERS = /^(branch|store|shop|outlet|channel|city|country|region)$/

/** The best selling product goes over the counter most often; the best selling branch is the one that brings in most. */
export function asSeller(rank: Rank, mentioned: Item[], atlas: Atlas): Rank {
  const [near] = datasetsOf(mentioned)
  const sells = mentioned.some((each) => (each.field ?? each.ent)?.words.some((word) => SELLERS.test(word)))
  if (!near || near.table !== undefined || !sells || !/quantity/.test(rank.hint ?? '') || !rank.judged || rank.measure)
    return rank
  const { hint: _, ...rest } = rank
  const measure = piecesIn(atlas, near) && mainMoney(atlas, near)
  return measure ? { ...rest, measure } : rank
}
