import type { Condition, Period, PlanMeasure } from '../plan.ts'
import type { Draft } from './draft.ts'
import { headOf } from './entities.ts'
import type { Item } from './item.ts'
import { nounsOf, sameStem } from './lexicon/deeds.ts'
import { isIt, truth, values } from './rules/making.ts'

/** Kinds that hold a sentence together; left over at the end they owe nobody anything. */
const GRAMMAR = new Set('w comma stop and of in for with rel gen wh by only when'.split(' '))

/** What the rules left is put where it belongs; what fits nowhere comes back as unexplained. */
export function gather(draft: Draft, items: Item[], hinge?: number): Item[] {
  const whole = draft.share ? wholeOf(items, hinge) : []
  if (!whole.length) return gatherAll(draft, items)
  const rest = gatherAll(draft, whole)
  draft.around = draft.where
  draft.where = []
  return [
    ...rest,
    ...gatherAll(
      draft,
      items.filter((each) => !whole.includes(each)),
    ),
  ]
}

/** What stands before the "are" of a share, or behind the "for" of its groups, says which rows make the whole. */
function wholeOf(items: Item[], hinge = 0): Item[] {
  const kept = items.filter(({ t }) => /^(val|cond|flag)$/.test(t))
  const before = kept.filter((each) => each.from < hinge)
  if (before.length && before.length < kept.length) return before
  const last = kept.at(-1)
  if (last && kept.length > 1 && last.t !== 'val' && DEED.test(last.say)) return kept.slice(0, -1)
  const amid = items.findIndex(({ t, say }) => t === 'in' && /^(among|amongst)$/i.test(say))
  const inside = amid < 0 ? [] : kept.filter((each) => each.from > items[amid]!.from)
  if (inside.length && inside.length < kept.length) return inside
  const at = items.findIndex(({ t }) => t === 'for')
  const behind = at < 0 ? [] : kept.filter((each) => each.from > items[at]!.from)
  return behind.length === kept.length && !hinge ? behind : []
}

/** "What share of those who complained left": the deed that stands last is the part. */
const DEED = /^(left|quit|stayed|\w{3,}ed)\b/i

function gatherAll(draft: Draft, items: Item[]): Item[] {
  const rest: Item[] = []
  const vals: Item[] = []
  const times: Item[] = []
  for (const item of items) {
    if (item.t === 'val') vals.push(item)
    else if (item.t === 'time') times.push(item)
    else if (item.t === 'vs' && amid(items, item)) continue
    else if (item.t === 'mea' && (crowded(items, item) || ofThose(items, item))) rest.push(item)
    else if (item.t === 'by' && !behind(items, item)) rest.push(item)
    else if (!take(draft, { ...item, behind: isBehind(items, item) })) rest.push(item)
  }
  takeValues(draft, vals, items)
  takeTimes(draft, times)
  return rest
}

/** "paid by card" and "each" before what is there anyway: a "by" alone asks for groups that were not made. */
function behind(items: Item[], item: Item): boolean {
  const at = items.indexOf(item)
  const next = items[at + 1]?.t ?? ''
  if (item.payload === 'per') return next === 'time'
  if (next === 'val' && /^(num|mea)$/.test(items[at - 1]?.t ?? '') && !items[at - 1]!.say.match(/^how many/i))
    return false
  return /^(val|cond|time|hav|n|tgt|rank)$/.test(next)
}

/** "among senior members": it only says where. */
function isBehind(items: Item[], item: Item): boolean {
  const before = items.slice(0, items.indexOf(item)).findLast((each) => !/^(val|flag|cond|w)$/.test(each.t))
  return /^(in|of|for|with)$/.test(before?.t ?? '')
}

/** Two measures stand side by side only with a word or comma between them, or when one phrase made both. */
function crowded(items: Item[], item: Item): boolean {
  const before = items[items.indexOf(item) - 1]
  return before?.t === 'mea' && before.from !== item.from && 'measure' in item.measure!
}

/** "Lab vs Office": the values themselves are put side by side. */
function amid(items: Item[], item: Item): boolean {
  const at = items.indexOf(item)
  const before = items[at - 1]?.ent?.own ? items[at - 2] : items[at - 1]
  return before?.t === 'val' && items[at + 1]?.t === 'val'
}

/** "Order value of trade customers": the customers are no second number. */
function ofThose(items: Item[], item: Item): boolean {
  const before = items.slice(0, items.indexOf(item))
  return before.findLast((each) => each.t !== 'val')?.t === 'of' && before.some((each) => each.t === 'mea')
}

const JUDGED = /\b(best|worst|terbaik|terburuk|paling (bagus|baik|jelek|buruk))\b|ขาย ?ดี|(ดี|แย่) ?(ที่)? ?สุด/iu

type Take = (draft: Draft, item: Item) => void
const TAKES: Record<string, Take> = {
  mea: (draft, item) => void draft.measures.push(item.measure!),
  tgt: (draft, item) => {
    if (draft.target) draft.outputs.push({ ...item, t: item.payload ?? 'dim' })
    else draft.target = item
  },
  rank: (draft, item) =>
    void draft.ranks.push({
      dir: item.dir!,
      from: item.from,
      ...(item.limit && { limit: item.limit }),
      ...(item.measure && { measure: item.measure }),
      ...(item.field && { field: item.field }),
      ...(item.hint && { hint: item.hint }),
      ...(item.said && { said: true }),
      ...(/\b(most|least|fewest|highest|lowest)\b/i.test(item.say) && { vague: true }),
      ...(JUDGED.test(item.say) && { judged: true }),
      ...(item.payload === 'both' && { both: true }),
    }),
  cond: (draft, item) => void draft.where.push(item.condition!),
  hav: (draft, item) =>
    void draft.having.push({
      measure: item.measure!,
      op: item.op!,
      than: item.payload === 'average' ? 'average' : item.n!,
    }),
  flag: (draft, item) => void draft.where.push({ column: item.field!.ref, is: truth(item.field!, true) }),
  foldby: (draft, item) => set(draft, { fold: { ...draft.fold!, grain: { column: '', grain: item.grain! } } }),
  shared: (draft) => set(draft, { share: true }),
  verb: (draft, item) => void draft.done.push(...deeds(draft, item)),
  distinct: (draft) => set(draft, { distinct: true }),
  nameof: (draft) => set(draft, { names: true }),
  num: (draft, item) => void draft.outputs.push(item),
  dim: (draft, item) => void draft.outputs.push(item),
  idc: (draft, item) => void draft.outputs.push(item),
  tcol: (draft, item) => void draft.outputs.push(item),
  ent: (draft, item) => void draft.outputs.push(item),
}

function set(draft: Draft, change: Partial<Draft>): void {
  Object.assign(draft, change)
}

function take(draft: Draft, item: Item): boolean {
  if (GRAMMAR.has(item.t)) return true
  const how = TAKES[item.t]
  if (!how) return false
  draft.soft += item.soft ?? 0
  how(draft, item)
  return true
}

/** Values of one column are alternatives, values of different columns hold together; compared ones are shown apart. */
function takeValues(draft: Draft, vals: Item[], all: Item[]): void {
  if (!vals.length) return
  for (const val of vals) draft.soft += val.soft ?? 0
  draft.valued = vals[0]!.field!
  const either = all.some((each) => each.t === 'or')
  const { condition } = values(
    { items: vals } as never,
    either ? [...vals, ...all.filter((each) => each.t === 'or')] : vals,
  )
  const list: Condition[] = 'all' in condition! ? condition.all : [condition!]
  draft.where.push(...list)
  const same = vals.filter((each) => vals.some((other) => other !== each && other.field === each.field))
  const averaged = !either && draft.measures.some((each) => isRatio(draft, each))
  const compared = draft.compare || averaged || all.some((each) => each.t === 'vs')
  const apart = compared && eachOf(draft, same)
  if (same[0] && compared && !apart) draft.groups.push({ item: { ...same[0]!, t: 'dim' }, each: false })
}

/** "Bamboo vs teak": words in names are no values to group by, so each has a number of its own. */
function eachOf(draft: Draft, vals: Item[]): boolean {
  const [measure, ...others] = draft.measures
  if (vals.length < 2 || !vals.every((each) => each.at) || !measure || others.length) return false
  draft.measures = vals.map((each) => ({ ...measure, where: [isIt(each)], as: String(each.value) }))
  return true
}

function takeTimes(draft: Draft, times: Item[]): void {
  for (const each of times) if (each.condition) draft.where.push(each.condition)
  const periods = times.map((each) => each.period!).filter((each) => each.from || each.to)
  if (periods.length === 1) draft.where.push({ period: periods[0]! })
  if (periods.length < 2) return
  draft.where.push({ any: periods.map((period) => ({ period })) })
  const grain = grainOfAll(periods)
  const item = grain ? { ...times[0]!, t: 'grain', grain } : { ...times[0]!, t: 'periods', parts: times }
  draft.groups.push({ item, each: false })
}

/** Whole years side by side are years, whole months months. */
function grainOfAll(periods: Period[]): 'year' | 'month' | undefined {
  const whole = (it: Period, first: RegExp, last: RegExp) => first.test(it.from ?? '') && last.test(it.to ?? '')
  if (periods.every((each) => whole(each, /-01-01$/, /-12-31$/) && each.from!.slice(0, 4) === each.to!.slice(0, 4)))
    return 'year'
  const month = (it: Period) => whole(it, /-01$/, /-(28|29|30|31)$/) && it.from!.slice(0, 7) === it.to!.slice(0, 7)
  return periods.every(month) ? 'month' : undefined
}

/** A verb may speak of a table: sold → sales, enrolled → enrollments, bought → orders where there are no purchases. */
export function deeds(draft: Draft, verb: Item): Item[] {
  const own = draft.atlas.entities.filter((each) => each.own)
  for (const noun of nounsOf(verb.say.toLowerCase())) {
    const found = own.filter((each) => sameStem(headOf(each.words).at(-1)!, noun))
    if (found.length) return found.map((ent) => ({ ...verb, t: 'ent', ent }))
  }
  return []
}

/** Averages and ratios of two branches are two numbers, not one. */
function isRatio(draft: Draft, it: PlanMeasure): boolean {
  if ('ratio' in it || ('fn' in it && it.fn === 'average')) return true
  if (!('measure' in it)) return false
  return draft.atlas.datasets.some(({ name, measures }) => {
    const own = it.measure.startsWith(`${name}.`) ? measures[it.measure.slice(name.length + 1)] : undefined
    return own !== undefined && ('ratio' in own.is || 'average' in own.is)
  })
}
