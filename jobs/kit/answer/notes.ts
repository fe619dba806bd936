import type { Dataset } from '#db/dataset.ts'
import { borrowedBy } from '#db/plan/lens.ts'
import { words } from '#db/plan/naming.ts'
import type { Condition } from '#db/plan.ts'
import { showMany, showTime } from '../format.ts'
import type { Workspace } from '../workspace.ts'
import { dayIn } from './clock.ts'
import { comingsOf, sayRun } from './comings.ts'
import { shortPeriod } from './compare.ts'
import type { Found } from './find.ts'
import type { Knowledge } from './knowledge.ts'
import { periodIn } from './words.ts'

export type Noted = {
  known: Knowledge
  workspace: Workspace
  now: number
  limits?: Condition[]
  carried?: string | undefined
}

/** Where numbers come from: rows, dataset, as of when and by which run, in which zone. */
export function originOf({ plan, counted }: Found, { known, workspace, now }: Noted): string {
  const state = known.states.get(plan.dataset)
  const zone = known.datasets.find(({ name }) => name === plan.dataset)?.time?.zone ?? workspace.zone
  const asOf = state?.lastWriteAt
    ? `as of ${showTime(new Date(state.lastWriteAt), workspace.zone)} (run ${state.lastRun})`
    : `as of ${showTime(new Date(now), workspace.zone)}`
  const base = known.datasets.find(({ name }) => name === plan.dataset)
  const others = base ? borrowedBy(plan, known.datasets, base).map(({ say }) => say) : []
  return `${[`${showMany(counted, 'row')} of ${base?.say ?? plan.dataset}`, ...others].join(' beside ')}, ${asOf}, ${zone} time`
}

/** What may make the numbers less than the whole truth; nothing when all is well. */
export async function warningsFor(found: Found, { known, workspace, now, limits = [] }: Noted): Promise<string[]> {
  const { plan, compared, truncated, table } = found
  const dataset = known.datasets.find(({ name }) => name === plan.dataset)
  const state = known.states.get(plan.dataset)
  const period = compared?.pair.now ?? periodIn(plan.where)
  const today = dayIn(dataset?.time?.zone ?? workspace.zone, now)
  const open = dataset?.time && period?.to && period.to >= today && (period.from ?? '') <= today
  const old = dataset && state?.lastWriteAt && now - state.lastWriteAt > dataset.freshHours * 3_600_000
  const came = lastDayOf(state?.lastWriteAt, dataset, workspace)
  const half = came && came < today && period?.to && period.to >= came && !old
  const { failed } = await comingsOf(plan.dataset, { known, workspace })
  const pair = compared?.pair
  const lines: [unknown, () => string][] = [
    [
      pair?.now.say?.endsWith('up to yesterday'),
      () => `Compared up to yesterday: ${shortPeriod(pair!.now)} with ${shortPeriod(pair!.before)}.`,
    ],
    [open, () => 'Provisional: today is not over.'],
    [
      half,
      () =>
        `Provisional: rows came in until ${cameAt(state!.lastWriteAt!, workspace)}; what was later isn't there yet.`,
    ],
    [failed, () => `Provisional: ${sayRun(failed!)} failed since (run ${failed!.id}). Ask: is the data fresh?`],
    [old && !failed, () => 'These numbers are older than they should be. Ask: is the data fresh?'],
    [truncated, () => `Only the first ${showMany(table.rows.length, 'row')}; Excel has them all.`],
    [limits.length, () => `Only what you may see: ${limits.map(limitOf).join(', ')}.`],
  ]
  return lines.flatMap(([is, line]) => (is ? [line()] : []))
}

/** The day that rows last came in on, where they come in by days: of that day there may be more. */
function lastDayOf(at: number | null | undefined, dataset: Dataset | undefined, { zone }: Workspace) {
  return at && dataset?.time && dataset.freshHours < 72 ? dayIn(dataset.time.zone ?? zone, at) : undefined
}
const cameAt = (at: number, { zone }: Workspace) => showTime(new Date(at), zone)

const limitOf = (it: Condition) =>
  'is' in it && 'column' in it ? `${words(it.column)} ${[it.is].flat().join(', ')}` : 'a part'
