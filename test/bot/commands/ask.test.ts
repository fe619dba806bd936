import { expect, test } from 'vitest'
import { sales } from '#db/datasets/sales.ts'
import { targets } from '#db/datasets/targets.ts'
import { setRight } from '#db/rights.ts'
import { write } from '#db/write.ts'
import { start } from '#jobs/kit/start.ts'
import { words } from '#test/kit/desk.ts'
import { idIn, labelsIn, notesIn, pressed, SALES, sale, startShop, tableIn } from '#test/kit/shop.ts'

test('an answer can be taken as a workbook, and a long one comes with it', async () => {
  const { ask } = await startShop()
  const short = await ask('revenue by branch last month')
  const book = await ask(pressed(short, 'Excel'))
  expect(book.blocks[0]).toMatchObject({ kind: 'file', name: 'Revenue by branch last month.xlsx', say: '3 rows' })
  const many = Array.from({ length: 45 }, (_, i) => sale(`Town ${i}`, 'store', '2026-10-05', 100 + i))
  const { ask: askMany } = await startShop({ rows: [...SALES, ...many] })
  const long = await askMany('revenue by branch last month')
  expect(tableIn(long)).toMatchObject({ of: 48 })
  expect(long.blocks.find(({ kind }) => kind === 'file')).toMatchObject({ say: '48 rows' })
})

test('how it was found is shown with the SQL, in which no value stands', async () => {
  const { ask } = await startShop()
  const said = await ask(pressed(await ask('revenue in Bangkok last month'), 'How?'))
  expect(words([said])).toContain('SELECT')
  expect(words([said])).toContain('the words of the question')
  const sql = said.blocks.flatMap((each) => (each.kind === 'text' ? [each.text] : [])).join()
  expect(sql).not.toContain('Bangkok')
})

test('nobody types ids: the last answer is meant', async () => {
  const { ask } = await startShop()
  expect((await ask('/excel')).title).toBe('Nothing was answered here yet')
  await ask('revenue by branch last month')
  expect((await ask('/excel')).blocks[0]).toMatchObject({ kind: 'file', say: '3 rows' })
  const how = await ask('/how')
  expect(words([how])).toContain('revenue by branch last month')
  expect(labelsIn(how)).toContain('Pin "revenue by branch last month"')
  expect(labelsIn(await ask('/how', 'vic'))).toEqual([])
  expect((await ask('/pin last the big three')).title).toBe('"the big three" is verified')
  expect((await ask('/rate bad')).tone).toBe('good')
  expect(tableIn(await ask('/rate list'))?.rows).toHaveLength(1)
  const before = await ask('compare with before')
  expect(notesIn(before)).toContain('compared with the period before')
})

test('from an answer one comes to the run that brought its rows', async () => {
  const { ask, house, db } = await startShop()
  const job = house.jobs.find(({ name }) => name === 'backup')!
  const { run } = await start(house, house.workspace, job, {}, { by: 'id-ann' })
  await write(db, sales, [sale('Bangkok', 'store', '2026-10-29', 50)], { id: run.id })
  await ask('revenue last month')
  const brought = await ask(pressed(await ask('/how'), 'The run that brought the rows'))
  expect(words([brought])).toContain(run.id)
  expect(labelsIn(brought)).toContain('Log')
})

test('what ran lately is work, not every question, and is named by what it was', async () => {
  const { ask } = await startShop()
  await ask('revenue by branch last month')
  await ask('/excel')
  const runs = words([await ask('/runs')])
  expect(runs).toContain('An answer as an Excel workbook')
  expect(runs).not.toContain('revenue by branch')
  expect(labelsIn(await ask('/log'))).toEqual([expect.stringMatching(/^An answer as an Excel workbook · \d\d:\d\d$/)])
  expect(words([await ask('/runs succeeded')])).toContain('revenue by branch last month')
})

test('thumbs are kept, and bad ones listed for admins alone', async () => {
  const { ask } = await startShop()
  const id = idIn(await ask('revenue in Bangkok last month', 'vic'))
  expect((await ask(`/rate ${id} bad`, 'vic')).tone).toBe('good')
  expect(words([await ask('/rate list', 'vic')])).toContain('for admins')
  expect(tableIn(await ask('/rate list'))?.rows).toEqual([
    ['revenue in Bangkok last month', expect.stringContaining('Revenue where branch is Bangkok'), id],
  ])
})

/** A shop with plans for its branches, so that "the worst branch" may be meant in two ways. */
async function startInDoubt() {
  const shop = await startShop()
  const plan = (month: string) => ({ month, branch: 'Bangkok', country: 'Thailand', target: 900_00 })
  await write(shop.db, targets, [plan('2026-10-01'), plan('2026-11-01')], { id: 'run1' })
  return shop
}

test('a doubt is asked about with what tells the readings apart, and a button answers it', async () => {
  const { ask } = await startInDoubt()
  const doubt = await ask('worst branch this month')
  expect(doubt.title).toBe('Which one do you mean?')
  expect(labelsIn(doubt)).toEqual(['Revenue', 'Target'])
  expect(words([doubt])).toContain('2. Target by branch, this month (1–30 Nov 2026), the lowest')
  const said = await ask(pressed(doubt, 'Target'))
  expect(said.title).toBe('Bangkok had the lowest target this month: THB 900.00.')
  expect(notesIn(said)).toContain('(as chosen)')
})

test.each([
  ['its words', 'target'],
  ['its number', '2'],
  ['the whole of it', 'Target by branch, this month (1–30 Nov 2026), the lowest'],
])('a choice may be typed: %s', async (_, typed) => {
  const { ask } = await startInDoubt()
  await ask('worst branch this month')
  expect((await ask(typed)).title).toContain('lowest target this month')
})

test('words said after an answer choose nothing any more', async () => {
  const { ask } = await startInDoubt()
  await ask('worst branch this month')
  await ask('orders last month')
  expect((await ask('target')).title).not.toContain('lowest target')
})

test('a choice holds for everybody and for other days, is listed, changed and forgotten', async () => {
  const { ask } = await startInDoubt()
  await ask(pressed(await ask('worst branch this month', 'vic'), 'Target'), 'vic')
  const other = await ask('worst branch last month')
  expect(other.title).toBe('Bangkok had the lowest target last month: THB 900.00.')
  expect(tableIn(await ask('/teach list'))?.rows).toEqual([
    ['choice', 'worst branch this month', 'Target by branch, this month (1–30 Nov 2026), the lowest'],
  ])
  const afresh = await ask(pressed(other, 'Ask me again'))
  const changed = await ask(pressed(afresh, 'Revenue'))
  expect(changed.title).toContain('lowest revenue last month')
  expect((await ask('worst branch last month')).title).toBe(changed.title)
  for (const label of labelsIn(await ask('/teach list'))) await ask(`/teach ${label}`)
  expect((await ask('worst branch last month')).title).toBe('Which one do you mean?')
})

test('a button of a question back means nothing to who may not see the data', async () => {
  const { ask, db } = await startInDoubt()
  const doubt = await ask('worst branch this month')
  await setRight(db, { who: 'person:id-vic', what: 'data:targets', only: {}, by: 'id-ann', at: 1 })
  expect(words([await ask(pressed(doubt, 'Target'), 'vic')])).toContain('You may not see targets')
})

test('a pinned question answers first, is listed, and says when its days changed or broke', async () => {
  const { ask, db } = await startShop()
  const id = idIn(await ask('revenue by branch last month'))
  await ask(`/pin ${id} the big three`)
  const said = await ask('The big three?')
  expect(notesIn(said)).toContain('✓ verified')
  expect(tableIn(said)?.rows).toHaveLength(3)
  expect(tableIn(await ask('/pin list'))?.rows[0]?.[0]).toBe('the big three')
  expect((await ask('/pin check')).title).toBe('1 verified question: all as they were')
  await write(db, sales, [sale('Bangkok', 'store', '2026-10-29', 50)], { id: 'late' })
  const changed = await ask('/pin check')
  expect(changed.title).toBe('1 of 1 verified question changed or broke')
  expect(tableIn(changed)?.rows[0]).toEqual(['✏️', 'the big three', 'Bangkok: it was 1950, now 2000.'])
})

test('admins pin, operators teach, and nobody below takes back what is pinned', async () => {
  const { ask } = await startShop()
  await ask('revenue by branch last month')
  await ask('/pin last the big three')
  expect(words([await ask('/pin list', 'olga')])).toContain('for admins')
  expect(words([await ask('/teach jualan means revenue', 'vic')])).toContain('for operators')
  expect((await ask('/teach jualan means revenue', 'olga')).tone).toBe('good')
  expect(words([await ask('/teach forget the big three', 'olga')])).toContain('Only admins')
  expect(notesIn(await ask('the big three', 'vic'))).toContain('✓ verified')
  expect(words([await ask('/teach forget the big three')])).toContain('I forgot')
})

test('a lesson is kept, listed and forgotten; what we do not know teaches nothing', async () => {
  const { ask } = await startShop()
  expect(words([await ask('/teach "jualan" means revenue')])).toContain('means revenue')
  expect(tableIn(await ask('/teach'))?.rows).toEqual([['word', 'jualan', 'revenue']])
  expect((await ask('jualan in kembang last month')).tone).toBe('warn')
  await ask('/teach kembang means Bandung')
  expect((await ask('jualan in kembang last month')).title).toBe('Revenue for Bandung last month was THB 350.00.')
  await ask('/teach forget jualan')
  expect((await ask('jualan last month')).tone).toBe('warn')
})

test('a formula gets a name', async () => {
  const { ask } = await startShop()
  await ask('/teach spend per head means revenue / customers who bought')
  const said = await ask('spend per head last month')
  expect(labelsIn(said)).toContain('How?')
  expect(said.title).toContain('3,550')
})

test('who may only ask may repeat their own question, and nobody else’s run', async () => {
  const { ask } = await startShop()
  const [mine, others] = [await ask('revenue by branch last month', 'vic'), await ask('orders last month')]
  expect((await ask(`/retry ${idIn(mine)}`, 'vic')).title).toBe(mine.title)
  expect(words([await ask(`/retry ${idIn(others)}`, 'vic')])).toContain('/retry is for operators')
  expect((await ask(`/retry ${idIn(mine)}`)).title).toBe(mine.title)
})
