import { dayOf, isoOf, yearOf } from './calendar.ts'
import { byFirst, type Edge, parse } from './chart.ts'
import { type Clock, clockOf } from './clock.ts'
import { stands } from './guards.ts'
import { lex, plain } from './lexer.ts'
import type { FoundPeriod, Period, PeriodContext } from './period.ts'
import { boundRules } from './rules/bounds.ts'
import { dateRules } from './rules/dates.ts'
import { hourRules } from './rules/hours.ts'
import { partRules } from './rules/parts.ts'
import { unitRules } from './rules/units.ts'
import { weekdayRules } from './rules/weekdays.ts'
import { yearRules } from './rules/years.ts'
import { datesOf, sayOf } from './say.ts'
import type { Span } from './span.ts'

export const allRules = [unitRules, dateRules, yearRules, partRules, weekdayRules, boundRules, hourRules].flat()
const rules = byFirst(allRules)

/** The periods a text speaks of, each as long as its words reach, none over another. */
export function findPeriods(text: string, context: PeriodContext): FoundPeriod[] {
  const clock = clockOf(context, text)
  const groups = longest(readingsOf(clock, text))
  return spread(groups, text).map((group) => found(clock, text, group))
}

/** A whole phrase as one period ("1-15 Nov"), or null when some of its words are about something else. */
export function resolvePeriod(text: string, context: PeriodContext): Period | null {
  const clock = clockOf(context, text)
  const phrase = text.trim().replace(/[\s?!.,;]+$/, '')
  const whole = readingsOf(clock, phrase).filter(
    (edge) => edge.stop === phrase.length && LEAD.test(phrase.slice(0, edge.start)),
  )
  const [group] = longest(whole)
  return group ? found(clock, phrase, group).period : null
}

const LEAD = /^(?:\s*(?:in|on|for|during|of|at|the|pada|di|untuk|selama|dalam|ใน|ช่วง|เมื่อ|:))*\s*$/i

/** The readings of one span, best first. */
type Group = Edge[]

function readingsOf(clock: Clock, raw: string): Edge[] {
  const text = plain(raw)
  const edges = parse(clock, lex(clock, text), rules)
  const compared = edges.some((edge) => edge.symbol === 'compare')
  return edges.filter((edge) => edge.symbol === 'period' && stands(edge, { raw, text, edges, compared }))
}

function longest(edges: Edge[]): Group[] {
  const groups = [...Map.groupBy(edges, (edge) => `${edge.start} ${edge.stop}`).values()]
  const chosen: Group[] = []
  for (const group of groups.sort(([a], [b]) => b!.stop - b!.start - (a!.stop - a!.start) || a!.start - b!.start)) {
    const [one] = group
    if (chosen.every(([other]) => one!.stop <= other!.start || one!.start >= other!.stop)) chosen.push(group)
  }
  return chosen.sort(([a], [b]) => a!.start - b!.start)
}

/** "Jan and Feb 2025": a year said last is meant for all in the row. */
function spread(groups: Group[], text: string): Group[] {
  const made = [...groups]
  let year = false
  for (let place = made.length - 1; place > 0; place--) {
    const [here, next] = [made[place - 1]!, made[place]![0]!]
    year =
      (year || /\d{2,4}$/.test(text.slice(next.start, next.stop))) && JOIN.test(text.slice(here[0]!.stop, next.start))
    if (year) made[place - 1] = here.map((edge) => inYearOf(edge, next.term.span))
  }
  return made
}

const JOIN = /^\s*(?:,|and|&|vs\.?|versus|or|dan|atau|dengan|และ|กับ|หรือ|,\s*(?:and|dan))\s*$/i

function inYearOf(edge: Edge, next: Span): Edge {
  const { float, grain } = edge.term.span
  if (float?.every !== 'year' || next.grain !== grain || next.from === undefined) return edge
  const from = dayOf(yearOf(next.from), 1, 1)!
  const span = float.within(from, from + 364)
  return span && span.from !== next.from ? { ...edge, term: { ...edge.term, span: { ...span, float } } } : edge
}

function found(clock: Clock, text: string, group: Group): FoundPeriod {
  const [best, ...rest] = group.toSorted((a, b) => b.rank - a.rank)
  const { start, stop } = best!
  const said = text.slice(start, stop)
  const differ = rest.filter((edge) => datesOf(edge.term.span) !== datesOf(best!.term.span))
  const asked = differ.filter((edge) => edge.rank <= -0.9 && edge.rank > -2 && best!.rank > edge.rank)
  const periods = (edges: Edge[]): Period[] => edges.map((edge) => periodOf(clock, said, edge.term.span))
  const period = periodOf(clock, said, best!.term.span)
  return {
    start,
    end: stop,
    text: said,
    words: { first: wordsIn(text.slice(0, start)), last: wordsIn(text.slice(0, stop)) - 1 },
    period: asked.length ? { ...period, doubt: periods(asked) } : period,
    others: periods(differ.filter((edge) => !asked.includes(edge))),
    ...(best!.term.span.bare ? { bare: true } : {}),
  }
}

const wordsIn = (text: string): number => text.match(/[\p{L}\p{M}\p{N}]+/gu)?.length ?? 0

const CARRIED = ['count', 'rolling', 'toDate', 'hours', 'weekdays', 'instants', 'relative'] as const

function periodOf(clock: Clock, said: string, span: Span): Period {
  const carried = CARRIED.flatMap((key) => (span[key] === undefined ? [] : [[key, span[key]]]))
  return {
    ...(span.from === undefined ? {} : { from: isoOf(span.from) }),
    ...(span.to === undefined ? {} : { to: isoOf(span.to), complete: span.to < clock.today }),
    say: sayOf(said, span, clock.zone),
    grain: span.grain,
    ...Object.fromEntries(carried),
    ...(span.ends ? { ends: [endOf(clock, span.ends[0]), endOf(clock, span.ends[1])] } : {}),
  }
}

const endOf = (clock: Clock, span: Span): Period => periodOf(clock, datesOf(span), span)
