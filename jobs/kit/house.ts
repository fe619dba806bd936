import { hostname } from 'node:os'
import type { Dataset } from '#db/dataset.ts'
import { listDatasets } from '#db/dataset-state.ts'
import { dueRuns } from '#db/runs.ts'
import { type Bell, makeBell } from './bell.ts'
import { type Carrier, orderOf } from './carrier.ts'
import { type Config, lanesOf } from './config.ts'
import { every } from './every.ts'
import { executor } from './execute.ts'
import { newId } from './id.ts'
import type { Job } from './job.ts'
import type { Log } from './log.ts'
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
  const sweeping = every(sweepMs(house), () => sweep(house), house.log)
  return async () => {
    await sweeping.stop()
    const drained = house.carrier.drain()
    const late = setTimeout(() => executes.interrupt(), house.config.GRACE_SECONDS * 1000)
    await drained
    clearTimeout(late)
  }
}

const sweepMs = (house: House) => Math.min(2000, (house.config.LEASE_SECONDS * 1000) / 3)

/** Carries every due row again: after a restart, a lost Redis, a dead worker. Claims make repeats harmless. */
export async function sweep(house: House): Promise<void> {
  if (!house.carrier.state().ok) return
  for (const workspace of await house.workspaces.all()) {
    const due = await dueRuns(workspace.db, undefined, house.now(), 500)
    await Promise.all(due.map((run) => house.carrier.carry({ ...orderOf(workspace.name, run), notBefore: 0 })))
  }
}
