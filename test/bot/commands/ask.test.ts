import { expect, test } from 'vitest'
import { sales } from '#db/datasets/sales.ts'
import { write } from '#db/write.ts'
import { words } from '#test/kit/desk.ts'
import { idIn, labelsIn, notesIn, pressed, SALES, sale, startShop, tableIn } from '#test/kit/shop.ts'

test('an answer can be taken as a workbook, and a long one comes with it', async () => {
  const { ask } = await startShop()
  const short = await ask('revenue by branch last month')
  const book = await ask(pressed(short, 'Excel'))
  expect(book.blocks).toMatchObject([{ kind: 'file', name: 'revenue by branch last month.xlsx', say: '3 rows' }])
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

test('thumbs are kept, and bad ones listed for admins alone', async () => {
  const { ask } = await startShop()
  const id = idIn(await ask('revenue in Bangkok last month', 'vic'))
  expect((await ask(`/rate ${id} bad`, 'vic')).tone).toBe('good')
  expect(words([await ask('/rate list', 'vic')])).toContain('for admins')
  expect(tableIn(await ask('/rate list'))?.rows).toEqual([
    [id, 'revenue in Bangkok last month', expect.stringContaining('Revenue where branch is Bangkok')],
  ])
})

test('a choice among readings is remembered, said, and can be taken back', async () => {
  const { ask } = await startShop()
  const question = 'how is the branch Bangkok doing?'
  const chosen = { dataset: 'sales', measures: [{ measure: 'revenue' }], where: [{ column: 'branch', is: 'Bangkok' }] }
  await ask(`/ask ${JSON.stringify({ question, chosen })}`)
  const again = await ask(question)
  expect(again.title).toBe('Revenue for Bangkok was THB 4,050.')
  expect(notesIn(again)).toContain('(your choice)')
  const afresh = await ask(pressed(again, 'Ask me again'))
  expect(notesIn(afresh)).not.toContain('(your choice)')
  expect(notesIn(await ask(question))).not.toContain('(your choice)')
})

test('a plan that a button brings is checked like any other', async () => {
  const { ask } = await startShop()
  const chosen = { dataset: 'sales', rows: ['no_such_column'] }
  expect(words([await ask(`/ask ${JSON.stringify({ question: 'x', chosen })}`)])).toContain('no longer fits the data')
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

test('a lesson is kept, listed and forgotten; what we do not know teaches nothing', async () => {
  const { ask } = await startShop()
  expect(words([await ask('/teach "jualan" means revenue')])).toContain('means revenue')
  expect(tableIn(await ask('/teach'))?.rows).toEqual([['word', 'jualan', 'revenue']])
  expect((await ask('jualan in bdg last month')).tone).toBe('warn')
  await ask('/teach bdg means Bandung')
  expect((await ask('jualan in bdg last month')).title).toBe('Revenue for Bandung last month was THB 350.00.')
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
