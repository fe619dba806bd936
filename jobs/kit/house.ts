import { hostname } from 'node:os'
import type { Dataset } from '#db/dataset.ts'
import { listDatasets } from '#db/dataset-state.ts'
import { bringForward, dueRuns } from '#db/runs.ts'
import type { Model } from '#prompts/kit/model.ts'
import { type Bell, makeBell } from './bell.ts'
import { type Carrier, orderOf } from './carrier.ts'
import { type Config, lanesOf } from './config.ts'
import { every } from './every.ts'
import { executor } from './execute.ts'
import { newId } from './id.ts'
import type { Job } from './job.ts'
import type { Log } from './log.ts'
import { fireDue } from './schedule.ts'
import type { Workspace, Workspaces } from './workspace.ts'

/** What one process shares: built once in main, given on by argument. */
export type House = {
  config: Config
  log: Log
  now(): number
  workspaces: Workspaces
  carrier: Carrier
  bell: Bell
  jobs: Job[]
  model: Model | undefined
  /** Who holds a lease: this process and no other, not even the same host after a restart. */
  owner: string
  datasets(workspace: Workspace): Promise<Dataset[]>
}

export function makeHouse(parts: Omit<House, 'owner' | 'datasets' | 'bell'>): House {
  return {
    ...parts,
    bell: makeBell(),
    owner: `${hostname()}:${process.pid}:${newId()}`,
    datasets: ({ db }) => listDatasets(db),
  }
}

/** Starts to take runs; returns the way to stop: running work gets its grace, then goes back to waiting. */
export async function work(house: House): Promise<() => Promise<void>> {
  const executes = executor(house)
  await house.carrier.work(lanesOf(house.config), executes.execute)
  const setBack = watchClock(house.now)
  const sweeping = every(sweepMs(house), () => sweep(house, setBack()), house.log)
  return async () => {
    await sweeping.stop()
    const drained = house.carrier.drain()
    const late = setTimeout(() => executes.interrupt(), house.config.GRACE_SECONDS * 1000)
    await drained
    clearTimeout(late)
  }
}

const sweepMs = (house: House) => Math.min(2000, (house.config.LEASE_SECONDS * 1000) / 3)

/** Fires what is due, and carries every due row again: after a restart, a lost Redis, a dead worker. Repeats are harmless. */
async function sweep(house: House, setBackBy: number): Promise<void> {
  if (setBackBy) house.log.warn({ ms: setBackBy }, 'The clock was set back; what was put off comes that much earlier')
  for (const workspace of await house.workspaces.all()) {
    if (setBackBy) await bringForward(workspace.db, setBackBy)
    await fireDue(house, workspace)
    if (!house.carrier.state().ok) continue
    const due = await dueRuns(workspace.db, undefined, house.now(), 500)
    await Promise.all(due.map((run) => house.carrier.carry({ ...orderOf(workspace.name, run), notBefore: 0 })))
  }
}

/** Tells by how much the clock was set back since it was last asked, judged by a clock that can't be set. */
function watchClock(now: () => number): () => number {
  const lead = () => now() - performance.now()
  let before = lead()
  return () => {
    const back = before - lead()
    before = lead()
    return back > 1000 ? Math.round(back) : 0
  }
}
