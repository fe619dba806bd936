import type { EventEmitter } from 'node:events'
import { Queue, type QueueOptions, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { Carrier, Order } from '../carrier.ts'
import type { Lane } from '../config.ts'
import type { Log } from '../log.ts'

const LANES: Lane[] = ['api', 'browser', 'model', 'report']
/** Bull takes jobs without a priority before all that have one. */
const FIRST = 0
const LATER = 10

/** Carries over BullMQ: any number of worker processes on any number of hosts take from the same lanes. */
export function redisCarrier(url: string, log: Log, prefix = 'bellhop', now: () => number = Date.now): Carrier {
  const trouble = watch(log)
  const connect = () =>
    trouble.listen(
      new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (tries) => Math.min(tries * 200, 2000) }),
    )
  // Whoever puts something in gets a quick no when Redis is away: the row is stored, the sweep carries it later.
  const front = trouble.listen(
    new Redis(url, {
      maxRetriesPerRequest: 1,
      enableOfflineQueue: false,
      lazyConnect: true,
      retryStrategy: (tries) => Math.min(tries * 200, 2000),
    }),
  )
  front.connect().catch(() => {})
  const options: QueueOptions = {
    connection: front,
    prefix,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  }
  const queues = new Map(LANES.map((lane) => [lane, trouble.listen(new Queue<Order>(lane, options))]))
  const workers: Worker[] = []
  const back: Redis[] = []

  return {
    name: 'redis',
    async carry(order) {
      const delay = Math.max(0, order.notBefore - now())
      const jobId = `${order.workspace}-${order.run}-${order.notBefore}`
      await front.connect().catch(() => {})
      await queues.get(order.lane)!.add('run', order, { jobId, delay, priority: order.urgent ? FIRST : LATER })
    },
    async work(slots, execute) {
      for (const lane of LANES) {
        if (!slots[lane]) continue
        const connection = connect()
        back.push(connection)
        // A stalled job is the row's business (its lease), so Bull's own retry stays out of the way.
        const worker = new Worker<Order>(lane, (job) => execute(job.data), {
          connection,
          prefix,
          concurrency: slots[lane],
          maxStalledCount: 0,
        })
        workers.push(trouble.listen(worker))
      }
    },
    async drain() {
      await Promise.all(workers.map((worker) => worker.close()))
    },
    async close() {
      await Promise.allSettled(workers.map((worker) => worker.close(true)))
      await Promise.allSettled([...queues.values()].map((queue) => queue.close()))
      for (const connection of [front, ...back]) connection.disconnect()
    },
    state: () => trouble.state(),
    async waiting() {
      const counts = await Promise.all(
        [...queues.values()].map((queue) => queue.getJobCounts('waiting', 'prioritized', 'delayed')),
      )
      return counts.flatMap((count) => Object.values(count)).reduce((sum, count) => sum + count, 0)
    },
  }
}

/** Says once that Redis went away and once that it is back, however many connections notice. */
function watch(log: Log) {
  let away: string | undefined
  return {
    listen<T extends EventEmitter>(source: T): T {
      source.on('error', (error: Error) => {
        if (!away) log.warn({ why: error.message }, 'Redis is away; runs wait in their rows until it is back')
        away = error.message || 'no connection'
      })
      source.on('ready', () => {
        if (away) log.info('Redis is back')
        away = undefined
      })
      return source
    },
    state: () => (away ? { ok: false, why: `Redis is away: ${away}` } : { ok: true }),
  }
}
