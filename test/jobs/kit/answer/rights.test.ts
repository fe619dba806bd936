import { expect, test } from 'vitest'
import { setRight } from '#db/rights.ts'
import { ROOM, words } from '#test/kit/desk.ts'
import { idIn, notesIn, startShop, tableIn } from '#test/kit/shop.ts'

const only = (data: string, columns: Record<string, string[]>) => ({
  ...{ who: 'person:id-vic', what: `data:${data}`, only: columns },
  ...{ by: 'id-ann', at: 1 },
})

test('everyone sees only what is theirs of the same question', async () => {
  const { ask, db } = await startShop()
  await setRight(db, only('sales', { branch: ['Bandung'] }))
  const all = await ask('revenue by branch last month')
  const mine = await ask('revenue by branch last month', 'vic')
  expect(tableIn(all)?.rows).toHaveLength(3)
  expect(mine.title).toBe('Bandung had revenue last month: THB 350.00.')
  expect(notesIn(mine)).toContain('Only what you may see: branch Bandung.')
})

test('a thread goes on with the rights of whoever speaks', async () => {
  const { ask, db, letIn } = await startShop()
  await letIn()
  await setRight(db, only('sales', { branch: ['Bandung', 'Jakarta'] }))
  await ask('revenue by branch last month', 'ann', ROOM)
  const mine = await ask('and by channel?', 'vic', ROOM)
  expect(JSON.stringify(tableIn(mine))).not.toContain('Bangkok')
  const theirs = await ask('only Bangkok', 'olga', ROOM)
  expect(theirs.title).toContain('THB 1,500')
})

test('who may not see the dataset gets no answer from it, nor from the thread of somebody else', async () => {
  const { ask, db, letIn } = await startShop()
  await letIn()
  await setRight(db, only('sales', {}))
  expect(words([await ask('revenue last month', 'vic')])).toContain('You may not see sales')
  await ask('revenue by branch last month', 'ann', ROOM)
  const said = words([await ask('only Bandung', 'vic', ROOM)])
  expect(said).not.toContain('350')
})

test('an answer that somebody else found is opened with one’s own rights', async () => {
  const { ask, db } = await startShop()
  await setRight(db, only('sales', {}))
  const id = idIn(await ask('revenue by branch last month'))
  for (const said of [`/how ${id}`, `/excel ${id}`, `/ask ${id}: by channel`]) {
    const reply = words([await ask(said, 'vic')])
    expect(reply).not.toMatch(/SELECT|\.xlsx|store/)
  }
})

test('a part of one dataset is not enough for a question that joins it whole', async () => {
  const { ask, db } = await startShop()
  await setRight(db, only('branches', { city: ['Bandung'] }))
  expect(words([await ask('revenue by branch manager last month', 'vic')])).not.toContain('1,950')
})

test('a chat in which somebody may not see it all gets a word, and the asker the answer', async () => {
  const { ask, db, letIn, at } = await startShop({
    audience: () => ({ members: ['ann', 'vic'], strangers: 0 }) as never,
  })
  await letIn()
  await setRight(db, only('sales', {}))
  const said = await ask('revenue by branch last month', 'ann', ROOM)
  expect(words([said])).not.toContain('1,950')
  expect(words(at('test:ann'))).toContain('1,950')
})
