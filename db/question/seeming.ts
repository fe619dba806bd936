import type { Item } from './item.ts'
import type { Token } from './words.ts'

/** "The most hours", of a column of hours: no hours of the day. */
export const isAmount = (it: Item, edges: Item[], tokens: Token[]): boolean =>
  /^(grain|unit)$/.test(it.t) &&
  /^(hours|days|minutes|nights)$/i.test(it.say) &&
  /^(most|least|fewest|total|more|fewer)$/.test(tokens[it.from - 1]?.word ?? '') &&
  edges.some(({ t, from, to, score }) => t === 'num' && from === it.from && to === it.to && score > 0.55)

/** A photo is one of the photos, though a column says of other rows that they speak of a photo. */
export const isKind = (it: Item, edges: Item[]): boolean =>
  it.t === 'val' &&
  it.field!.dataset.links?.some(({ when }) => when?.column === it.field!.name) === true &&
  edges.some(({ ent, from, to }) => ent?.own && from === it.from && to === it.to)
