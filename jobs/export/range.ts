import { resolvePeriod } from '#db/question/periods/find.ts'
import type { Period } from '#db/question/periods/period.ts'
import { showDay } from '../kit/format.ts'
import type { Workspace } from '../kit/workspace.ts'
import type { Range } from './input.ts'

export type Found = { range: Range } | { why?: string; choices?: { label: string; days: string }[] }

/** Days in words, as days of the workspace's zone; when they could mean two things, both are offered. */
export function findRange(
  said: string,
  { zone, weekStart }: Pick<Workspace, 'zone' | 'weekStart'>,
  now: number,
): Found {
  if (!said) return {}
  const period = resolvePeriod(said, { now: new Date(now), zone, weekStart, fiscalStart: 1 })
  if (!period) return { why: `I don't know which days "${said.slice(0, 60)}" are.` }
  if (period.doubt) return { why: 'That can mean two things.', choices: [period, ...period.doubt].flatMap(choice) }
  if (!period.from || !period.to) return { why: 'I need a first and a last day.' }
  if (period.hours || period.weekdays || period.instants) return { why: 'I can only fetch whole days in a row.' }
  return { range: { from: period.from, to: period.to, say: period.say } }
}

function choice({ from, to }: Period) {
  if (!from || !to) return []
  return [{ label: from === to ? showDay(from) : `${showDay(from)} – ${showDay(to)}`, days: daysOf(from, to) }]
}

const daysOf = (from: string, to: string) => (from === to ? from : `${from} to ${to}`)
