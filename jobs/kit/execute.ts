import { Fault } from '#connectors/kit/fault.ts'
import { logRun } from '#db/run-log.ts'
import { beat, type Claim, claimRun, type Run } from '#db/runs.ts'
import { type Order, orderOf } from './carrier.ts'
import { type Attempt, fail, finish, giveUp, type Stop } from './end.ts'
import { every } from './every.ts'
import { fileBlock, keepFile } from './files.ts'
import type { House } from './house.ts'
import { type JobContext, titleOf } from './job.ts'
import { redact } from './log.ts'
import type { Bar, Message } from './message.ts'
import { showCard } from './outcome.ts'
import type { Workspace } from './workspace.ts'

const BEAT_MS = 400

/** Executes runs by id: claims the row, keeps its lease alive, does the work, writes the end. Never throws. */
export function executor(house: House) {
  const inHand = new Map<string, Attempt | undefined>()
  let attempts = 0

  async function take(order: Order, key: string): Promise<Run | undefined> {
    const workspace = await house.workspaces.open(order.workspace)
    const holder = `${house.owner}/${++attempts}`
    const claim = await claimRun(workspace.db, order.run, holder, house.now(), leaseMs(house))
    if (!claim) return undefined
    const attempt = attemptOf(house, workspace, claim)
    inHand.set(key, attempt)
    return perform(attempt, claim)
  }
  async function execute(order: Order): Promise<void> {
    const key = `${order.workspace}/${order.run}`
    // A clock that jumps, or a process that slept, makes our own lease look old: it is renewed, not taken over.
    if (inHand.has(key)) return
    inHand.set(key, undefined)
    const waiting = await take(order, key).catch((error: unknown) => {
      house.log.error({ err: error, run: order.run }, 'A run could not be taken or ended; it is taken again')
      return undefined
    })
    inHand.delete(key)
    if (waiting) await house.carrier.carry(orderOf(order.workspace, waiting)).catch(() => {})
  }
  return { execute, interrupt: () => [...inHand.values()].map((attempt) => attempt?.stopping.abort('interrupted')) }
}

const leaseMs = (house: House) => house.config.LEASE_SECONDS * 1000

function attemptOf(house: House, workspace: Workspace, { run }: Claim): Attempt {
  const job = house.jobs.find(({ name }) => name === run.job)
  return { house, workspace, job, run, title: titleOf(job, run), stopping: new AbortController() }
}

/** Resolves with the run if it waits for another attempt. */
async function perform(attempt: Attempt, { lapsed }: Claim): Promise<Run | undefined> {
  const { house, job, run, stopping } = attempt
  if (lapsed) {
    house.log.warn(
      { run: run.id, job: run.job, attempt: run.attempt },
      'A run is taken over from a worker that stopped',
    )
  }
  if (lapsed && job && run.attempt > job.tries) return giveUp(attempt)
  const life = keepAlive(attempt)
  const deadline = setTimeout(() => stopping.abort('deadline' satisfies Stop), (job?.minutes ?? 1) * 60_000)
  const end = await untilStopped(doWork(attempt), stopping.signal).then(
    (said) => () => finish(attempt, { state: said.tone === 'bad' ? 'failed' : 'succeeded', outcome: said }),
    (error) => () => fail(attempt, error),
  )
  clearTimeout(deadline)
  await life.stop()
  return end()
}

async function doWork(attempt: Attempt): Promise<Message> {
  const { job, run } = attempt
  if (!job)
    throw new Fault('input', `No job is called ${run.job}.`, {
      hint: 'It belonged to another version of Bellhop; start it anew.',
    })
  return job.run(job.input.parse(run.input), contextOf(attempt))
}

function contextOf(attempt: Attempt): JobContext {
  const { house, workspace, run, stopping } = attempt
  return {
    run,
    workspace,
    model: house.model,
    signal: stopping.signal,
    now: house.now,
    datasets: () => house.datasets(workspace),
    log: (text, level = 'info') => logRun(workspace.db, run.id, { at: house.now(), level, text: redact(text) }),
    progress(...now) {
      attempt.bars = now
    },
    async keep(name, content, say) {
      const allowed = async () => {
        await renew(attempt)
        if (stopping.signal.aborted) throw new Error('stopped')
      }
      const stored = await keepFile(workspace, content, { name, run: run.id, by: run.askedBy, allowed }, house.now())
      return fileBlock(stored, say)
    },
  }
}

/** Renews the lease, writes the progress down and hears of a cancel, several times a second. */
function keepAlive(attempt: Attempt) {
  const { house, workspace, run, stopping } = attempt
  let shown: Bar[] | undefined
  return every(
    BEAT_MS,
    async () => {
      const bars = attempt.bars === shown ? undefined : attempt.bars
      await renew(attempt, bars)
      if (bars && !stopping.signal.aborted) await showCard(workspace, run, attempt.title, bars, house.now())
      shown = bars ?? shown
    },
    house.log,
    'later',
  )
}

/** An attempt that has lost its run to another, or is asked to stop, hears of it here. */
async function renew({ house, workspace, run, stopping }: Attempt, bars?: Bar[]): Promise<void> {
  const asked = await beat(workspace.db, run, house.now() + leaseMs(house), bars)
  if (!asked) stopping.abort('lost' satisfies Stop)
  else if (asked.cancelledBy) stopping.abort('cancelled' satisfies Stop)
}

/** Ends with the work, or at once when it is told to stop: a job that ignores its signal can't hold the run. */
function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => setImmediate(() => reject(new Error('stopped'))), { once: true })
    work.then(resolve, reject)
  })
}
