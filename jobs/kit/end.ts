import { Fault, worthRetrying } from '#connectors/kit/fault.ts'
import { logRun } from '#db/run-log.ts'
import { endRun, postponeRun, type Run } from '#db/runs.ts'
import type { House } from './house.ts'
import type { Job } from './job.ts'
import { redact } from './log.ts'
import type { Bar } from './message.ts'
import { type Ended, failure, lastWords, stopped } from './outcome.ts'
import type { Workspace } from './workspace.ts'

const MOST_WAITS = 30
const MOST_PAUSE_MS = 6 * 3_600_000

/** Why a run was told to stop. */
export type Stop = 'cancelled' | 'deadline' | 'interrupted' | 'lost'

/** One try at a run, and what it has to show so far. */
export type Attempt = {
  house: House
  workspace: Workspace
  job: Job | undefined
  run: Run
  title: string
  stopping: AbortController
  bars?: Bar[]
}

/** Writes the end of a run, unless another attempt holds it by now. */
export async function finish(
  attempt: Attempt,
  ended: Ended & { fault?: string; attempt?: number },
): Promise<undefined> {
  const { house, workspace, run, title, bars } = attempt
  const ending = { ...ended, ...(bars ? { progress: bars } : {}) }
  const words = (places: string[]) => lastWords(run, title, ended, places, house.now())
  if (!(await endRun(workspace.db, run, ending, words, house.now()))) return undefined
  house.bell.ring()
  const ms = house.now() - run.createdAt
  house.log[ended.state === 'failed' ? 'warn' : 'info'](
    { run: run.id, job: run.job, state: ended.state, attempt: run.attempt, ms, fault: ended.fault },
    'Run ended',
  )
  return undefined
}

/** An attempt that came to nothing: stopped, failed for good, or put back to wait: then it resolves with the run. */
export async function fail(attempt: Attempt, error: unknown): Promise<Run | undefined> {
  const { house, workspace, job, run, title } = attempt
  const why = attempt.stopping.signal.reason as Stop | undefined
  if (why === 'lost') return undefined
  if (why === 'interrupted')
    return postponeRun(workspace.db, run, { notBefore: house.now(), spent: false, fault: 'Bellhop was stopped' })
  if (why === 'cancelled') return finish(attempt, { state: 'cancelled', outcome: stopped(title, run) })
  const fault = why === 'deadline' ? tooLong(job) : error
  const text = redact(fault instanceof Error ? fault.message : String(fault))
  if (!(fault instanceof Fault)) house.log.error({ err: error, run: run.id }, 'A bug ended an attempt')
  await logRun(workspace.db, run.id, { at: house.now(), level: 'error', text: `Attempt ${run.attempt}: ${text}` })
  const again = nextTry(job, run, fault, house.now())
  if (again) return postponeRun(workspace.db, run, { ...again, fault: text })
  return finish(attempt, { state: 'failed', outcome: await failure(workspace, run, title, fault), fault: text })
}

/** A run that takes its worker down each time isn't tried for ever. */
export async function giveUp(attempt: Attempt): Promise<undefined> {
  const { workspace, title } = attempt
  const run = { ...attempt.run, attempt: attempt.run.attempt - 1 }
  const fault = new Fault('input', 'Its worker stopped without a word each time.', {
    hint: 'Look at the log of the process, then retry.',
  })
  const outcome = await failure(workspace, run, title, fault)
  return finish(attempt, { state: 'failed', outcome, fault: fault.message, attempt: run.attempt })
}

/** About 5 s, 10 s, 20 s …; the world's own word on when to come back goes before ours. */
function nextTry(
  job: Job | undefined,
  run: Run,
  fault: unknown,
  now: number,
): { notBefore: number; spent: boolean } | undefined {
  if (!job || !worthRetrying(fault)) return undefined
  const told = fault instanceof Fault ? fault.retryAfterMs : undefined
  if (fault instanceof Fault && fault.kind === 'limit' && run.waits < MOST_WAITS)
    return { notBefore: now + Math.min(told ?? 60_000, MOST_PAUSE_MS), spent: false }
  if (run.attempt >= job.tries) return undefined
  const pause = Math.round(5000 * 2 ** (run.attempt - 1) * (0.8 + Math.random() * 0.4))
  return { notBefore: now + Math.min(told ?? pause, MOST_PAUSE_MS), spent: true }
}

function tooLong(job: Job | undefined): Fault {
  return new Fault('down', `It took longer than ${job?.minutes ?? 1} minutes.`, {
    hint: 'Try a shorter period, or retry when the other side is faster.',
  })
}
