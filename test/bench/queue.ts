import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { z } from 'zod'
import { closeHouse, openHouse } from '#bot/kit/open.ts'
import { readConfig } from '#jobs/kit/config.ts'
import { work } from '#jobs/kit/house.ts'
import { defineJob } from '#jobs/kit/job.ts'
import { makeLog } from '#jobs/kit/log.ts'
import { say } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { startRedis } from '../kit/redis.ts'
import type { Measurement } from './index.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 4000)
const SAMPLES = 200
const AT_ONCE = 10

/** Something that carries a no-op to whoever does it: `done` is called when all of it is over, `began` when it begins. */
type Rig = { send(n: number): Promise<unknown>; on: { began(n: number): void; done(): void }; stop(): Promise<void> }

/**
 * Ours against bare BullMQ. The ratio is what it is because a run is more than a job in a queue: its row is the truth, so
 * each is three committed transactions (asked with its card, claimed, ended with its last words) with a dozen
 * statements, and over Redis BullMQ's whole work comes on top. What is bought with it: a run can be read, joined,
 * cancelled and counted, and survives the loss of any process and of Redis.
 */
export async function* benchQueue(): AsyncGenerator<Measurement> {
  const redis = await startRedis()
  try {
    const bare = await measure(() => bareRig(redis.url))
    const local = await measure(() => houseRig({}))
    const carried = await measure(() => houseRig({ REDIS_URL: redis.url }))
    for (const [name, ours] of [['local', local] as const, ['redis', carried] as const]) {
      const why = `no-op runs per second, ${AT_ONCE} at once, ${name} against bare BullMQ; each of ours is 3 committed transactions of rows that BullMQ doesn't keep${name === 'redis' ? ", and BullMQ's own work on top" : ''}`
      yield line(`queue ${name}`, why, ours.rate, bare.rate, 'runs/s')
      for (const part of ['p50', 'p95'] as const)
        yield line(
          `queue ${name} pick-up ${part}`,
          'from the wish to the first line of the work',
          ours[part],
          bare[part],
          'ms',
        )
    }
  } finally {
    await redis.stop()
  }
}

async function measure(open: () => Promise<Rig>): Promise<{ rate: number; p50: number; p95: number }> {
  const rig = await open()
  try {
    await throughput(rig, 300)
    const rate = await throughput(rig, RUNS)
    const waits = await latencies(rig)
    const at = (share: number) => Math.round(100 * waits[Math.floor(waits.length * share)]!) / 100
    return { rate: Math.round(rate), p50: at(0.5), p95: at(0.95) }
  } finally {
    await rig.stop()
  }
}

let wishes = 0

async function throughput(rig: Rig, count: number): Promise<number> {
  let left = count
  const over = new Promise<void>((resolve) => {
    rig.on.done = () => --left === 0 && resolve()
  })
  const began = performance.now()
  let toSend = count
  const sender = async () => {
    while (toSend-- > 0) await rig.send(wishes++)
  }
  await Promise.all([over, ...Array.from({ length: AT_ONCE }, sender)])
  return (count * 1000) / (performance.now() - began)
}

async function latencies(rig: Rig): Promise<number[]> {
  const waits: number[] = []
  rig.on.done = () => {}
  for (let n = 0; n < SAMPLES; n++) {
    const began = performance.now()
    const picked = new Promise<void>((resolve) => {
      rig.on.began = () => resolve(void waits.push(performance.now() - began))
    })
    await rig.send(wishes++)
    await picked
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return waits.sort((a, b) => a - b)
}

async function houseRig(env: Record<string, string>): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
  const config = readConfig({ DATA_DIR: folder, DEMO: 'off', LANES: `api:${AT_ONCE}`, ...env })
  const on: Rig['on'] = { began() {}, done() {} }
  const job = defineJob({
    name: 'nothing',
    say: 'Nothing',
    lane: 'api',
    input: z.object({ n: z.number() }),
    example: { n: 1 },
    minutes: 1,
    tries: 1,
    async run({ n }) {
      on.began(n)
      return say('done')
    },
  })
  const house = await openHouse(config, makeLog('error'), { jobs: [job] })
  const workspace = await house.workspaces.open(config.WORKSPACE)
  const stopWork = await work(house)
  house.bell.answer(() => on.done())
  return {
    on,
    send: (n) => start(house, workspace, job, { n }, { by: 'bench', place: 'bench:1' }),
    async stop() {
      await stopWork()
      await closeHouse(house)
      rmSync(folder, { recursive: true })
    },
  }
}

async function bareRig(url: string): Promise<Rig> {
  const on: Rig['on'] = { began() {}, done() {} }
  const connection = new Redis(url, { maxRetriesPerRequest: null })
  const queue = new Queue('bare', { connection, defaultJobOptions: { removeOnComplete: true } })
  const worker = new Worker('bare', async (job) => on.began(job.data.n), { connection, concurrency: AT_ONCE })
  worker.on('completed', () => on.done())
  return {
    on,
    send: (n) => queue.add('nothing', { n }),
    async stop() {
      await worker.close()
      await queue.close()
      connection.disconnect()
    },
  }
}

function line(name: string, what: string, ours: number, theirs: number, unit: string): Measurement {
  return { name, what, ours, theirs, ratio: Math.round((100 * ours) / theirs) / 100, unit }
}
