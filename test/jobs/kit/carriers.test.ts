import { describe, expect, test } from 'vitest'
import { Fault } from '#connectors/kit/fault.ts'
import { deliveriesAt } from '#db/deliveries.ts'
import { readLog } from '#db/run-log.ts'
import { cancelRun, recentRuns } from '#db/runs.ts'
import { say } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { ended, startHouse, tempDir, testJob, until } from '../../kit/house.ts'
import { hasRedis, startRedis } from '../../kit/redis.ts'

const asked = { by: 'tester', place: 'terminal:t' }
const carriers = [['local', async () => ({})] as const, ...(hasRedis() ? [['redis', overRedis] as const] : [])]

async function overRedis() {
  const redis = await startRedis()
  const { onTestFinished } = await import('vitest')
  onTestFinished(() => redis.stop())
  return { REDIS_URL: redis.url }
}

/** What every carrier must do. */
describe.each(carriers)('the %s carrier', (_, environment) => {
  test('carries a run to its end, with its outcome, log and files', async () => {
    const job = testJob(async (input, { log, keep }) => {
      await log('began')
      return {
        tone: 'good',
        blocks: [await keep('report.csv', Buffer.from('a,b\n1,2\n')), { kind: 'text', text: `for ${input.who}` }],
      }
    })
    const house = await startHouse({ env: await environment(), jobs: [job] })
    const { run } = await start(house, house.workspace, job, { who: 'Ann' }, asked)
    const done = await ended(house, run.id)
    expect(done).toMatchObject({
      state: 'succeeded',
      attempt: 1,
      outcome: { tone: 'good', blocks: [{ name: 'report.csv', bytes: 8 }, { text: 'for Ann' }] },
    })
    expect(await readLog(house.workspace.db, run.id)).toMatchObject([{ text: 'began' }])
    expect((await deliveriesAt(house.workspace.db, 'terminal:t', 9)).map(({ part }) => part)).toEqual(['outcome'])
  })

  test('the same work that already waits is joined, not done twice', async () => {
    let times = 0
    let open = () => {}
    const gate = new Promise<void>((resolve) => (open = resolve))
    const job = testJob(async () => {
      times++
      await gate
      return say('done')
    })
    const house = await startHouse({ env: await environment(), jobs: [job] })
    const first = await start(house, house.workspace, job, { day: 1, of: 'May' }, asked)
    const second = await start(house, house.workspace, job, { of: 'May', day: 1 }, { by: 'other', place: 'terminal:u' })
    expect([first.joined, second.joined, second.run.id]).toEqual([false, true, first.run.id])
    open()
    await ended(house, first.run.id)
    expect(times).toBe(1)
    for (const place of ['terminal:t', 'terminal:u']) {
      const said = await deliveriesAt(house.workspace.db, place, 9)
      expect(said.filter(({ part }) => part === 'outcome')).toHaveLength(1)
    }
    const again = await start(house, house.workspace, job, { day: 1, of: 'May' }, asked)
    expect(again.joined).toBe(false)
    await ended(house, again.run.id)
  })

  test('what the world broke is tried again; what it refused is not', async () => {
    let times = 0
    const job = testJob(async ({ kind }) => {
      times++
      if (times < 3)
        throw new Fault(kind as 'down', 'The shop did not answer', { hint: 'Wait a little.', retryAfterMs: 30 })
      return say('there')
    })
    const house = await startHouse({ env: await environment(), jobs: [job] })
    const down = await start(house, house.workspace, job, { kind: 'down' }, asked)
    expect(await ended(house, down.run.id)).toMatchObject({ state: 'succeeded', attempt: 3 })
    times = 0
    const auth = await start(house, house.workspace, job, { kind: 'auth' }, asked)
    expect(await ended(house, auth.run.id)).toMatchObject({
      state: 'failed',
      attempt: 1,
      fault: 'The shop did not answer',
    })
    times = 0
    const limit = await start(house, house.workspace, job, { kind: 'limit' }, asked)
    expect(await ended(house, limit.run.id)).toMatchObject({ state: 'succeeded', attempt: 1, waits: 2 })
  })

  test('a job that ignores its signal is stopped within a second, from another process as well', async () => {
    const job = testJob(() => new Promise(() => {}))
    const dataDir = tempDir()
    const env = await environment()
    const house = await startHouse({ env, jobs: [job], dataDir })
    const other = await startHouse({ env, jobs: [job], dataDir, works: false })
    const { run } = await start(house, house.workspace, job, {}, asked)
    await until(async () => (await recentRuns(house.workspace.db, 1, { state: 'running' })).length)
    const began = Date.now()
    expect(await cancelRun(other.workspace.db, run.id, 'boss', say('no'), () => [], Date.now())).toBe('stopping')
    expect(await ended(house, run.id)).toMatchObject({ state: 'cancelled', cancelledBy: 'boss' })
    expect(Date.now() - began).toBeLessThan(1000)
  })

  test('lanes keep to their own number, and what a person waits for goes first', async () => {
    const order: string[] = []
    let at = 0
    let most = 0
    const job = testJob(
      async ({ name }) => {
        most = Math.max(most, ++at)
        order.push(String(name))
        await new Promise((resolve) => setTimeout(resolve, 30))
        at--
        return say('ok')
      },
      { lane: 'report' },
    )
    const house = await startHouse({ env: { LANES: 'report:1', ...(await environment()) }, jobs: [job], works: false })
    for (const name of ['s1', 's2', 's3'])
      await start(house, house.workspace, job, { name }, { ...asked, urgent: false })
    const { run } = await start(house, house.workspace, job, { name: 'mine' }, asked)
    const { work } = await import('#jobs/kit/house.ts')
    const stop = await work(house)
    await ended(house, run.id)
    await until(() => order.length === 4)
    await stop()
    expect(most).toBe(1)
    expect(order[0]).toBe('mine')
  })

  test('a run that was interrupted by the end of the process waits again and is done by the next', async () => {
    let patient = false
    const job = testJob(async () => (patient ? say('second time') : new Promise(() => {})))
    const dataDir = tempDir()
    const env = { GRACE_SECONDS: '0', ...(await environment()) }
    const house = await startHouse({ env, jobs: [job], dataDir })
    const { run } = await start(house, house.workspace, job, {}, asked)
    await until(async () => (await recentRuns(house.workspace.db, 1, { state: 'running' })).length)
    await house.stop()
    patient = true
    const next = await startHouse({ env, jobs: [job], dataDir })
    expect(await ended(next, run.id)).toMatchObject({ state: 'succeeded', attempt: 1 })
  })

  test('a deadline ends an attempt with a sentence', async () => {
    const job = testJob(() => new Promise(() => {}), { minutes: 0.005, tries: 1 })
    const house = await startHouse({ env: await environment(), jobs: [job] })
    const { run } = await start(house, house.workspace, job, {}, asked)
    expect(await ended(house, run.id)).toMatchObject({ state: 'failed', fault: expect.stringContaining('took longer') })
  })

  test('a bug fails the run with an apology and its id, and nothing of the stack', async () => {
    const job = testJob(
      async () => {
        throw new TypeError('cannot read x of undefined')
      },
      { tries: 1 },
    )
    const house = await startHouse({ env: await environment(), jobs: [job] })
    const { run } = await start(house, house.workspace, job, {}, asked)
    const { outcome } = await ended(house, run.id)
    expect(JSON.stringify(outcome)).toContain(run.id)
    expect(JSON.stringify(outcome)).not.toMatch(/TypeError|undefined|at .*\.ts/)
  })
})
