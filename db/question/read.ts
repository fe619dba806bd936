import type { Dataset } from '../dataset.ts'
import { checkPlan } from '../plan/check.ts'
import type { Grain, Plan } from '../plan.ts'
import { annotate, type Defined, namedIn } from './annotate.ts'
import { groupAsNoted, joinAsked } from './asked.ts'
import type { Atlas } from './atlas.ts'
import { decide } from './decide.ts'
import type { Definition } from './define.ts'
import { periodWithin, saidAgain, withDefined } from './defined.ts'
import { type Draft, newDraft } from './draft.ts'
import { gates } from './gates.ts'
import { gather } from './gather.ts'
import { hingeOf } from './hinge.ts'
import type { Field, Item } from './item.ts'
import { untilNow } from './lately.ts'
import { DOERS, plays } from './links.ts'
import { withParts } from './parts.ts'
import { rewrite } from './pattern.ts'
import { atPlace, placeIn } from './place.ts'
import { type Path, segment } from './segment.ts'
import { MORE, partsOf, spelled } from './sentences.ts'
import { settle } from './settle.ts'
import { STAGES } from './stages.ts'
import { unclear } from './unclear.ts'
import type { ValueIndex } from './values.ts'
import { findTimes, type When } from './when.ts'
import { whollyWithin } from './within.ts'

export type Ledger = { text: string; became: string }[]
export type Reading = {
  plan?: Plan
  score: number
  soft: number
  unexplained: Item[]
  why?: string
  /** A word that another table knows as well, so that only people can say which one is meant. */
  unclear?: string
  ledger: Ledger
  draft: Draft
}
export type Known = When & {
  /** The place that was asked for: the second highest. */
  place?: number
  datasets: Dataset[]
  atlas: Atlas
  values: ValueIndex
  defined?: Defined[]
  named?: Set<Dataset>
  /** Columns whose values are found by a part of them. */
  contains?: Field[]
  /** What the notes say days stand for. */
  grains?: { column: string; grain: Grain }[]
}

const KEPT = 28

/** Every way to read the question, best first. */
export function readings(text: string, base: Known, definitions: Definition[] = []): Reading[] {
  const { said, defined } = withDefined(text, definitions, base, askedIn)
  const { plain, place } = placeIn(said)
  const { main, outputs } = partsOf(spelled(plain, base.datasets))
  const known = { ...base, defined, ...(place && { place }) }
  const { paths, edges } = cut(main, known, KEPT)
  const named = namedIn(edges)
  const asked = outputs.map((each) => waysToShow(saidAgain(each, defined), named.size ? { ...known, named } : known))
  const seen = new Set<string>()
  return readAll(paths, known, asked)
    .sort((a, b) => b.score - a.score)
    .filter((each) => {
      const key = JSON.stringify(each.plan ?? each.why)
      return !seen.has(key) && seen.add(key)
    })
}

/** How far a path that is never looked at stays behind: nobody would be asked about it. */
const BEHIND = 0.6

/** No reading scores much better than its path: those that can't come near the best one are left alone. */
function readAll(paths: Path[], known: Known, asked: Gathered[][]): Reading[] {
  const read: Reading[] = []
  let best = Number.NEGATIVE_INFINITY
  for (const { items, score } of paths) {
    if (score < best - BEHIND) break
    const reading = readPath(items, score, known, asked)
    best = Math.max(best, reading.score)
    read.push(reading)
  }
  return read
}

function cut(text: string, known: Known, keep: number) {
  const { tokens, edges } = annotate(text, {
    atlas: known.atlas,
    values: known.values,
    times: findTimes(text, known),
    defined: known.defined ?? [],
    ...(known.named && { named: known.named }),
    ...(known.contains && { contains: known.contains }),
  })
  return { tokens, edges, paths: segment(tokens.length, edges, keep) }
}

export type Gathered = { draft: Draft; ledger: Ledger; unexplained: Item[] }

/** Applies the rules to one way of cutting the words. */
function gatherPath(path: Item[], known: Known): Gathered {
  const draft = newDraft(known.atlas)
  draft.hinge = hingeOf(path)
  const ledger: Ledger = []
  let items = withParts(path, known.atlas).filter((each) => each.t !== 'w')
  for (const stage of STAGES) {
    items = rewrite(items, stage, draft, (rule, used) =>
      ledger.push({ text: used.map((each) => each.say).join(' '), became: rule }),
    )
  }
  return { draft, ledger, unexplained: gather(draft, items, draft.hinge) }
}

const LISTS = /^(list|show|which|who|find|give|display|names?|return|get|daftar)$/i
const MOST_WAYS = 4

/** A list of things to show: the ways to read it in which nothing is left over, best first. */
function waysToShow(text: string, known: Known): Gathered[] {
  const more = text.startsWith(MORE)
  const all = cut(more ? text.slice(MORE.length) : text, known, 14).paths.map((path) =>
    withGrains(gatherPath(path.items, known)),
  )
  if (more) for (const { draft } of all) draft.beside = true
  const clean = all.filter((each) => !each.unexplained.length)
  const best = clean.sort((a, b) => a.draft.where.length - b.draft.where.length).slice(0, MOST_WAYS)
  return best.length ? best : all.slice(0, 1)
}

/** A piece of an explanation: the likeliest way in which nothing is left over. */
function askedIn(text: string, known: Known): Gathered {
  const all = cut(text, known, 8).paths.map((path) => gatherPath(path.items, known))
  return all.find((each) => !each.unexplained.length) ?? all[0]!
}

/** "Return the month and the count": here a month is a column. */
function withGrains(read: Gathered): Gathered {
  const grains = read.unexplained.filter((each) => each.t === 'grain')
  read.draft.outputs.push(...grains)
  const counts = read.unexplained.filter((each) => each.t === 'cnt')
  read.draft.measures.push(...counts.slice(0, 1).map(() => ({ fn: 'count' as const })))
  const echo = (each: Item) => each.t === 'agg' && each.fn === 'sum'
  if (read.unexplained.some(echo)) read.draft.echo = true
  const rest = read.unexplained.filter((each) => !/^(grain|cnt)$/.test(each.t) && !echo(each))
  return { ...read, unexplained: rest }
}

/** A piece of a question: the ways to read it in which nothing is left over, the best first. */
export function fragments(text: string, known: Known): Gathered[] {
  const all = cut(text, known, 8).paths.map((path) => gatherPath(path.items, known))
  return all.filter((each) => !each.unexplained.length)
}

/** What is to be shown is read in the first way that goes with the question: "revenue" there is the revenue here. */
function readPath(path: Item[], score: number, known: Known, asked: Gathered[][]): Reading {
  const ways = Math.max(1, ...asked.map(({ length }) => length))
  let first: Reading | undefined
  for (let way = 0; way < ways; way++) {
    const shown = asked.map((each) => each[Math.min(way, each.length - 1)]!)
    const read = readShowing(path, score - way * 0.02, known, shown)
    if (read.plan) return read
    first ??= read
  }
  return first!
}

function readShowing(path: Item[], score: number, known: Known, asked: Gathered[]): Reading {
  const { draft, ledger, unexplained } = gatherPath(path, known)
  const open = [...unexplained, ...asked.flatMap((each) => each.unexplained)]
  const failed = (why: string): Reading => ({
    score: score - 1.2 - unexplained.length,
    soft: draft.soft,
    unexplained: open,
    why,
    ledger,
    draft,
  })
  if (open.length) return failed(`I don't know what to do with "${open.map((each) => each.say).join('", "')}"`)
  const trouble = asked.map((each) => joinAsked(draft, each.draft)).find(Boolean)
  if (trouble) return failed(trouble)
  groupAsNoted(draft, known.grains ?? [])
  draft.which = path.some((each) => each.t === 'wh')
  draft.lists = path.some(({ t, say }) => t === 'wh' || LISTS.test(say) || /^(that|which)\b/i.test(say))
  draft.listing = /^list$/i.test(path[0]?.say ?? '')
  const decided = decide(draft)
  const loose = known.place && typeof decided !== 'string' ? atPlace(decided, known.place) : decided
  if (typeof loose === 'string') return failed(loose)
  const said = [...path.map((each) => each.say), ...(draft.doer ? DOERS : []), ...draft.played]
  const settled = settle({ ...loose, said }, known.atlas)
  if (!settled) return failed('no way to bring these together')
  if (periodWithin(draft, known)) return failed('a period within a period')
  const problems = [...checkPlan(settled.plan, known.datasets), ...gates(draft, settled.plan, path)]
  if (problems.length) return failed(problems[0]!)
  const twin = unclear(path, settled.plan, draft)
  const heard = plays(said, settled.plan, known.atlas) ? 0.1 : 0
  const cost = settled.cost + draft.soft - heard + (twin ? 0.8 : 0)
  if (twin?.far) return { ...failed(`more than one table has a "${twin.say}"`), score: score - cost - 1 }
  const plan = whollyWithin(untilNow(settled.plan, known))
  const read = { plan, score: score - cost, soft: draft.soft, unexplained, ledger, draft }
  return twin ? { ...read, unclear: twin.say } : read
}
