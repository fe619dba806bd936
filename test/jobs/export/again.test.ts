import { expect, test, vi } from 'vitest'
import { getRun } from '#db/runs.ts'
import { lastWrite } from '#db/sheet-writes.ts'
import { exportJob } from '#jobs/export.ts'
import { start } from '#jobs/kit/start.ts'
import { until } from '#test/kit/house.ts'
import { numbersOf, PLACE, startWorld, THREE_DAYS } from '#test/kit/world.ts'

// Each of these runs visits a real site with a real browser.
vi.setConfig({ testTimeout: 120_000 })

test('an attempt that broke off in the middle of a sheet is taken up, doubled nowhere, and taken back whole', async () => {
  const world = await startWorld()
  const { house } = world
  const place = { spreadsheet: 'kinnara-coins', tab: 'Coin payments' }
  // The rows are written, and the answer is lost together with everything that asks for it.
  world.sheets.fail({ on: 'batchUpdate', kind: 'lost' })
  world.sheets.fail({ on: 'get', kind: 'cut', skip: 2 })
  const input = { exports: 'coins', range: THREE_DAYS }
  const { run } = await start(house, house.workspace, exportJob, input, { by: 'ann', place: PLACE, urgent: false })
  await until(async () => (await getRun(house.workspace.db, run.id))?.fault, 60_000)
  expect((await lastWrite(house.workspace.db, place))?.change).not.toBeNull()
  house.workspace.db.sqlite.prepare('UPDATE runs SET not_before = 0 WHERE id = ?').run(run.id)
  const ended = await until(async () => {
    const now = await getRun(house.workspace.db, run.id)
    return now?.state === 'succeeded' ? now : undefined
  }, 60_000)
  expect(ended.attempt).toBe(2)
  expect(numbersOf(ended.outcome as never)['Coin payments']?.at(-1)).toBe('+3 ✓')
  expect(world.cells('coins').map(([id]) => id)).toEqual(['KP10', 'KP11', 'KP12'])
  await world.undo(run.id)
  expect(world.cells('coins')).toEqual([])
})
