import { expect, test } from 'vitest'
import { sales } from '#db/datasets/sales.ts'
import { write } from '#db/write.ts'
import { chartIn, labelsIn, notesIn, pressed, sale, startShop, tableIn } from '#test/kit/shop.ts'

test('an answer is a sentence, a table, a picture, and where the numbers come from', async () => {
  const { ask } = await startShop()
  const said = await ask('revenue by branch last month')
  expect(said.title).toBe('Bangkok had the highest revenue last month: THB 1,950, 54.9% of THB 3,550.')
  expect(tableIn(said)).toMatchObject({
    columns: [{ name: 'branch' }, { name: 'revenue', unit: 'money', currency: 'THB' }],
    rows: [
      ['Bangkok', 1950],
      ['Jakarta', 1250],
      ['Bandung', 350],
    ],
  })
  expect(chartIn(said)).toMatchObject({ type: 'bar', labels: ['Bangkok', 'Jakarta', 'Bandung'] })
  expect(notesIn(said)).toContain('Read as: Revenue by branch, last month (1–31 Oct 2026)')
  expect(notesIn(said)).toContain('6 rows of sales, as of 20 Nov 2026, 11:59 (run run1), Asia/Bangkok time')
  expect(said.shows).toEqual(['sales'])
})

test('the rows behind a list are counted whole, however short the list', async () => {
  const { ask } = await startShop()
  const said = await ask('top 1 branch by revenue last month')
  expect(said.title).toContain('Bangkok')
  expect(notesIn(said)).toContain('6 rows of sales')
})

test('a number by itself needs no table', async () => {
  const { ask } = await startShop()
  const said = await ask('revenue in Bangkok last month')
  expect(said.title).toBe('Revenue for Bangkok last month was THB 1,950.')
  expect(tableIn(said)).toBeUndefined()
  expect(labelsIn(said)).toEqual(['Compare with before', 'By channel', 'Per day', 'How?', 'Repeat', '👍', '👎'])
})

test('today makes a number provisional, and says so', async () => {
  const { ask } = await startShop()
  expect(notesIn(await ask('revenue this month'))).toContain('Provisional: today is not over.')
  expect(notesIn(await ask('revenue last month'))).not.toContain('Provisional')
})

test('who fell behind is one line for each, now and before beside each other, the worst first', async () => {
  const { ask } = await startShop()
  const said = await ask('which branch fell behind last month?')
  expect(said.title).toBe('Bandung fell most in revenue last month: by THB 650.00 (-65%). 2 of 3 rose.')
  expect(tableIn(said)?.columns.map(({ name }) => name)).toEqual(['branch', 'change', 'growth', 'Oct 2026', 'Sep 2026'])
  expect(tableIn(said)?.rows[0]).toEqual(['Bandung', -650, -0.65, 350, 1000])
  expect(chartIn(said)).toMatchObject({ labels: ['Bandung', 'Jakarta', 'Bangkok'], series: [{ name: 'change' }] })
})

test('a month that is not over is compared with as many days of the one before', async () => {
  const { ask } = await startShop()
  const said = await ask('revenue this month compared with last month')
  expect(said.title).toBe(
    'Revenue this month up to yesterday was THB 700.00, down 76.3% from THB 2,950 in 1–19 Oct 2026.',
  )
  expect(notesIn(said)).toContain('Compared up to yesterday: 1–19 Nov 2026 with 1–19 Oct 2026.')
})

test('"why?" finds the part that moved, in the rows of the one that stood out', async () => {
  const { ask } = await startShop()
  await ask('which branch fell behind last month?')
  const said = await ask('why?')
  expect(said.title).toBe('Revenue for Bandung last month fell by THB 650.00 (-65%) against Sep 2026.')
  expect(JSON.stringify(said.blocks)).toContain(
    'Most of it is channel store: down THB 700.00 (-87.5%); online went the other way.',
  )
  expect(tableIn(said)?.rows[0]).toEqual(['channel store', -700, 800, 100])
})

test('a reason asked for outright is found without a thread', async () => {
  const { ask } = await startShop()
  const said = await ask('why did Bandung drop?')
  expect(said.title).toContain('Revenue for Bandung last month fell by THB 650.00')
  expect(notesIn(said)).toContain('No period was said, so I took last month.')
})

test('short questions go on from the last answer', async () => {
  const { ask } = await startShop()
  await ask('revenue by branch last month')
  expect((await ask('only Bandung')).title).toBe('Revenue for Bandung last month was THB 350.00.')
  const lined = await ask('as a line chart')
  expect(chartIn(lined)).toMatchObject({ type: 'line', labels: ['2026-10-06', '2026-10-21'] })
  const years = await ask('revenue by branch and channel last month')
  expect(tableIn(years)?.columns.map(({ name }) => name)).toEqual(['branch', 'store', 'online'])
  const before = await ask('compared with the period before')
  expect(tableIn(before)?.columns.map(({ name }) => name)).toContain('growth')
  expect(notesIn(before)).toContain('Goes on from: Revenue by branch and channel, last month')
})

test('a button below an answer goes on from that answer, whatever was asked since', async () => {
  const { ask } = await startShop()
  const first = await ask('revenue in Bangkok last month')
  await ask('orders this month')
  const said = await ask(pressed(first, 'By channel'))
  expect(tableIn(said)?.rows).toEqual([
    ['store', 1500],
    ['online', 450],
  ])
})

test('two things are put beside each other, for a period that is named when nobody said one', async () => {
  const { ask } = await startShop()
  const said = await ask('compare Bangkok and Jakarta')
  expect(tableIn(said)?.rows).toEqual([
    ['Bangkok', 1950],
    ['Jakarta', 1250],
  ])
  expect(notesIn(said)).toContain('No period was said, so I took last month.')
})

test('what is not in the data is refused with what is', async () => {
  const { ask } = await startShop()
  const said = await ask('employee satisfaction by branch')
  expect(said).toMatchObject({ title: "I can't answer that", tone: 'warn' })
  expect(JSON.stringify(said.blocks)).toMatch(/I know revenue, orders/)
})

test('nothing found is said, not shown as zero', async () => {
  const { ask } = await startShop()
  const said = await ask('revenue by branch in march 2026')
  expect(said.title).toBe('There is nothing in March 2026.')
})

test('what was taught is understood from then on', async () => {
  const { ask } = await startShop()
  await ask('/teach omzet bersih means gross profit')
  expect((await ask('omzet bersih last month')).title).toBe('Gross profit last month was THB 2,130.')
  expect((await ask('/teach glimmer means flurb')).tone).toBe('warn')
})

test('the same question again is not asked of the store until something is written', async () => {
  const { ask, workspace, db } = await startShop()
  const asked: string[] = []
  const { all } = workspace.reader
  workspace.reader.all = (sql, ...rest) => {
    asked.push(sql)
    return all(sql, ...rest)
  }
  await ask('revenue last month')
  const once = asked.length
  await ask('revenue last month')
  expect(asked.length).toBe(once)
  await write(db, sales, [sale('Bangkok', 'store', '2026-10-30', 50)], { id: 'run2' })
  expect((await ask('revenue last month')).title).toBe('Revenue last month was THB 3,600.')
})

test('the same question on unchanged rows is answered from memory, and a write empties it', async () => {
  const { ask, db } = await startShop()
  const question = 'revenue in Bangkok last month'
  const first = 'Revenue for Bangkok last month was THB 1,950.'
  expect((await ask(question)).title).toBe(first)
  // A hand in the file shows whether the rows are looked at again.
  db.sqlite.exec("UPDATE data_sales SET amount = 2 * amount WHERE branch = 'Bangkok'")
  expect((await ask(question)).title).toBe(first)
  await write(db, sales, [sale('Bangkok', 'store', '2026-10-30', 1)], { id: 'run2' })
  expect((await ask(question)).title).toBe('Revenue for Bangkok last month was THB 3,901.')
})
