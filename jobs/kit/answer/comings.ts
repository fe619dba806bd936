import { exportsOf } from '#connectors/back-office.ts'
import { getRun, type Run, recentRuns } from '#db/runs.ts'
import type { Message } from '../message.ts'
import type { Workspace } from '../workspace.ts'
import type { Knowledge } from './knowledge.ts'

/** The work that brings rows of a dataset, since they last came: what it is at, and what went wrong. */
export type Comings = {
  /** What brought the rows that are there. */
  last: Run | undefined
  /** The newest piece that ended, where it failed or brought only others; or where it brought nothing. */
  failed: Run | undefined
  empty: Run | undefined
  running: Run | undefined
  waiting: Run | undefined
}

/** Kinds of work that bring rows, beside whatever brought them last. */
const BRINGS = ['export', 'sync']
const SOME = 50
const LONGEST_MS = 6 * 3_600_000

export async function comingsOf(
  dataset: string,
  { known, workspace }: { known: Knowledge; workspace: Workspace },
): Promise<Comings> {
  const { lastRun, lastWriteAt } = known.states.get(dataset) ?? {}
  const last = lastRun ? await getRun(workspace.db, lastRun) : undefined
  const jobs = [...new Set([...BRINGS, ...(last ? [last.job] : [])])]
  const since = lastWriteAt ?? 0
  const recent = await recentRuns(workspace.db, SOME, { jobs, since: since - LONGEST_MS })
  const mine = await aboutThis(recent, dataset, workspace)
  const ended = mine.find(({ finishedAt, state }) => state !== 'cancelled' && (finishedAt ?? 0) > since)
  const wrong = ended?.state === 'failed' || (ended && ended.id !== lastRun && !isWhole(ended))
  return {
    last,
    failed: wrong ? ended : undefined,
    empty: ended && !wrong && ended.id !== lastRun ? ended : undefined,
    running: mine.find(({ state }) => state === 'running'),
    waiting: mine.find(({ state }) => state === 'waiting'),
  }
}

/** Work that ended with a warning brought some of it; what it didn't bring has no rows of this run. */
const isWhole = ({ outcome }: Run) => (outcome as Message | null)?.tone === 'good'

/** An export that names what it brings says nothing about anything else. */
async function aboutThis(runs: Run[], dataset: string, { outside }: Workspace): Promise<Run[]> {
  if (!runs.some((run) => namedIn(run))) return runs
  const { portals } = await outside.portals()
  const bring = exportsOf(portals).filter((one) => one.dataset === dataset)
  const names = new Set(['all', ...bring.flatMap((one) => [one.name, one.portal.name, one.title.toLowerCase()])])
  return runs.filter((run) => namedIn(run)?.some((name) => names.has(name)) ?? true)
}

function namedIn({ input }: Run): string[] | undefined {
  const { exports } = (input ?? {}) as { exports?: unknown }
  return Array.isArray(exports) ? exports.map(String) : undefined
}

/** "The export of points": a run as people speak of it. */
export const sayRun = (run: Run): string =>
  [run.job, ...(namedIn(run) ? ['of', namedIn(run)!.join(', ').replace(/^all$/, 'everything')] : [])].join(' ')
