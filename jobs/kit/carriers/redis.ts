import type { EventEmitter } from 'node:events'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { Carrier, Order } from '../carrier.ts'
import type { Lane } from '../config.ts'
import type { Log } from '../log.ts'

const LANES: Lane[] = ['api', 'browser', 'model', 'report']
/** Bull takes jobs without a priority before all that have one. */
const FIRST = 0
const LATER = 10
/** How long a worker that died may keep Bull from carrying the same turn again, and how long a farewell may take. */
const LOCK_MS = 2000
const FAREWELL_MS = 1500

/** Carries over BullMQ: any number of worker processes on any number of hosts take from the same lanes. */
export function redisCarrier(url: string, log: Log, prefix = 'bellhop', now: () => number = Date.now): Carrier {
  const retryStrategy = (tries: number) => Math.min(tries * 200, 2000)
  const patient = { retryStrategy, connectTimeout: 2000 }
  // Whoever puts something in gets a quick no when Redis is away: the row is stored, the sweep carries it later.
  const hasty = { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 2000, lazyConnect: true }
  const front = new Redis(url, { ...patient, ...hasty })
  const health = watch(front, log)
  const met = front.connect().catch(() => {})
  const queues = new Map<Lane, Queue<Order>>()
  const workers: Worker[] = []
  const back: Redis[] = []
  const running = new Set<Promise<void>>()

  function queueOf(lane: Lane): Queue<Order> {
    const known = queues.get(lane)
    if (known) return known
    const defaultJobOptions = { removeOnComplete: true, removeOnFail: true }
    const queue = quietly(new Queue<Order>(lane, { connection: front, prefix, defaultJobOptions }))
    queues.set(lane, queue)
    // One that couldn't introduce itself to Redis never recovers.
    queue.waitUntilReady().catch(() => queues.delete(lane))
    return queue
  }
  function track(work: Promise<void>): Promise<void> {
    running.add(work)
    return work.finally(() => running.delete(work))
  }
  return {
    name: 'redis',
    async carry(order) {
      await met
      if (front.status !== 'ready') throw new Error(health.state().why ?? 'Redis is away')
      const delay = Math.max(0, order.notBefore - now())
      const jobId = [order.workspace, order.run, order.turn, ...(delay ? ['later'] : [])].join('-')
      const priority = order.urgent ? FIRST : LATER
      await queueOf(order.lane).add('run', order, { jobId, delay, priority })
    },
    async work(slots, execute) {
      for (const lane of LANES) {
        if (!slots[lane]) continue
        const connection = new Redis(url, { ...patient, maxRetriesPerRequest: null })
        back.push(quietly(connection))
        // A stalled job is the row's business (its lease), so Bull's own retry stays out of the way.
        const worker = new Worker<Order>(lane, (job) => track(execute(job.data)), {
          connection,
          prefix,
          concurrency: slots[lane],
          maxStalledCount: 0,
          lockDuration: LOCK_MS,
          stalledInterval: LOCK_MS,
        })
        workers.push(quietly(worker))
      }
    },
    async drain() {
      const closed = Promise.allSettled(workers.map((worker) => worker.close()))
      await Promise.all(running)
      // Bull also wants to tell Redis, which may be away.
      await soon(closed)
    },
    async close() {
      health.stop()
      await soon(Promise.allSettled(workers.map((worker) => worker.close(true))))
      await soon(Promise.allSettled([...queues.values()].map((queue) => queue.close())))
      for (const connection of [front, ...back]) connection.disconnect()
    },
    state: health.state,
    async waiting() {
      const counts = await Promise.all(
        LANES.map((lane) => queueOf(lane).getJobCounts('waiting', 'prioritized', 'delayed')),
      )
      return counts.flatMap((count) => Object.values(count)).reduce((sum, count) => sum + count, 0)
    },
  }
}

/** One connection speaks for all: it says once that Redis went away and once that it is back. */
function watch(front: Redis, log: Log) {
  let away: string | undefined
  let why = 'the connection was closed'
  let over = false
  front.on('error', (error: Error) => {
    why = error.message || 'no connection'
    lost()
  })
  front.on('close', () => lost())
  front.on('ready', () => {
    if (away) log.info('Redis is back')
    away = undefined
  })
  function lost(): void {
    if (over) return
    if (!away) log.warn({ why }, 'Redis is away; runs wait in their rows until it is back')
    away = why
  }
  return {
    state: () => (away ? { ok: false, why: `Redis is away: ${away}` } : { ok: true }),
    stop() {
      over = true
    },
  }
}

/** What Bull's parts complain of is either the connection, which is watched, or a turn that is carried again. */
function quietly<T extends EventEmitter>(part: T): T {
  part.on('error', () => {})
  return part
}

function soon(what: Promise<unknown>): Promise<unknown> {
  return Promise.race([what, new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())])
}
