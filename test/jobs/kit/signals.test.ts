import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { deliveriesAt } from '#db/deliveries.ts'
import { filesOf } from '#db/files.ts'
import { getRun } from '#db/runs.ts'
import { start } from '#jobs/kit/start.ts'
import { carriers } from '../../kit/carriers.ts'
import { effects, gate, parcels, ROWS, short } from '../../kit/crash-jobs.ts'
import { ended, startHouse, tempDir, until } from '../../kit/house.ts'
import { startProcess } from '../../kit/processes.ts'

const PATIENCE = 120_000
const asked = { by: 'tester', place: 'terminal:t' }

describe.each(carriers)('over the %s carrier', (_, environment) => {
  async function open(more: Record<string, string> = {}) {
    const dataDir = tempDir()
    const env = { DATA_DIR: dataDir, ROLE: 'worker', ...(await environment()), ...more }
    return { env, house: await startHouse({ env, jobs: [effects, short], dataDir, works: false }) }
  }

  test(
    'SIGTERM lets work that ends within the grace end, and the process leaves with 0',
    async () => {
      const { env, house } = await open({ GRACE_SECONDS: '60' })
      const { run } = await start(house, house.workspace, short, { work: 1, ms: 1500 }, asked)
      const worker = startProcess(env)
      await worker.at('going')
      worker.signal('SIGTERM')
      expect(await worker.exit).toBe(0)
      expect(await getRun(house.workspace.db, run.id)).toMatchObject({ state: 'succeeded', attempt: 1, waits: 0 })
    },
    PATIENCE,
  )

  test(
    'work that outlasts the grace goes back to waiting without spending an attempt; another does it',
    async () => {
      const { env, house } = await open()
      const { run } = await start(house, house.workspace, effects, { work: 1, pause: 2000 }, asked)
      const worker = startProcess(env)
      await worker.at('began')
      worker.signal('SIGTERM')
      expect(await worker.exit).toBe(0)
      const waiting = await getRun(house.workspace.db, run.id)
      expect(waiting).toMatchObject({
        state: 'waiting',
        attempt: 0,
        waits: 1,
        owner: null,
        fault: 'Bellhop was stopped',
      })
      startProcess(env)
      expect(await ended(house, run.id, PATIENCE)).toMatchObject({ state: 'succeeded', attempt: 1 })
    },
    PATIENCE,
  )

  test(
    'a second signal ends the process at once, and its run is taken over after the lease',
    async () => {
      const { env, house } = await open({ GRACE_SECONDS: '300' })
      const { run } = await start(house, house.workspace, effects, { work: 1, pause: 2000 }, asked)
      const worker = startProcess(env)
      await worker.at('began')
      worker.signal('SIGTERM')
      await until(() => worker.lines.some((line) => line.includes('Stopping')))
      worker.signal('SIGINT')
      expect(await worker.exit).toBe(1)
      expect(await getRun(house.workspace.db, run.id)).toMatchObject({ state: 'running' })
      startProcess(env)
      expect(await ended(house, run.id, PATIENCE)).toMatchObject({ state: 'succeeded', attempt: 2 })
    },
    PATIENCE,
  )

  test(
    'a process that slept through its lease doubles nothing when it wakes',
    async () => {
      const { env, house } = await open()
      const { run } = await start(house, house.workspace, effects, { work: 1, pause: 300 }, asked)
      const sleeper = startProcess(env)
      await sleeper.at('rows')
      sleeper.signal('SIGSTOP')
      const other = startProcess(env)
      const done = await ended(house, run.id, PATIENCE)
      const [file] = await filesOf(house.workspace.db, run.id)
      sleeper.signal('SIGCONT')
      // Awake, it finds its run gone; what it does next shows that it is well.
      const { run: next } = await start(house, house.workspace, short, { work: 2, ms: 1 }, asked)
      await ended(house, next.id, PATIENCE)
      await sleep(1000)
      other.signal('SIGTERM')
      sleeper.signal('SIGTERM')
      expect(await Promise.all([other.exit, sleeper.exit])).toEqual([0, 0])
      expect(await getRun(house.workspace.db, run.id)).toEqual({ ...done, state: 'succeeded', attempt: 2 })
      expect(await filesOf(house.workspace.db, run.id)).toEqual([file])
      const { sqlite } = house.workspace.db
      expect(sqlite.prepare(`SELECT count(*) AS n FROM data_${parcels.name}`).get()).toEqual({ n: ROWS })
      const said = await deliveriesAt(house.workspace.db, asked.place, 99)
      expect(said.filter((each) => each.run === run.id && each.part === 'outcome')).toHaveLength(1)
    },
    PATIENCE,
  )

  test(
    'two processes on one data folder share the work, each run once, the urgent first',
    async () => {
      const { env, house } = await open({ LANES: 'api:1' })
      const both = [startProcess(env), startProcess(env)]
      // Both are kept busy until everything is in line.
      for (const work of [1, 2]) await start(house, house.workspace, gate, { work }, asked)
      for (const worker of both) await worker.at('waits')
      const works = Array.from({ length: 16 }, (_, work) => work)
      const ids: string[] = []
      for (const work of works) {
        const urgent = work >= 12
        ids.push((await start(house, house.workspace, short, { work, ms: 250 }, { ...asked, urgent })).run.id)
      }
      for (const worker of both) worker.go()
      for (const id of ids) expect(await ended(house, id, PATIENCE)).toMatchObject({ state: 'succeeded', attempt: 1 })
      const done = both.map(({ told }) => told.filter(({ stage }) => stage === 'going').map(({ run }) => Number(run)))
      expect(done.flat().sort((a, b) => a - b)).toEqual(works)
      expect(done.every((mine) => mine.length > 0)).toBe(true)
      // Neither begins what can wait before all that is urgent has begun.
      for (const mine of done) {
        const kinds = mine.map((work) => work >= 12)
        expect(kinds).toEqual(kinds.toSorted((a, b) => Number(b) - Number(a)))
      }
    },
    PATIENCE,
  )
})
