import { expect, onTestFinished, test } from 'vitest'
import { newPace } from '#connectors/sheets/pace.ts'
import { listDatasets } from '#db/dataset-state.ts'
import { runPlan } from '#db/plan/run.ts'
import { startSheets } from '#demo/sheets/server.ts'
import { connect } from '#jobs/connect.ts'
import { planReader } from '#jobs/kit/answer/knowledge.ts'
import { start } from '#jobs/kit/start.ts'
import { ended, startHouse } from '#test/kit/house.ts'

const TARGETS = [
  ['Branch', 'Since', 'Target'],
  ['Bandung', '2026-11-01', 1_200_000],
  ['Bali', '2026-11-02', 900_000.5],
]

async function withSheet(tabs: { title: string; rows: unknown[][] }[]) {
  const server = await startSheets()
  onTestFinished(() => server.stop())
  const key = server.account()
  const id = server.make({ title: 'Plan 2026', tabs: tabs as never, shares: { [key.client_email]: 'reader' } })
  const sheets = async () => ({
    credentials: key,
    rootUrl: `${server.url}/`,
    pace: newPace({ now: () => new Date(), perMinute: 1000 }),
  })
  const house = await startHouse({ outsides: { main: () => ({ sheets }) as never } })
  const link = `https://docs.google.com/spreadsheets/d/${id}/edit`
  const take = async (input: { sheet: string; tab?: string }) => {
    const { run } = await start(house, house.workspace, connect, input, { by: 'ann', place: 'terminal:t' })
    const done = await ended(house, run.id)
    return { ...done, said: JSON.stringify(done.outcome) }
  }
  const rows = async (dataset: string, columns: string[]) => {
    const reader = planReader(house.workspace.reader, {})
    return (await runPlan(reader, { dataset, rows: columns }, await listDatasets(house.workspace.db))).rows
  }
  return { server, id, link, take, rows }
}

test('a tab of a sheet becomes a dataset, its dates exact; again it brings what has changed', async () => {
  const { take, rows, link, server, id } = await withSheet([{ title: 'Targets', rows: TARGETS }])
  expect((await take({ sheet: link })).said).toContain('Plan 2026 / Targets is now the dataset plan-2026-targets')
  const columns = ['branch', 'since', 'target']
  expect(await rows('plan-2026-targets', columns)).toEqual([
    ['Bandung', '2026-11-01', 1_200_000],
    ['Bali', '2026-11-02', 900_000.5],
  ])
  server.type(id, 'Targets!C2', [[5]])
  expect((await take({ sheet: link })).said).toContain('"label":"Changed","value":"1"')
  expect((await rows('plan-2026-targets', columns))[0]).toEqual(['Bandung', '2026-11-01', 5])
})

test('the tab is the one the link leads to, or the one that is named; another is refused with those there are', async () => {
  const two = [
    { title: 'Notes', rows: [['What'], ['x']] },
    { title: 'Targets', rows: TARGETS },
  ]
  const { take, link, server, id } = await withSheet(two)
  const gid = server.book(id).tabs[1]!.sheetId
  expect((await take({ sheet: `${link}?gid=${gid}#gid=${gid}` })).said).toContain('plan-2026-targets')
  expect((await take({ sheet: link, tab: 'notes' })).said).toContain('plan-2026-notes')
  expect((await take({ sheet: link, tab: 'Budget' })).said).toMatch(/no tab .*Budget.*It has: Notes, Targets/)
})

test('without either it is the first tab that holds something', async () => {
  const { take, link } = await withSheet([
    { title: 'Sheet1', rows: [] },
    { title: 'Targets', rows: TARGETS },
  ])
  expect((await take({ sheet: link })).said).toContain('plan-2026-targets')
})

test('a sheet that is not shared with us says with whom to share it', async () => {
  const { take, link, server, id } = await withSheet([{ title: 'Targets', rows: TARGETS }])
  server.book(id).shares = {}
  expect((await take({ sheet: link })).said).toMatch(/press Share, add bellhop@/)
})
