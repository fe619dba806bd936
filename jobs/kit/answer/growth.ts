import type { Plan } from '#db/plan.ts'
import type { Phrase } from './changes.ts'

/** "YoY", "month on month": what stands beside what, and the period that is meant when none is said. */
const PACES: [words: string, unit: string, compare: Plan['compare'], usually: string][] = [
  ['yoy|y/y|y-o-y|(?:year|yr)[ -](?:over|on)[ -](?:year|yr)', 'year', 'year', 'this year'],
  ['mom|m/m|m-o-m|month[ -](?:over|on)[ -]month', 'month', 'previous', 'last month'],
  ['wow|w/w|w-o-w|week[ -](?:over|on)[ -]week', 'week', 'previous', 'last week'],
  ['qoq|q/q|q-o-q|quarter[ -](?:over|on)[ -]quarter', 'quarter', 'previous', 'last quarter'],
]
const GREW = 'growth|change|changes|comparison|compared?|chg|rate|increase|difference|diff'

/** Growth along time itself, "by month", is a matter of rows below each other: that is read as it stands. */
export const PACED: Phrase[] = PACES.map(([words, unit, compare, usually]) => ({
  like: new RegExp(
    `^(?!.*\\b(?:by|per|each|every) ${unit}\\b)(.*?)(?<![\\p{L}])(?:${words})(?![\\p{L}])(?:\\s+(?:${GREW}|%))*(?:\\s+(?:in|of))?\\b(.*)$`,
    'iu',
  ),
  turn: ([, before, after]) => ({
    question: `${before!.replace(new RegExp(`\\b(?:${GREW})\\b(?: (?:in|of))?`, 'giu'), '')} ${after}`,
    change: (plan) => grown(plan, compare),
    usually,
  }),
}))

function grown({ limit, ...plan }: Plan, compare: Plan['compare']): Plan {
  const named = plan.by?.some((each) => typeof each === 'string' || !('grain' in each))
  if (!named) return { ...plan, ...(compare && { compare }) }
  return { ...plan, ...(compare && { compare }), show: ['growth'], order: [{ show: 'growth', dir: 'desc' }] }
}
