import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recentFiles } from '#db/files.ts'
import { filePath, keepFile } from '#jobs/kit/files.ts'
import { start } from '#jobs/kit/start.ts'
import { tidy } from '#jobs/tidy.ts'
import { ended, startHouse } from '../kit/house.ts'

const DAY = 86_400_000

test('old files and halves that a killed process left go, the rest stays', async () => {
  const house = await startHouse()
  const { workspace } = house
  const old = await keepFile(workspace, Buffer.from('old'), { name: 'old.csv', by: 'ann' }, house.now() - 91 * DAY)
  const fresh = await keepFile(workspace, Buffer.from('new'), { name: 'new.csv', by: 'ann' }, house.now())
  const [dead, alive] = ['dead.part', 'alive.part'].map((name) => join(workspace.files, name)) as [string, string]
  for (const path of [dead, alive]) writeFileSync(path, 'half')
  utimesSync(dead, new Date(Date.now() - 2 * DAY), new Date(Date.now() - 2 * DAY))
  const { run } = await start(house, workspace, tidy, { days: 90 }, { by: 'ann' })
  expect(await ended(house, run.id)).toMatchObject({ state: 'succeeded' })
  expect([filePath(workspace, old), dead].map((path) => existsSync(path))).toEqual([false, false])
  expect([filePath(workspace, fresh), alive].map((path) => existsSync(path))).toEqual([true, true])
  expect((await recentFiles(workspace.db, 9)).map(({ name }) => name)).toEqual(['new.csv'])
})
