import { describe, expect, onTestFinished, test } from 'vitest'
import { deliveriesAt } from '#db/deliveries.ts'
import { getRun } from '#db/runs.ts'
import { say } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { effects, gate, short } from '../../kit/crash-jobs.ts'
import { ended, startHouse, type TestHouse, tempDir, testJob, until } from '../../kit/house.ts'
import { startProcess } from '../../kit/processes.ts'
import { freePort, hasRedis, startRedis, type TestRedis } from '../../kit/redis.ts'

const PATIENCE = 120_000
const asked = { by: 'tester', place: 'terminal:t' }
const lineOf = (house: TestHouse, text: string) => house.lines.filter((line) => JSON.parse(line).msg.startsWith(text))

async function ownRedis(): Promise<TestRedis> {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  return redis
}

describe.skipIf(!hasRedis())('Redis goes away', () => {
  test.each([
    ['with its data', false],
    ['without its data', true],
  ])(
    'and comes back %s: nothing is lost, and each is said once',
    async (_, empty) => {
      const redis = await ownRedis()
      let open = () => {}
      const opened = new Promise<void>((resolve) => (open = resolve))
      const job = testJob(async ({ waits }) => {
        if (waits) await opened
        return say('done')
      })
      const house = await startHouse({ env: { REDIS_URL: redis.url, LANES: 'api:1' }, jobs: [job] })
      const ids: string[] = []
      const more = async (input: object) => ids.push((await start(house, house.workspace, job, input, asked)).run.id)
      // One at work, two in line behind it, and then three more while there is no Redis.
      await more({ waits: true })
      await until(async () => (await getRun(house.workspace.db, ids[0]!))?.state === 'running')
      await more({ n: 1 })
      await more({ n: 2 })
      await redis.stop()
      await until(() => !house.carrier.state().ok)
      expect(house.carrier.state().why).toMatch(/^Redis is away: ./)
      const began = performance.now()
      for (const n of [3, 4, 5]) await more({ n })
      expect(performance.now() - began).toBeLessThan(3000)
      const cards = await deliveriesAt(house.workspace.db, asked.place, 99)
      expect(cards.filter(({ part }) => part === 'card').map(({ run }) => run)).toEqual(ids)
      open()
      expect(await ended(house, ids[0]!)).toMatchObject({ state: 'succeeded' })
      await redis.start({ empty })
      for (const id of ids) expect(await ended(house, id, 60_000)).toMatchObject({ state: 'succeeded', attempt: 1 })
      expect(house.carrier.state()).toEqual({ ok: true })
      expect(lineOf(house, 'Redis is away')).toHaveLength(1)
      expect(lineOf(house, 'Redis is back')).toHaveLength(1)
      const outcomes = (await deliveriesAt(house.workspace.db, asked.place, 99)).filter(
        ({ part }) => part === 'outcome',
      )
      expect(outcomes).toHaveLength(ids.length)
    },
    PATIENCE,
  )

  test(
    'before Bellhop starts: it starts, takes wishes, says so once, and works when Redis is there',
    async () => {
      const redis = await ownRedis()
      await redis.stop()
      const job = testJob(async () => say('done'))
      const house = await startHouse({ env: { REDIS_URL: redis.url }, jobs: [job] })
      const { run } = await start(house, house.workspace, job, {}, asked)
      expect(await deliveriesAt(house.workspace.db, asked.place, 9)).toMatchObject([{ run: run.id, part: 'card' }])
      expect(house.carrier.state().ok).toBe(false)
      await redis.start()
      expect(await ended(house, run.id, 60_000)).toMatchObject({ state: 'succeeded', attempt: 1 })
      expect([lineOf(house, 'Redis is away'), lineOf(house, 'Redis is back')].map((all) => all.length)).toEqual([1, 1])
    },
    PATIENCE,
  )

  test(
    'for good: Bellhop still stops within its grace, and what ran waits',
    async () => {
      const redis = await ownRedis()
      const dataDir = tempDir()
      const env = { REDIS_URL: redis.url, DATA_DIR: dataDir, ROLE: 'worker' }
      const house = await startHouse({ env, jobs: [effects], dataDir, works: false })
      const { run } = await start(house, house.workspace, effects, { work: 1, pause: 60_000 }, asked)
      const worker = startProcess(env)
      await worker.at('began')
      await redis.stop()
      worker.signal('SIGTERM')
      expect(await worker.exit).toBe(0)
      expect(await getRun(house.workspace.db, run.id)).toMatchObject({ state: 'waiting', attempt: 0 })
      await redis.start()
    },
    PATIENCE,
  )
})

describe.skipIf(!hasRedis())('a bot and two workers over Redis', () => {
  test(
    'the bot takes wishes and never works; the workers share what there is, urgent first',
    async () => {
      const redis = await ownRedis()
      const dataDir = tempDir()
      const env = { REDIS_URL: redis.url, DATA_DIR: dataDir, LANES: 'api:1', PORT: String(await freePort()) }
      const bot = startProcess({ ...env, ROLE: 'bot' })
      const workers = [startProcess({ ...env, ROLE: 'worker' }), startProcess({ ...env, ROLE: 'worker' })]
      await Promise.all([bot, ...workers].map((each) => each.ready()))
      const house = await startHouse({ env, jobs: [short, gate], dataDir, works: false })
      for (const work of [1, 2]) await start(house, house.workspace, gate, { work }, asked)
      for (const worker of workers) await worker.at('waits')
      const ids: string[] = []
      for (let work = 0; work < 16; work++) {
        const by = { ...asked, urgent: work >= 12 }
        ids.push((await start(house, house.workspace, short, { work, ms: 250 }, by)).run.id)
      }
      for (const worker of workers) worker.go()
      for (const id of ids) expect(await ended(house, id, PATIENCE)).toMatchObject({ state: 'succeeded', attempt: 1 })
      const done = workers.map(({ told }) =>
        told.filter(({ stage }) => stage === 'going').map(({ run }) => Number(run)),
      )
      expect(done.flat()).toHaveLength(16)
      expect(done.every((mine) => mine.length > 0)).toBe(true)
      for (const mine of done) {
        const urgent = mine.map((work) => work >= 12)
        expect(urgent).toEqual(urgent.toSorted((a, b) => Number(b) - Number(a)))
      }
      expect(bot.told).toEqual([])
      for (const each of [bot, ...workers]) each.signal('SIGTERM')
      expect(await Promise.all([bot, ...workers].map(({ exit }) => exit))).toEqual([0, 0, 0])
    },
    PATIENCE,
  )
})
