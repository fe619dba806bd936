import { describe, expect, onTestFinished, test } from 'vitest'
import { startWatching, tellTrouble } from '#bot/kit/watch.ts'
import { Fault } from '#connectors/kit/fault.ts'
import { deliveriesAt } from '#db/deliveries.ts'
import { recentRuns } from '#db/runs.ts'
import { startOllama } from '#demo/ollama/server.ts'
import { facts, type Message, message, say } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { ROOM, startDesk, words } from '../../kit/desk.ts'
import { ended, tempDir, testJob, until } from '../../kit/house.ts'

const HOUR = 3_600_000
const at = (time: string) => Date.parse(`2026-11-20T${time}:00+07:00`)

async function noticing(given: Parameters<typeof startDesk>[0] = {}) {
  const clock = { now: at('10:00') }
  const job = testJob(
    async (input) => {
      const { fails, n } = input as { fails?: string; n?: number }
      if (fails) throw new Fault('missing', fails.replace('#', String(n)), { hint: 'Look at the shop.' })
      return message('Sales are in', 'good', facts({ Rows: 1200 }))
    },
    { title: () => 'Sync of sales' },
  )
  const desk = await startDesk({ jobs: [job], now: () => clock.now, ...given })
  await desk.letIn()
  let n = 0
  async function run(input: Record<string, unknown> = {}) {
    const started = await start(desk.house, desk.house.workspace, job, { n: n++, ...input }, { by: 'id-omar' })
    await ended(desk.house, started.run.id)
    return started.run
  }
  return { ...desk, clock, job, run }
}

test('finished, with numbers; failed, with its remedy; each once and only where it is wanted', async () => {
  const { tell, run, watch, shown } = await noticing()
  await tell('/notify here finished', 'vic')
  await tell('/notify here failed of test', 'ann', ROOM)
  await run()
  const good = await watch()
  expect(good.map(({ place }) => place)).toEqual(['test:vic'])
  expect(words(good)).toMatch(/Sales are in.*1200.*asked by omar/)
  await run({ fails: 'The shop has no sales.' })
  const bad = await watch()
  expect(bad.map(({ place }) => place).sort()).toEqual([ROOM, 'test:vic'])
  expect(words(bad)).toMatch(/The shop has no sales.*Look at the shop.*Retry/)
  const before = shown.length
  await watch()
  expect(shown).toHaveLength(before)
})

test('what began is told while it runs, and nothing from before one subscribed', async () => {
  let open = () => {}
  const gate = new Promise<void>((resolve) => (open = resolve))
  const slow = testJob(async () => gate.then(() => say('ok', 'good')))
  const { tell, watch, house, clock, db } = await noticing({ jobs: [slow] })
  const first = await start(house, house.workspace, slow, { n: 1 }, { by: 'id-omar' })
  await until(async () => (await recentRuns(db, 1, { state: 'running' })).length)
  clock.now += 1000
  await tell('/notify started', 'vic')
  clock.now += 1000
  const second = await start(house, house.workspace, slow, { n: 2 }, { by: 'id-omar' })
  const news = await until(async () => {
    const seen = await watch()
    return words(seen).includes('began') && seen
  })
  expect(words(news)).toContain(second.run.id)
  expect(words(news)).not.toContain(first.run.id)
  open()
  await ended(house, second.run.id)
})

test('who asked for a run hears of it once, though they subscribed as well', async () => {
  const { tell, watch, house, db, at: seenAt, show } = await noticing()
  await tell('/notify finished', 'omar')
  await tell('/run test', 'omar')
  await ended(house, (await recentRuns(db, 1))[0]!.id)
  await show()
  await watch()
  expect(seenAt('test:omar').filter((said) => words([said]).includes('Sales are in'))).toHaveLength(1)
})

test('forty failures for one reason are one card that counts up; another reason is another', async () => {
  const { tell, run, watch, shown, clock, db } = await noticing()
  await tell('/notify here failed', 'ann', ROOM)
  const before = shown.length
  for (let i = 0; i < 40; i++) {
    await run({ fails: 'Order # is gone.' })
    if (i % 10 === 9) await watch()
  }
  await run({ fails: 'The disk is full.' })
  await watch()
  const cards = shown.slice(before)
  expect(words(cards)).toContain('40 runs failed for one reason')
  expect(words(cards)).toContain('The disk is full.')
  const kept = (await deliveriesAt(db, ROOM, 100)).filter(({ source }) => source.startsWith('notice:'))
  expect(kept).toHaveLength(2)
  clock.now += HOUR
  await run({ fails: 'Order # is gone.' })
  expect(words(await watch())).not.toContain('41 runs')
})

test('two processes looking at the same time tell it once', async () => {
  const dataDir = tempDir()
  const [one, two] = [await noticing({ dataDir }), await noticing({ dataDir, works: false })]
  await one.tell('/notify failed', 'vic')
  for (const fails of ['Gone.', 'Away.', 'Lost.']) await one.run({ fails })
  await Promise.all([one.watch(), two.watch(), one.watch(), two.watch()])
  const told = words([...one.at('test:vic'), ...two.at('test:vic')])
  for (const fails of ['Gone.', 'Away.', 'Lost.']) expect(told.split(fails)).toHaveLength(2)
})

test('in quiet hours news waits for the morning, and muted it is not told', async () => {
  const { tell, run, watch, clock } = await noticing()
  await tell('/notify here failed', 'ann', ROOM)
  await tell('/notify quiet 22:00-07:00', 'ann', ROOM)
  clock.now = at('23:30')
  await run({ fails: 'Gone.' })
  expect(await watch()).toEqual([])
  clock.now = at('06:59') + 24 * HOUR
  expect(await watch()).toEqual([])
  clock.now = at('07:00') + 24 * HOUR
  expect(words(await watch())).toContain('Gone.')
  await tell('/notify mute 2h', 'ann', ROOM)
  await run({ fails: 'Muted.' })
  expect(words(await watch())).not.toContain('Muted.')
  clock.now += 3 * HOUR
  await run({ fails: 'Heard again.' })
  expect(words(await watch())).toContain('Heard again.')
})

test('a chat that may not see the outcome hears only that there is one', async () => {
  const { tell, run, watch, letIn } = await noticing()
  await letIn([])
  await tell('/notify finished', 'ann', ROOM)
  await run()
  const news = words(await watch())
  expect(news).toContain('Sync of sales is done')
  expect(news).not.toContain('1200')
})

test('who was sent away hears nothing more', async () => {
  const { tell, run, watch } = await noticing()
  await tell('/notify finished', 'vic')
  await tell('/revoke vic@x.co')
  await run()
  expect(await watch()).toEqual([])
})

test('every day at its time, once, in the zone of the workspace', async () => {
  const { tell, run, watch, clock } = await noticing()
  await run()
  await run({ fails: 'The shop is closed.' })
  await tell('/notify daily', 'ann', ROOM)
  expect(await watch()).toEqual([])
  clock.now = at('07:59') + 24 * HOUR
  expect(await watch()).toEqual([])
  clock.now = at('08:00') + 24 * HOUR
  const news = words(await watch())
  expect(news).toMatch(/Yesterday, 20 Nov 2026.*1 run.*The shop is closed/)
  clock.now += HOUR
  expect(await watch()).toEqual([])
  clock.now += 24 * HOUR
  expect(words(await watch())).toContain('Yesterday, 21 Nov 2026')
})

test('subscriptions are listed and ended here, and a channel is for operators to decide', async () => {
  const { tell, press, button } = await noticing()
  expect(words(await tell('/notify failed', 'vic'))).toContain('when a run fails')
  expect(words(await tell('/notify', 'vic'))).toContain('every job')
  await press(button('failed off', 'test:vic'), 'vic')
  expect(words(await tell('/notify', 'vic'))).toContain('Nothing is told here')
  expect(words(await tell('/notify failed', 'vic', ROOM))).toContain('for operators')
  expect(words(await tell('/notify failed of tset', 'vic'))).toContain('Did you mean test')
  expect(words(await tell('/notify quiet noon', 'vic'))).toContain('22:00-07:00')
})

describe('trouble of the house', () => {
  test('is told to every admin once, and on the same card when it is over', async () => {
    const { house, show, at: seenAt, shown } = await noticing()
    const bad = async () => [{ what: 'Disk', ok: false, say: '1 MB free', remedy: 'Free some space.' }]
    const good = async () => [{ what: 'Disk', ok: true, say: '9 GB free' }]
    for (const look of [good, bad, bad]) await tellTrouble(house, look)
    await show()
    expect(words(seenAt('test:ann'))).toContain('Free some space.')
    expect(shown).toHaveLength(2)
    await tellTrouble(house, good)
    await show()
    expect(words([seenAt('test:ann').at(-1) as Message])).toContain('Disk is well again')
  })
})

test('a model that is missing is told to admins at the start, with a button that fetches it', async () => {
  const server = await startOllama({ models: [] })
  onTestFinished(() => server.stop())
  const {
    house,
    access,
    desk,
    at: seenAt,
    show,
  } = await startDesk({ env: { OLLAMA_URL: server.url, OLLAMA_MODEL: 'demo:4b' } })
  const watching = startWatching(house, access, desk)
  onTestFinished(() => watching.stop())
  const card = await until(async () => {
    await show()
    return seenAt('test:ann').find(({ title }) => title === 'Model needs you')
  })
  expect(words([card])).toContain('Fetch demo:4b')
})
