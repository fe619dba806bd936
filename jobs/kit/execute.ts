import { Fault, worthRetrying } from '#connectors/kit/fault.ts'
import { beat, claimRun, endRun, logRun, postponeRun, type Run } from '#db/runs.ts'
import type { Order } from './carrier.ts'
import { every } from './every.ts'
import { fileBlock, keepFile } from './files.ts'
import type { House } from './house.ts'
import { type Job, type JobContext, titleOf } from './job.ts'
import { redact } from './log.ts'
import type { Bar, Message } from './message.ts'
import { failure, lastWords, showCard, stopped } from './outcome.ts'
import type { Workspace } from './workspace.ts'

const BEAT_MS = 400
const MOST_WAITS = 30
const MOST_PAUSE_MS = 6 * 3_600_000

/** Why a run was told to stop. */
type Stop = 'cancelled' | 'deadline' | 'interrupted' | 'lost'

/** Executes runs by id: claims the row, keeps its lease alive, does the work, writes the end. Never throws. */
export function executor(house: House) {
  const stops = new Set<(why: Stop) => void>()

  async function execute(order: Order): Promise<void> {
    try {
      const workspace = await house.workspaces.open(order.workspace)
      const leaseMs = house.config.LEASE_SECONDS * 1000
      const run = await claimRun(workspace.db, order.run, house.owner, house.now(), leaseMs)
      if (run) await attempt(house, workspace, run, stops)
    } catch (error) {
      house.log.error({ err: error, run: order.run }, 'A run could not be taken; its row is untouched')
    }
  }
  return { execute, interrupt: () => [...stops].map((stop) => stop('interrupted')) }
}

async function attempt(house: House, workspace: Workspace, run: Run, stops: Set<(why: Stop) => void>): Promise<void> {
  const job = house.jobs.find(({ name }) => name === run.job)
  const stopping = new AbortController()
  const stop = (why: Stop) => stopping.abort(why)
  const bars: { now?: Bar[] } = {}
  const life = keepAlive(house, workspace, run, titleOf(job, run), bars, stop)
  const deadline = setTimeout(() => stop('deadline'), (job?.minutes ?? 1) * 60_000)
  stops.add(stop)
  const began = house.now()
  let end: () => Promise<unknown>
  try {
    const said = await untilStopped(doWork(house, workspace, job, run, stopping.signal, bars), stopping.signal)
    end = () =>
      finish(
        house,
        workspace,
        job,
        run,
        { state: said.tone === 'bad' ? 'failed' : 'succeeded', outcome: said },
        bars.now,
      )
  } catch (error) {
    end = () => fail(house, workspace, job, run, error, stopping.signal.reason as Stop | undefined, bars.now)
  } finally {
    clearTimeout(deadline)
    await life.stop()
    stops.delete(stop)
  }
  await end()
  house.log.debug({ run: run.id, job: run.job, attempt: run.attempt, ms: house.now() - began }, 'Attempt over')
}

async function doWork(
  house: House,
  workspace: Workspace,
  job: Job | undefined,
  run: Run,
  signal: AbortSignal,
  bars: { now?: Bar[] },
): Promise<Message> {
  if (!job)
    throw new Fault('input', `No job is called ${run.job}.`, {
      hint: 'It belonged to another version of Bellhop; start it anew.',
    })
  if (run.attempt > job.tries)
    throw new Fault('input', 'Its worker stopped without a word each time.', {
      hint: 'Look at the log of the process, then retry.',
    })
  return job.run(job.input.parse(run.input), contextOf(house, workspace, run, signal, bars))
}

function contextOf(
  house: House,
  workspace: Workspace,
  run: Run,
  signal: AbortSignal,
  bars: { now?: Bar[] },
): JobContext {
  return {
    run,
    workspace,
    signal,
    now: house.now,
    datasets: () => house.datasets(workspace),
    log: (text, level = 'info') => logRun(workspace.db, run.id, { at: house.now(), level, text: redact(text) }),
    progress(...now) {
      bars.now = now
    },
    async keep(name, content, say) {
      const stored = await keepFile(workspace, content, { name, run: run.id, by: run.askedBy }, house.now())
      return fileBlock(stored, say)
    },
  }
}

/** Renews the lease, writes the progress down and hears of a cancel, several times a second. */
function keepAlive(
  house: House,
  workspace: Workspace,
  run: Run,
  title: string,
  bars: { now?: Bar[] },
  stop: (why: Stop) => void,
) {
  const leaseMs = house.config.LEASE_SECONDS * 1000
  let shown: Bar[] | undefined
  return every(
    BEAT_MS,
    async () => {
      const news = bars.now === shown ? undefined : bars.now
      const asked = await beat(workspace.db, run.id, house.owner, house.now() + leaseMs, news)
      if (!asked) return stop('lost')
      if (asked.cancelledBy) return stop('cancelled')
      if (news) await showCard(workspace, run, title, news, house.now())
      shown = news ?? shown
    },
    house.log,
  )
}

/** Ends with the work, or at once when it is told to stop: a job that ignores its signal can't hold the run. */
function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => setImmediate(() => reject(new Error('stopped'))), { once: true })
    work.then(resolve, reject)
  })
}

type Ended = { state: 'succeeded' | 'failed' | 'cancelled'; outcome: Message; fault?: string }

async function finish(
  house: House,
  workspace: Workspace,
  job: Job | undefined,
  run: Run,
  ended: Ended,
  bars?: Bar[],
): Promise<void> {
  const words = await lastWords(workspace, run, titleOf(job, run), ended, house.now())
  const ours = await endRun(
    workspace.db,
    run.id,
    house.owner,
    { ...ended, ...(bars ? { progress: bars } : {}) },
    words,
    house.now(),
  )
  if (!ours) return
  house.bell.ring()
  const ms = house.now() - run.createdAt
  house.log[ended.state === 'failed' ? 'warn' : 'info'](
    { run: run.id, job: run.job, state: ended.state, attempt: run.attempt, ms, fault: ended.fault },
    'Run ended',
  )
}

async function fail(
  house: House,
  workspace: Workspace,
  job: Job | undefined,
  run: Run,
  error: unknown,
  stop: Stop | undefined,
  bars?: Bar[],
): Promise<void> {
  if (stop === 'lost') return
  if (stop === 'interrupted')
    return void (await postponeRun(workspace.db, run.id, house.owner, {
      notBefore: house.now(),
      spent: false,
      fault: 'Bellhop was stopped',
    }))
  if (stop === 'cancelled')
    return finish(house, workspace, job, run, { state: 'cancelled', outcome: stopped(titleOf(job, run), run) }, bars)
  const fault = stop === 'deadline' ? tooLong(job) : error
  const why = redact(fault instanceof Error ? fault.message : String(fault))
  if (!(fault instanceof Fault)) house.log.error({ err: error, run: run.id }, 'A bug ended an attempt')
  await logRun(workspace.db, run.id, { at: house.now(), level: 'error', text: `Attempt ${run.attempt}: ${why}` })
  const again = nextTry(job, run, fault, house.now())
  if (again) {
    const postponed = await postponeRun(workspace.db, run.id, house.owner, { ...again, fault: why })
    if (postponed) await carryAgain(house, workspace, run, again.notBefore)
    return
  }
  const outcome = await failure(workspace, run, titleOf(job, run), fault)
  await finish(house, workspace, job, run, { state: 'failed', outcome, fault: why }, bars)
}

/** Half a second, then 5 s, 10 s, 20 s …; the world's own word on when to come back goes before ours. */
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
  const pause = 5000 * 2 ** (run.attempt - 1) * (0.8 + Math.random() * 0.4)
  return { notBefore: now + Math.min(told ?? pause, MOST_PAUSE_MS), spent: true }
}

async function carryAgain(house: House, workspace: Workspace, run: Run, notBefore: number): Promise<void> {
  await house.carrier
    .carry({ workspace: workspace.name, run: run.id, lane: run.lane as Order['lane'], urgent: run.urgent, notBefore })
    .catch(() => {})
}

function tooLong(job: Job | undefined): Fault {
  return new Fault('down', `It took longer than ${job?.minutes ?? 1} minutes.`, {
    hint: 'Try a shorter period, or retry when the other side is faster.',
  })
}
