import type { Item } from './item.ts'
import { isDone, type Token } from './words.ts'

/** "closed in May": the day it was closed, though "Closed" may be a value of some column, too. */
export function dated(edges: Item[], tokens: Token[]): Item[] {
  const days = edges.filter(
    (each) =>
      each.t === 'tcol' && each.to - each.from === 1 && isDone(each.say.toLowerCase()) && timed(each, edges, tokens),
  )
  const same = (a: Item, b: Item) => a.from === b.from && a.to === b.to && a.field?.dataset === b.field?.dataset
  const rival = (day: Item) => edges.find((each) => each.t === 'val' && same(day, each))
  const open = (day: Item) => ownDay(day) && !rival(day)?.soft && rival(day)?.value === day.say.toLowerCase()
  return edges
    .filter((each) => each.t !== 'val' || !days.some((day) => same(day, each) && !open(day)))
    .map((each) => (days.includes(each) ? { ...each, score: open(each) ? rival(each)!.score : 1.2 } : each))
}

/** "posted in May", of entries that are posted or still a draft, each with a posting date: who can tell? */
const ownDay = ({ field }: Item): boolean => field!.dataset.time?.column === field!.name

function timed(it: Item, edges: Item[], tokens: Token[]): boolean {
  const gap = (time: Item) => tokens.slice(it.to, time.from).map(({ word }) => word)
  const near: Record<string, RegExp> = {
    time: /^(in|on|at|during|the|each|every|of|per)$/,
    grain: /^(per|by|each|every|in)$/,
  }
  return edges.some((each) => each.from >= it.to && near[each.t] && gap(each).every((word) => near[each.t]!.test(word)))
}
