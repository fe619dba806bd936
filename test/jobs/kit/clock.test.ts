import { describe, expect, test } from 'vitest'
import { Fault } from '#connectors/kit/fault.ts'
import { deliveriesAt } from '#db/deliveries.ts'
import { claimDeliveries, dueDeliveries } from '#db/outbox.ts'
import { readLog } from '#db/run-log.ts'
import { claimRun, getRun } from '#db/runs.ts'
import { say } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { carriers } from '../../kit/carriers.ts'
import { ended, startHouse, tempDir, testJob, until } from '../../kit/house.ts'

const HOUR = 3_600_000
const asked = { by: 'tester', place: 'terminal:t' }

describe.each(carriers)('a clock that jumps, over the %s carrier', (_, environment) => {
  test.each([
    ['forth', HOUR],
    ['back', -HOUR],
  ])('an hour %s while a run works: it ends once, on its first attempt', async (_, jump) => {
    let offset = 0
    let open = () => {}
    let times = 0
    const gate = new Promise<void>((resolve) => (open = resolve))
    const job = testJob(async () => {
      times++
      await gate
      return say('done')
    })
    const house = await startHouse({ env: await environment(), jobs: [job], now: () => Date.now() + offset })
    const { run } = await start(house, house.workspace, job, {}, asked)
    await until(() => times > 0)
    offset = jump
    // Long enough for the sweep to look at it several times.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    open()
    expect(await ended(house, run.id)).toMatchObject({ state: 'succeeded', attempt: 1 })
    expect(times).toBe(1)
    const outcomes = (await deliveriesAt(house.workspace.db, asked.place, 9)).filter(({ part }) => part === 'outcome')
    expect(outcomes).toHaveLength(1)
  })

  test.each([
    ['forth', HOUR],
    ['back', -HOUR],
  ])('an hour %s while runs wait: what is in line and what was left by its worker is done', async (_, jump) => {
    let offset = 0
    const job = testJob(async () => say('done'))
    const dataDir = tempDir()
    const env = await environment()
    const now = () => Date.now() + offset
    const idle = await startHouse({ env, jobs: [job], now, dataDir, works: false })
    const inLine = await start(idle, idle.workspace, job, { n: 1 }, asked)
    const left = await start(idle, idle.workspace, job, { n: 2 }, asked)
    expect(await claimRun(idle.workspace.db, left.run.id, 'a worker that is gone', now(), 2000)).toBeTruthy()
    offset = jump
    const house = await startHouse({ env, jobs: [job], now, dataDir })
    expect(await ended(house, inLine.run.id)).toMatchObject({ state: 'succeeded', attempt: 1 })
    expect(await ended(house, left.run.id)).toMatchObject({ state: 'succeeded', attempt: 2 })
    expect(await readLog(house.workspace.db, left.run.id)).toMatchObject([
      { text: 'Attempt 1: its worker stopped without a word.' },
    ])
  })

  test('an hour back while a run is put off for a moment: it is not put off for an hour', async () => {
    let offset = 0
    let times = 0
    const job = testJob(async () => {
      times++
      if (times === 1) throw new Fault('down', 'The shop did not answer', { hint: 'Wait.', retryAfterMs: 3000 })
      return say('done')
    })
    const house = await startHouse({ env: await environment(), jobs: [job], now: () => Date.now() + offset })
    const { run } = await start(house, house.workspace, job, {}, asked)
    await until(async () => (await getRun(house.workspace.db, run.id))!.fault)
    offset = -HOUR
    expect(await ended(house, run.id)).toMatchObject({ state: 'succeeded', attempt: 2 })
    expect(house.lines.filter((line) => line.includes('The clock was set back'))).toHaveLength(1)
  })
})

test('a message that was due before the clock was set back still goes out', async () => {
  let offset = 0
  const job = testJob(async () => say('done'))
  const house = await startHouse({ jobs: [job], now: () => Date.now() + offset })
  const { run } = await start(house, house.workspace, job, {}, asked)
  await ended(house, run.id)
  offset = -HOUR
  const due = await dueDeliveries(house.workspace.db, 'terminal', house.now())
  const ids = due.map(({ id }) => id)
  const sent = await claimDeliveries(house.workspace.db, ids, 'a face', house.now(), 60_000)
  expect(sent).toMatchObject([{ run: run.id, part: 'outcome' }])
})
