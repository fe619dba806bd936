import { expect, test } from 'vitest'
import { fileAsked } from '#jobs/kit/answer/asks-file.ts'
import { labelsIn, pressed, startShop } from '#test/kit/shop.ts'

test.each([
  ['in excel pls', 'excel'],
  ['Excel please!', 'excel'],
  ['as csv', 'csv'],
  ['can you send it to me as an xlsx file?', 'excel'],
  ['kirim dalam excel dong', 'excel'],
  ['ขอเป็นไฟล์ excel หน่อย', 'excel'],
] as const)('"%s" wants the last answer as a file', (said, as) => {
  expect(fileAsked(said)).toEqual({ as, question: '' })
})

test.each([
  ['revenue by branch last month in excel', 'revenue by branch last month', 'excel'],
  ['top 3 as csv pls', 'top 3', 'csv'],
  ['penjualan per cabang ke excel', 'penjualan per cabang', 'excel'],
  ['ยอดขายแยกตามสาขาเป็น excel', 'ยอดขายแยกตามสาขา', 'excel'],
] as const)('"%s" wants an answer, and a file of it', (said, question, as) => {
  expect(fileAsked(said)).toEqual({ as, question })
})

test.each(['revenue last month', 'did we sell excel licenses', 'revenue from csv uploads last month'])(
  '"%s" wants no file',
  (said) => {
    expect(fileAsked(said)).toBeUndefined()
  },
)

test('an answer is taken along by words and by buttons, whole and in either shape', async () => {
  const { ask } = await startShop()
  expect((await ask('in excel pls')).blocks).toMatchObject([{ text: expect.stringContaining('Nothing was answered') }])
  const said = await ask('revenue by branch last month')
  const files = [await ask(pressed(said, 'Excel')), await ask(pressed(said, 'CSV'))]
  expect(files.map(({ blocks }) => (blocks[0] as { name: string }).name)).toEqual([
    'Revenue by branch last month.xlsx',
    'Revenue by branch last month.csv',
  ])
  expect((await ask('as csv')).blocks[0]).toMatchObject({ kind: 'file', say: '3 rows' })
  const both = await ask('only Bangkok and Jakarta in excel pls')
  expect(both.blocks.find(({ kind }) => kind === 'file')).toMatchObject({ say: '2 rows' })
  expect(labelsIn(both)).toContain('CSV')
  expect(labelsIn(both)).not.toContain('Excel')
})
