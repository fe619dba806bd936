import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { deliveriesAt } from '#db/deliveries.ts'
import { filesOf } from '#db/files.ts'
import { readLog } from '#db/run-log.ts'
import { work } from '#jobs/kit/house.ts'
import { start } from '#jobs/kit/start.ts'
import { carriers } from '../../kit/carriers.ts'
import { effects, parcels, poison, ROWS, STAGES } from '../../kit/crash-jobs.ts'
import { ended, startHouse, type TestHouse, tempDir } from '../../kit/house.ts'
import { startProcess } from '../../kit/processes.ts'

const KILLS = 20
const SLOTS = 4
const PATIENCE = 240_000
const asked = { by: 'tester', place: 'terminal:t' }

describe.each(carriers)('over the %s carrier', (_, environment) => {
  test(
    `${KILLS} workers killed with kill -9 in the middle of a run double nothing and lose nothing`,
    async () => {
      const dataDir = tempDir()
      const env = { DATA_DIR: dataDir, ROLE: 'worker', LANES: 'api:1', ...(await environment()) }
      const house = await startHouse({ env, jobs: [effects], dataDir, works: false })
      countEnds(house)
      const ids: string[] = []
      let asks = 0
      async function more(): Promise<void> {
        ids.push((await start(house, house.workspace, effects, { work: asks++ }, asked)).run.id)
      }
      for (let n = 0; n < 2 * SLOTS; n++) await more()

      let kills = 0
      const midway = new Set<string>()
      async function slot(first: number): Promise<void> {
        for (let turn = first; midway.size < KILLS; turn++) {
          await more()
          const worker = startProcess(env)
          const stage = STAGES[turn % STAGES.length]!
          await worker.at(stage)
          await sleep(Math.random() * 40)
          worker.signal('SIGKILL')
          expect(await worker.exit).toBe('SIGKILL')
          kills++
          const held = heldBy(house, worker.pid)
          if (held) midway.add(held)
        }
      }
      await Promise.all(Array.from({ length: SLOTS }, (_, first) => slot(first)))
      expect(midway.size).toBeGreaterThanOrEqual(KILLS)

      for (const last of [startProcess(env), startProcess(env)]) await last.ready()
      for (const id of ids) await ended(house, id, PATIENCE)
      const { sqlite } = house.workspace.db
      expect(sqlite.prepare('SELECT run, count(*) AS times FROM ends GROUP BY run HAVING times <> 1').all()).toEqual([])
      expect(sqlite.prepare('SELECT count(*) AS n FROM ends').get()).toEqual({ n: ids.length })
      expect(sqlite.prepare(`SELECT count(*) AS n FROM data_${parcels.name}`).get()).toEqual({ n: ids.length * ROWS })
      const said = await deliveriesAt(house.workspace.db, asked.place, 10_000)
      const outcomes = said.filter(({ part }) => part === 'outcome')
      expect(outcomes.map(({ run }) => run).sort()).toEqual([...ids].sort())
      expect(new Set(said.map(({ run, part }) => `${run}/${part}`)).size).toBe(said.length)

      let takenOver = 0
      for (const id of ids) {
        const files = await filesOf(house.workspace.db, id)
        expect(files).toMatchObject([{ name: 'report.csv' }])
        const log = (await readLog(house.workspace.db, id)).map(({ text }) => text)
        const run = await ended(house, id)
        expect(run).toMatchObject({
          state: 'succeeded',
          outcome: { blocks: [{ kind: 'text' }, { file: files[0]!.id }] },
        })
        const stopped = log.filter((line) => line.includes('stopped without a word'))
        expect(stopped).toEqual(Array.from({ length: run.attempt - 1 }, (_, n) => lapse(n + 1)))
        expect(log.at(-1)).toBe(`attempt ${run.attempt} works`)
        takenOver += stopped.length
      }
      const kept = readdirSync(house.workspace.files).filter((name) => !name.endsWith('.part'))
      expect(kept).toHaveLength(ids.length)
      expect(takenOver).toBe(midway.size)
      expect(kills).toBeGreaterThanOrEqual(takenOver)
    },
    2 * PATIENCE,
  )

  test(
    'a run that takes its worker down each time fails with a sentence after its tries',
    async () => {
      const dataDir = tempDir()
      const env = { DATA_DIR: dataDir, ROLE: 'worker', ...(await environment()) }
      const house = await startHouse({ env, jobs: [poison], dataDir, works: false })
      const { run } = await start(house, house.workspace, poison, {}, asked)
      for (let n = 0; n < poison.tries; n++) expect(await startProcess(env).exit).toBe('SIGKILL')
      const stop = await work(house)
      const done = await ended(house, run.id, 60_000)
      await stop()
      expect(done).toMatchObject({ state: 'failed', attempt: 3, fault: 'Its worker stopped without a word each time.' })
      expect(done.outcome.title).toBe('Poison failed after 3 attempts')
      const log = await readLog(house.workspace.db, run.id)
      expect(log.map(({ text }) => text)).toEqual([lapse(1), lapse(2), lapse(3)])
      const said = await deliveriesAt(house.workspace.db, asked.place, 9)
      expect(said.filter(({ part }) => part === 'outcome')).toHaveLength(1)
    },
    PATIENCE,
  )
})

const lapse = (attempt: number) => `Attempt ${attempt}: its worker stopped without a word.`

/** Counts in the file itself how often a run comes to an end, whoever ends it. */
function countEnds({ workspace }: TestHouse): void {
  workspace.db.sqlite.exec(`CREATE TABLE ends (run TEXT);
    CREATE TRIGGER count_ends AFTER UPDATE OF state ON runs WHEN NEW.state IN ('succeeded', 'failed', 'cancelled')
    BEGIN INSERT INTO ends VALUES (NEW.id); END`)
}

/** The attempt that a process was at, if it was at one. */
function heldBy({ workspace }: TestHouse, pid: number): string | undefined {
  const held = workspace.db.sqlite
    .prepare("SELECT id || '/' || attempt AS attempt FROM runs WHERE state = 'running' AND owner LIKE ?")
    .get(`%:${pid}:%`) as { attempt: string } | undefined
  return held?.attempt
}
