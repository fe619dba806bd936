import { dated } from './dated.ts'
import type { Entity, Field, Item } from './item.ts'
import { isAmount, isKind } from './seeming.ts'
import { isDone, type Token } from './words.ts'

/** Meanings that another one beside or around them rules out are dropped. */
export function withoutRivals(edges: Item[], tokens: Token[]): Item[] {
  const standing = dated(edges, tokens).filter(
    (each) =>
      !isOpening(each) &&
      !isOrder(each, tokens) &&
      !isNameElsewhere(each, edges, tokens) &&
      !isEvery(each, edges, tokens) &&
      !isDeed(each, edges, tokens) &&
      !isDeedOfState(each) &&
      !isFlagged(each, edges) &&
      !isOutsaid(each, edges) &&
      !isHeard(each, edges) &&
      !isPiece(each, tokens) &&
      !isTotal(each, edges) &&
      !isReporting(each, edges) &&
      !isDeedBy(each, edges, tokens) &&
      !isNameOf(each, edges, tokens) &&
      !insideName(each, edges) &&
      !isLabel(each, edges) &&
      !isSomeName(each, edges, tokens) &&
      !isRising(each, edges) &&
      !isKind(each, edges) &&
      !isTime(each, edges) &&
      !isAmount(each, edges, tokens) &&
      !isThing(each, edges) &&
      !halfOfTime(each, edges) &&
      !insideComparison(each, edges),
  )
  return withTwins(once(standing.map((each) => besideName(ofTime(each, edges), edges))))
}

/** "…, also show the average": nothing was shown then. */
const isOrder = (it: Item, tokens: Token[]): boolean =>
  it.t !== 'w' &&
  it.to - it.from === 1 &&
  /^(show|list|return|give|report|display)$/i.test(it.say) &&
  /^(also|and|then|please|,|;|\.|to)$/.test(tokens[it.from - 1]?.word ?? '') &&
  /^(the|me|us|their|its|all|how|each|every|which|what|both|also)$/.test(tokens[it.to]?.word ?? '')

/** What "was paid" is no amount that is called paid. */
const isDeed = (it: Item, edges: Item[], tokens: Token[]): boolean =>
  it.t === 'num' &&
  it.to - it.from === 1 &&
  isDone(it.say.toLowerCase()) &&
  /^(was|were|been|being|be|is|are)$/.test(tokens[it.from - 1]?.word ?? '') &&
  !/^(more|less|over|under|at|exactly|above|below|fewer|between|in|\$?\d.*)$/.test(tokens[it.to]?.word ?? '') &&
  edges.some(({ t, from, to }) => t === 'verb' && from === it.from && to === it.to)

/** "Who was hired last?": nothing stands before it that it could belong to; "Return the …" is no day of return. */
const isOpening = (it: Item): boolean => it.from === 0 && (it.t === 'rel' || (it.t !== 'w' && /^return$/i.test(it.say)))

/** The name in "client name" is that of the client. */
const isNameElsewhere = (it: Item, edges: Item[], tokens: Token[]): boolean =>
  it.t === 'dim' &&
  /^names?$/i.test(it.say) &&
  edges.some(
    ({ ent, to }) =>
      (to === it.from || (to === it.from - 1 && tokens[to]?.word === 'whose')) &&
      ent?.own &&
      ent.label.length > 0 &&
      ent.dataset !== it.field!.dataset,
  )

/** "Names of the students" are no club names. */
const isSomeName = (it: Item, edges: Item[], tokens: Token[]): boolean =>
  /^names?$/i.test(it.say) &&
  it.field !== undefined &&
  edges.some(
    ({ ent, from, score }) =>
      ent?.own &&
      ent.label.length > 0 &&
      score >= 1 &&
      from > it.from &&
      from - it.to < 9 &&
      tokens.slice(it.to, from).some(({ word }) => word === 'of') &&
      ent.dataset !== it.field!.dataset,
  )

/** "In 2023" is the year before it is a piece of the season 2023/24. */
const isTime = (it: Item, edges: Item[]): boolean =>
  it.t === 'val' &&
  Boolean(it.soft) &&
  /^\d+$/.test(it.say) &&
  edges.some(({ t, from, to }) => t === 'time' && from <= it.from && it.to <= to)

/** "Dropped a course" is no fall where a column tells when it was dropped. */
const isRising = (it: Item, edges: Item[]): boolean =>
  it.t === 'growth' && edges.some(({ t, from, to }) => /^(tcol|flag|val)$/.test(t) && from === it.from && to === it.to)

/** "Each carrier" is the column of carriers, though some reason is called "Carrier" too. */
const isEvery = (it: Item, edges: Item[], tokens: Token[]): boolean =>
  it.t === 'val' &&
  /^(each|every|per|which|what|worst|best|top|busiest)$/.test(tokens[it.from - 1]?.word ?? '') &&
  edges.some(({ t, from, to }) => (t === 'dim' || t === 'ent' || t === 'idc') && from === it.from && to === it.to)

/** "houses" are the value House rather than the properties they are a kind of. */
const isOutsaid = (it: Item, edges: Item[]): boolean =>
  it.like === true && edges.some((each) => each.t === 'val' && !each.soft && each.from === it.from && each.to === it.to)

/** "sales" are the money that came in, not the half of "Sales Manager". */
const isHeard = (it: Item, edges: Item[]): boolean =>
  it.t === 'val' &&
  it.soft !== undefined &&
  edges.some(({ t, measure, from, to }) => t === 'mea' && measure && from === it.from && to === it.to)

/** "contains 'love'": a piece of a name, not the whole of one. */
const isPiece = (it: Item, tokens: Token[]): boolean =>
  it.t === 'val' &&
  it.to - it.from === 1 &&
  tokens[it.from]?.quoted !== undefined &&
  /^(contain|includ|like$)/.test(tokens[it.from - 1]?.word ?? '')

/** "total revenue" adds up, though there is a column called Total. */
const isTotal = (it: Item, edges: Item[]): boolean =>
  it.t === 'num' &&
  /^(total|sum|average|count)$/i.test(it.say) &&
  edges.some(({ t, from }) => from === it.to && /^(mea|num)$/.test(t))

/** "report to" says who is above whom, though a column is called so. */
const isReporting = (it: Item, edges: Item[]): boolean =>
  it.t === 'idc' && edges.some(({ t, to, from }) => t === 'under' && to === it.to && from >= it.from)

/** "directed by Kim" says who the director is, and asks for none. */
const isDeedBy = (it: Item, edges: Item[], tokens: Token[]): boolean =>
  it.t === 'dim' &&
  isDone(it.say.toLowerCase()) &&
  tokens[it.to]?.word === 'by' &&
  edges.some(({ t, from, field }) => t === 'val' && from === it.to + 1 && field === it.field)

/** "names of playlists" are no names of tracks. */
const isNameOf = (it: Item, edges: Item[], tokens: Token[]): boolean => {
  if (it.t !== 'dim' || !/^names?$/i.test(it.say) || tokens[it.to]?.word !== 'of') return false
  const at = it.to + (/^(the|all|each|every)$/.test(tokens[it.to + 1]?.word ?? '') ? 2 : 1)
  const thing = edges.find(({ ent, from, like }) => ent?.own && from === at && !like)
  return thing !== undefined && thing.ent!.dataset !== it.field!.dataset
}

/** Bandung is a branch before it is the city of that branch. */
function besideName(it: Item, edges: Item[]): Item {
  if (it.t !== 'val' || it.field!.dataset.label?.includes(it.field!.name)) return it
  const named = edges.some(
    ({ t, from, to, field, value }) =>
      t === 'val' &&
      from === it.from &&
      to === it.to &&
      value === it.value &&
      field!.dataset === it.field!.dataset &&
      field!.dataset.label?.includes(field!.name),
  )
  return named ? { ...it, score: it.score - 0.12 } : it
}

/** "paid amount" is that column, not the amount of what is paid. */
const insideName = (it: Item, edges: Item[]): boolean =>
  it.t === 'val' && edges.some((each) => each.field && each.t === 'num' && each.score > 2 && inside(it, each))

/** The same meaning of the same words, reached twice, is one. */
function once(edges: Item[]): Item[] {
  const best = new Map<string, Item>()
  for (const each of edges) {
    const { t, from, to, field, ent, value, payload, hint, dir, fn, op, measure, grain } = each
    const what = [t, from, to, field?.ref, ent?.words, ent?.dataset.name, value, payload, hint, dir, fn, op, grain]
    const key = JSON.stringify([...what, measure])
    if ((best.get(key)?.score ?? -9) < each.score) best.set(key, each)
  }
  return [...best.values()]
}

/** A value remembers the other columns that hold it, too. */
function withTwins(edges: Item[]): Item[] {
  const vals = edges.filter((each) => each.t === 'val')
  const twins = ({ from, to, field, soft }: Item) =>
    vals
      .filter((each) => each.from === from && each.to === to && each.field !== field && (soft || !each.soft))
      .map((each) => each.field!)
  return edges.map((each) => (each.t === 'val' ? { ...each, among: twins(each) } : each))
}

/** The "last" of "last month" asks for nothing that is latest. */
function halfOfTime(it: Item, edges: Item[]): boolean {
  return it.t === 'sup' && edges.some((each) => each.t === 'time' && inside(it, each))
}

/** The "quarter" of "quarter to date" is less likely a group. */
function ofTime(it: Item, edges: Item[]): Item {
  const long = edges.some((each) => each.t === 'time' && each.to - each.from > 2 && inside(it, each))
  return long ? { ...it, score: it.score - 0.1 } : it
}

const inside = (it: Item, other: Item): boolean =>
  other.from <= it.from && it.to <= other.to && other.to - other.from > it.to - it.from

/** The "least" of "at least" ranks nothing, the "no" of "no more than" denies nothing. */
function insideComparison(it: Item, edges: Item[]): boolean {
  return /^(sup|neg|agg)$/.test(it.t) && edges.some((each) => /^(cmp|after)$/.test(each.t) && inside(it, each))
}

/** "Cancelled" is the column that says so with yes or no, rather than a value of another. */
const isFlagged = (it: Item, edges: Item[]): boolean =>
  it.t === 'val' &&
  edges.some(
    ({ t, from, to, field }) =>
      t === 'flag' && from === it.from && to === it.to && field!.dataset === it.field!.dataset,
  )

/** "the cost of repairs" is not the cost of what is in the state "repair". */
const isDeedOfState = (it: Item): boolean =>
  it.t === 'val' &&
  it.to - it.from === 1 &&
  String(it.value).length > 2 &&
  /^(status|state)$/.test(it.field!.words.at(-1)!) &&
  /[^s]s$/i.test(it.say) &&
  it.say.toLowerCase() === `${String(it.value).toLowerCase()}s`

/** "transactions" are the rows of that table, though "transaction" may be a value elsewhere. */
function isThing(it: Item, edges: Item[]): boolean {
  const many = /[^s]s$/i.test(it.say) && it.t === 'val' && !/s$/i.test(String(it.value))
  return (
    many &&
    edges.some(({ ent, from, to, score, like }) => ent?.own && !like && from === it.from && to === it.to && score > 0.5)
  )
}

/** A column that only points at it; one that a dataset has as a group of its own stays a group. */
const linksTo = ({ dataset, name }: Field, ent: Entity): boolean =>
  !Object.values(dataset.dimensions).some(({ column }) => column === name) &&
  dataset.links?.some((link) => link.column === name && link.to === ent.dataset.name) === true

/** "airline" is the thing itself rather than its column airline_name. */
function isLabel(it: Item, edges: Item[]): boolean {
  return edges.some(
    ({ ent, from, to, score }) =>
      ent?.own &&
      it.field &&
      (ent.label.includes(it.field) || linksTo(it.field, ent)) &&
      it.value === undefined &&
      from === it.from &&
      to === it.to &&
      (score >= it.score || score > 0.5),
  )
}
