import type { Carrier, Order } from '../carrier.ts'
import type { Lane } from '../config.ts'

type LaneState = { free: number; urgent: Order[]; later: Order[]; seen: Set<string> }

/** Carries within this process. It keeps nothing that matters: after a restart the rows tell what is due. */
export function localCarrier(now: () => number): Carrier {
  const lanes = new Map<Lane, LaneState>()
  const timers = new Set<NodeJS.Timeout>()
  const running = new Set<Promise<void>>()
  let execute: ((order: Order) => Promise<void>) | undefined
  let open = true

  const laneOf = (name: Lane) => {
    const lane = lanes.get(name) ?? { free: 0, urgent: [], later: [], seen: new Set<string>() }
    lanes.set(name, lane)
    return lane
  }
  const key = (order: Order) => `${order.workspace}/${order.run}`

  function take(lane: LaneState): void {
    while (open && execute && lane.free > 0) {
      const order = lane.urgent.shift() ?? lane.later.shift()
      if (!order) return
      lane.seen.delete(key(order))
      lane.free--
      const work = execute(order).finally(() => {
        lane.free++
        running.delete(work)
        take(lane)
      })
      running.add(work)
    }
  }
  function queue(order: Order): void {
    const lane = laneOf(order.lane)
    if (lane.seen.has(key(order))) return
    lane.seen.add(key(order))
    lane[order.urgent ? 'urgent' : 'later'].push(order)
    // Let the caller finish storing what belongs to the run before it begins.
    setImmediate(() => take(lane))
  }
  return {
    name: 'local',
    async carry(order) {
      const wait = order.notBefore - now()
      if (!open || !execute) return
      if (wait <= 0) return queue(order)
      const timer = setTimeout(
        () => {
          timers.delete(timer)
          queue(order)
        },
        Math.min(wait, 2 ** 31 - 1),
      )
      timers.add(timer.unref())
    },
    async work(slots, run) {
      execute = run
      for (const [name, count] of Object.entries(slots)) laneOf(name as Lane).free = count
    },
    async drain() {
      open = false
      for (const timer of timers) clearTimeout(timer)
      await Promise.all(running)
    },
    async close() {
      open = false
    },
    state: () => ({ ok: true }),
    waiting: async () => [...lanes.values()].reduce((sum, lane) => sum + lane.seen.size, 0),
  }
}
