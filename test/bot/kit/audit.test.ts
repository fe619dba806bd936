import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { DEEDS, LOOKS, listAudit } from '#db/audit.ts'
import { getFile, recentFiles } from '#db/files.ts'
import { recentRuns } from '#db/runs.ts'
import { filePath } from '#jobs/kit/files.ts'
import { message, say } from '#jobs/kit/message.ts'
import { ROOM, startDesk, words } from '../../kit/desk.ts'
import { ended, testJob } from '../../kit/house.ts'

const DAY = 86_400_000

async function audited() {
  const clock = { now: Date.parse('2026-11-20T08:00:00Z') }
  const making = testJob(async (_, { keep }) => message('Made', 'good', await keep('report.csv', Buffer.from('a,b'))))
  const rest = {
    async question(_: string, context: { shows(...names: string[]): void }) {
      context.shows('sales')
      return say('42')
    },
  }
  const desk = await startDesk({ jobs: [making], rest, now: () => clock.now })
  await desk.letIn()
  const rows = async (acts: readonly string[]) =>
    (await listAudit(desk.db, { acts, limit: 100 })).map(({ name, act, what, place }) =>
      [name, act, what, place].join(' | '),
    )
  return { ...desk, clock, rows }
}

test('who asked, saw, ran, changed, was refused and was handed which file, from where', async () => {
  const { tell, rows, db, house, show } = await audited()
  await tell('revenue by branch?', 'vic', ROOM)
  await tell('/people', 'vic')
  await tell('/run test', 'omar', ROOM)
  await ended(house, (await recentRuns(db, 1))[0]!.id)
  await show()
  await tell('/role new@x.co viewer')
  await tell('/files', 'vic')
  await tell('hello', 'stranger')
  expect(await rows(LOOKS)).toEqual(
    expect.arrayContaining([
      'vic | asked | revenue by branch? | test:room',
      'vic | saw | sales | test:room',
      'vic | refused | /people | test:vic',
      'omar | downloaded | report.csv | test:room',
      'vic | downloaded | report.csv | test:vic',
      'stranger | refused | unknown | test:stranger',
    ]),
  )
  expect(await rows(DEEDS)).toEqual(
    expect.arrayContaining([
      'omar | ran | A job of a test | test:room',
      'ann | changed | new@x.co is viewer | test:ann',
    ]),
  )
})

test.each([
  ['changed', "update audit set name = 'nobody'"],
  ['deleted', 'delete from audit'],
  [
    'replaced',
    "replace into audit (id, at, person, name, act, what, place) select id, 1, 'x', 'x', 'x', 'x', 'x' from audit",
  ],
])('nothing in it can be %s, not even by hand', async (_, statement) => {
  const { tell, db, rows } = await audited()
  await tell('/role new@x.co viewer')
  const before = await rows(DEEDS)
  expect(before).not.toEqual([])
  expect(() => db.sqlite.exec(statement)).toThrow('only ever added to')
  expect(await rows(DEEDS)).toEqual(before)
})

describe('/audit and /access', () => {
  async function full() {
    const desk = await audited()
    await desk.tell('/role old@x.co viewer')
    desk.clock.now += 10 * DAY
    await desk.tell('/role new@x.co viewer')
    await desk.tell('/allow vic@x.co sales nothing')
    await desk.tell('=HYPERLINK("http://evil","profit?")', 'vic')
    return desk
  }
  test('are asked by who, what and since when, in any order', async () => {
    const { tell } = await full()
    expect(words(await tell('/audit changed'))).toMatch(/new@x.co[\s\S]*old@x.co/)
    const week = words(await tell('/audit 7d ann@x.co changed'))
    expect(week).toContain('new@x.co is viewer')
    expect(week).not.toContain('old@x.co is viewer')
    expect(words(await tell('/audit since 2026-11-29 new@x.co changed'))).toContain('Nothing like that')
    expect(words(await tell('/access vic@x.co'))).toContain('profit?')
    expect(words(await tell('/access nobody@x.co'))).toContain('I know nobody')
    expect(words(await tell('/audit', 'omar'))).toContain('for admins')
  })
  test('become a workbook in which a formula is only text', async () => {
    const { tell, press, button, db, house, rows } = await full()
    await tell('/access')
    const said = await press(button('All of it as Excel', 'test:ann'), 'ann')
    expect(words(said)).toContain('.xlsx')
    const [file] = await recentFiles(db, 1)
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(filePath(house.workspace, (await getFile(db, file!.id))!))
    const page = book.worksheets[0]!
    const asked = page.getColumn(5).values.map(String)
    expect(asked).toContain('=HYPERLINK("http://evil","profit?")')
    expect(page.getCell('A2').value).toBeInstanceOf(Date)
    expect(page.rowCount).toBeGreaterThan(4)
    expect((await rows(LOOKS))[0]).toContain('ann | downloaded | Access')
  })
})
