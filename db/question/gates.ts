import type { Dataset } from '../dataset.ts'
import { pathTo } from '../plan/find.ts'
import type { Plan, PlanMeasure } from '../plan.ts'
import type { Draft } from './draft.ts'
import type { Field, Item } from './item.ts'
import { rolesOf } from './links.ts'
import { unread } from './reread.ts'
import { shown, swallowed } from './said.ts'

import {
  countsDoers,
  hoursOfDays,
  namesNobody,
  ofOneEach,
  onlyMeets,
  ownOfOne,
  stockOverDays,
  tellsNoDay,
} from './senseless.ts'
import { isDone, stem } from './words.ts'

/** Signs that a plan, though it compiles, is not what was asked. */
export function gates(draft: Draft, plan: Plan, path: Item[]): string[] {
  const kinds = new Set(path.map((each) => each.t))
  const checks: [boolean, string][] = [
    [isYesNo(path), 'I answer with numbers and lists, not yes or no'],
    [looksAhead(path), 'I know what has been, not what will be'],
    [
      kinds.has('vs') && !draft.groups.length && draft.measures.length < 2 && !kinds.has('cmp'),
      'two things to compare',
    ],
    [
      draft.groups.some(({ item }) => item.t === 'num' && (item.field!.column.distinct ?? 0) > 40),
      'a group for every number',
    ],
    [path.filter((each) => each.t === 'hist').length > 1, 'a spread of a spread'],
    [new Set(draft.measures.map((each) => JSON.stringify(each))).size < draft.measures.length, 'the same thing twice'],
    [Boolean(plan.show?.length) && !plan.by?.length, 'growth without time'],
    [
      isBorrowing(plan) && !path.some((each) => /^(vs|and|comma|share)$/.test(each.t)),
      'two numbers and nothing between',
    ],
    [Boolean(plan.limit && plan.measures && !plan.by?.length), 'nothing to rank'],
    [Boolean(draft.listing && plan.measures && !plan.by?.length), 'a list of what'],
    [Boolean(plan.having?.length && plan.show?.includes('share')), 'a share of groups'],
    [Boolean(plan.having?.some((each) => countsItself(each.measure, plan, draft))), 'how many of itself each one is'],
    [!plan.fold && (plan.measures ?? []).some((each) => countsItself(each, plan, draft)), 'one of each'],
    [livesElsewhere(path, plan), 'where they are is not told'],
    [datesCounted(plan, path), 'days are counted, not said'],
    [draft.twice === true && (JSON.stringify(plan).match(/"has"/g)?.length ?? 0) < 2, 'no row is both'],
    [impossible(plan), 'no row is both'],
    [ofOneEach(plan, draft), 'one of each'],
    [draft.share === true && plan.measures === undefined, 'a share of what'],
    [tellsNoDay(path, plan, draft), 'when that was'],
    [namesNobody(path, plan, draft), 'who that is'],
    [countsDoers(path, plan), 'nothing tells one of them from another'],
    [hoursOfDays(plan, draft), 'there are days there, no hours'],
    [onlyMeets(path, plan, draft), 'they never meet'],
    [ownOfOne(plan, draft), 'one of each'],
    [stockOverDays(plan, draft), 'it stands anew every day: of which day'],
    [Boolean(draft.target) && !shown(draft.target!, plan, draft), `"${draft.target?.say}" is not what is shown`],
  ]
  const grown = plan.show?.some((each) => each === 'growth' || each === 'change')
  checks.push([
    plan.by?.some(
      (each) =>
        typeof each === 'string' &&
        plan.measures?.some((one) => 'fn' in one && one.fn === 'sum' && 'column' in one && one.column === each),
    ) ?? false,
    'a group for every number',
  ])
  const first = plan.limit !== undefined && !plan.order?.some((each) => 'show' in each)
  checks.push([Boolean(grown && first), 'who grew the most'])
  checks.push([
    /"column":"([^"]+)","op":"[<>]=?","than":\{"column":"\1"/.test(JSON.stringify(plan)),
    'a day against itself',
  ])
  checks.push([Boolean(plan.show?.includes('share') && plan.having), 'the share of those that reach a number'])
  const bound = /"(period|plus|part|unit)"/.test(JSON.stringify(plan))
  checks.push([path.some(({ say }) => /^within$/i.test(say)) && !bound, 'within what'])
  checks.push([containsValue(path), 'a word in it, and not all of it'])
  const ofThose = /how many of (those|them|these|which)\b/i.test(path.map(({ say }) => say).join(' '))
  checks.push([ofThose && !plan.measures?.some((each) => each.where?.length), 'how many of those'])
  const undated = undatedDeed(path, plan, draft)
  checks.push([undated !== undefined, `"${undated?.say}" changes nothing`])
  const dropped = unread(path, plan, draft.atlas)
  checks.push([dropped !== undefined, `"${dropped?.say}" changes nothing`])
  const part = unplayed(path, plan, draft)
  checks.push([part !== undefined, `who ${part?.say}`])
  checks.push([perOwn(path, draft), 'the most for each of its own'])
  const unnamed = path.find((each, i) => each.payload === 'kin' && /^(which|whose)$/i.test(path[i - 1]?.say ?? ''))
  checks.push([unnamed !== undefined, `there is no ${unnamed?.say} to tell`])
  const bare = path.filter((each) => each.t !== 'w' && !draft.modifiers.includes(each))
  const before = bare[bare.findIndex(({ t }) => t === 'sup') - 1]
  const best = before?.t === 'ent' || before?.t === 'dim' ? before : undefined
  checks.push([best !== undefined && !shown(best, plan, draft), `"${best?.say}" is not what is shown`])
  const asked = path.filter((each) => each.t !== 'w' && !draft.modifiers.includes(each)).slice(0, 2)
  const named = /^which$/i.test(asked[0]?.say ?? '') && asked[1]?.t === 'val' && !plan.by && !plan.rows
  checks.push([named, `"${asked[1]?.say}" is not what is shown`])
  const whose = /^wh(ich|o)/i.test(asked[0]?.say ?? '') ? asked[1] : undefined
  checks.push([whose !== undefined && !shown(whose, plan, draft), `"${whose?.say}" is not what is shown`])
  return [...checks.filter(([wrong]) => wrong).map(([, say]) => say), ...swallowed(draft, plan, path)]
}

/** A branch that is Bangkok and, beside that, Jakarta. */
function impossible({ where = [] }: Plan): boolean {
  const tests = where.flatMap((each) =>
    'is' in each && !('part' in each) && !each.not ? [{ column: each.column, all: [each.is].flat() }] : [],
  )
  const denied = where.flatMap((each) => ('is' in each && !('part' in each) && each.not ? [each.column] : []))
  if (tests.some(({ column }) => denied.includes(column))) return true
  return tests.some(({ column, all }, i) =>
    tests.slice(i + 1).some((other) => other.column === column && !other.all.some((value) => all.includes(value))),
  )
}
/** "Whose category contains 'retail'": part of it. */
const containsValue = (path: Item[]): boolean =>
  path.some(({ t, say }, i) => t === 'with' && /contain/i.test(say) && path[i - 1]?.field && path[i + 1]?.t === 'val')

/** "Contractors located in Harbor": where they worked is not where they are. */
function livesElsewhere(path: Item[], { where = [] }: Plan): boolean {
  const places = path.flatMap(({ t, say }, i) => {
    const next = path.slice(i + 1).find((each) => each.t !== 'w')
    return t === 'in' && /^(located|based|living) /i.test(say) && next?.t === 'val' ? [next.value] : []
  })
  const aside = JSON.stringify(where.filter((each) => 'has' in each))
  return places.some((value) => aside.includes(JSON.stringify(value)))
}

/** Numbers of another dataset stand beside these only where somebody put them side by side. */
const isBorrowing = ({ measures = [] }: Plan): boolean =>
  measures.some((each) => 'measure' in each && each.measure.includes('.'))

/** "The drug with the most events per treatment" asks for a rate, not for the first drug of every treatment. */
function perOwn(path: Item[], draft: Draft): boolean {
  const whose = path.findIndex(({ say }) => /^(which|what|who)$/i.test(say))
  const thing = whose >= 0 ? path.slice(whose + 1).find(({ ent }) => ent?.own)?.ent : undefined
  const each = draft.groups.find(({ each, item }) => each && item.ent?.own && item.ent !== thing)?.item.ent
  return Boolean(
    draft.ranks.length && thing && each && pathTo(draft.atlas.datasets, each.dataset, thing.dataset) !== undefined,
  )
}

/** Customers by customer are always one. */
function countsItself(it: PlanMeasure, plan: Plan, draft: Draft): boolean {
  const is =
    'measure' in it ? draft.atlas.datasets.find(({ name }) => name === plan.dataset)?.measures[it.measure]?.is : it
  const column = is && ('distinct' in is ? is.distinct : 'column' in is && is.fn === 'distinct' ? is.column : undefined)
  if (!column) return false
  return (plan.by ?? []).some((each) =>
    typeof each === 'string'
      ? each === column
      : 'key' in each && (each.key === column || each.key?.startsWith(`${column}>`)),
  )
}

function isYesNo(path: Item[]): boolean {
  const [first, second] = path.map((each) => each.say)
  if (/^(should|would|could|can|will)$/i.test(first ?? '')) return !/^(you|u|i|we|me|someone)$/i.test(second ?? '')
  return /^(is|are|was|were|do|does|did|has|have|had)$/i.test(first ?? '') && !path.some((each) => each.t === 'corr')
}

/** "will", but not "will you". */
function looksAhead(path: Item[]): boolean {
  return path.some(({ say, t }, i) => t === 'w' && /^will$/i.test(say) && !/^(you|u)$/i.test(path[i + 1]?.say ?? ''))
}

/** Different days are counted only when days were asked for. */
function datesCounted(plan: Plan, path: Item[]): boolean {
  const counted = (plan.measures ?? []).flatMap((each) =>
    'fn' in each && each.fn === 'distinct' && 'column' in each ? [each.column.split('.').at(-1)!] : [],
  )
  return path.some(
    ({ t, field, say }) => t === 'tcol' && counted.includes(field!.name) && !/day|date|time|year|month/i.test(say),
  )
}

/** "received" where a table tells the receiver: the plan must stand on it. */
function unplayed(path: Item[], plan: Plan, draft: Draft): Item | undefined {
  const text = JSON.stringify(plan)
  const used = (dataset: Dataset) => dataset.name === plan.dataset || text.includes(`"${dataset.name}"`)
  return path.find(({ say }) => {
    const roles = rolesOf(say)
    const told = draft.atlas.fields.filter(({ dataset, words }) => roles.includes(words[0]!) && used(dataset))
    const leads = ({ dataset, name }: Field) =>
      dataset.links?.some((each) => each.column === name && each.to === plan.dataset) === true
    return told.length > 0 && !told.some((each) => text.includes(each.name) || leads(each))
  })
}

/** "clients who joined in May": the day they joined must stand in the plan. */
function undatedDeed(path: Item[], plan: Plan, draft: Draft): Item | undefined {
  const text = JSON.stringify(plan)
  return path.find((each, at) => {
    const next = path.slice(at + 1).find(({ t }) => t !== 'w' && t !== 'in')
    if (!/^(verb|w)$/.test(each.t) || !isDone(each.say.toLowerCase()) || next?.t !== 'time') return false
    const who = path.slice(0, at).findLast(({ ent }) => ent?.own)?.ent?.dataset
    return draft.atlas.fields.some(
      ({ dataset, column, words, name }) =>
        dataset === who &&
        column.role === 'time' &&
        stem(words[0]!) === stem(each.say.toLowerCase()) &&
        !text.includes(name),
    )
  })
}
