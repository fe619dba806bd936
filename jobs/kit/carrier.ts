import type { Run } from '#db/runs.ts'
import type { Lane } from './config.ts'

/** What is carried: never the work itself, only whose run it is. The row says the rest. */
export type Order = {
  workspace: string
  run: string
  lane: Lane
  urgent: boolean
  notBefore: number
  /** Which of its turns this is: one turn needs carrying once. */
  turn: string
}

export function orderOf(workspace: string, run: Run): Order {
  const turn = `${run.state}-${run.attempt}-${run.waits}`
  return { workspace, run: run.id, lane: run.lane as Lane, urgent: run.urgent, notBefore: run.notBefore, turn }
}

type CarrierState = { ok: boolean; why?: string }

/**
 * Brings run ids to whoever executes them. Carrying one twice, or to two workers, is harmless: a run is claimed by
 * compare-and-set on its row. A carrier may also lose one: `sweep` in jobs/kit/house.ts carries due rows again.
 */
export type Carrier = {
  name: 'local' | 'redis'
  carry(order: Order): Promise<void>
  /** Starts to execute; `execute` never throws. */
  work(lanes: Record<Lane, number>, execute: (order: Order) => Promise<void>): Promise<void>
  /** Takes no more work; resolves when what runs has ended. */
  drain(): Promise<void>
  close(): Promise<void>
  state(): CarrierState
  waiting(): Promise<number>
}
