import { expect, test } from 'vitest'
import { chartIn, labelsIn, notesIn, pressed, SALES, sale, startShop, tableIn } from '#test/kit/shop.ts'

test.each([
  ['revenue last month', 'Revenue last month was THB 3,550.'],
  ['omzet bulan lalu', 'Revenue in Oct 2026 was THB 3,550.'],
  ['ยอดขายเดือนที่แล้ว', 'Revenue in Oct 2026 was THB 3,550.'],
  ['orders last month', 'Orders last month were 6.'],
  ['customers who bought last month', 'Customers who bought last month were 1.'],
  ['cost of goods last month', 'Cost of goods last month was THB 1,420.'],
  ['how many customers have more than 10 orders', '1 customer has more than 10 orders.'],
  ['worst month this year', 'Nov 2026 had the lowest revenue this year: THB 780.00 so far.'],
  [
    'revenue by week this month',
    'Revenue was highest in the week of 2 Nov 2026: THB 700.00; the last, 16 Nov 2026, has THB 80.00 so far.',
  ],
  ['kenapa Bandung turun bulan lalu?', 'Revenue for Bandung in Oct 2026 fell by THB 650.00 (-65%) against Sep 2026.'],
  ['ทำไมยอดขายเดือนที่แล้วลดลง', 'Revenue in Oct 2026 fell by THB 50.00 (-1.4%) against Sep 2026.'],
  [
    'cabang mana yang turun bulan lalu?',
    'Bandung fell most in revenue in Oct 2026: by THB 650.00 (-65%). 2 of 3 rose.',
  ],
  ['สาขาไหนยอดขายตกเดือนที่แล้ว', 'Bandung fell most in revenue in Oct 2026: by THB 650.00 (-65%). 2 of 3 rose.'],
  ['how many branches do we have?', 'There are 2 branches.'],
  ['revenue last 30 days', 'Revenue in the last 30 days was THB 950.00.'],
  [
    'compare revenue this month with last month',
    'Revenue this month up to yesterday was THB 700.00, down 76.3% from THB 2,950 in 1–19 Oct 2026.',
  ],
  ['is revenue up?', 'Revenue last month was THB 3,550, down 1.4% from THB 3,600 in Sep 2026.'],
  [
    'did Bandung drop last month?',
    'Revenue for Bandung last month was THB 350.00, down 65% from THB 1,000 in Sep 2026.',
  ],
])('"%s" is answered in one plain sentence', async (question, sentence) => {
  const { ask } = await startShop()
  expect((await ask(question)).title).toBe(sentence)
})

test('days said in another language stand below the answer as they were said, with their dates', async () => {
  const { ask } = await startShop()
  expect(notesIn(await ask('omzet kemarin'))).toContain('Read as: Revenue, kemarin (19 Nov 2026)')
  expect(notesIn(await ask('ยอดขายเดือนที่แล้ว'))).toContain('Read as: Revenue, เดือนที่แล้ว (1–31 Oct 2026)')
})

test('moments are on the clocks of the place they are from, and the latest comes first', async () => {
  const { ask } = await startShop()
  const said = await ask('list the last 5 orders')
  expect(tableIn(said)?.columns[1]).toMatchObject({ unit: 'time', zone: 'Asia/Bangkok' })
  expect(said.title).toMatch(/comes first: latest time 20 Nov 2026, 10:00\.$/)
})

test('parts of a whole over time are stacked', async () => {
  const { ask } = await startShop()
  const said = await ask('share of revenue by channel per month this year')
  expect(chartIn(said)).toMatchObject({ type: 'share', labels: ['2026-09', '2026-10', '2026-11'] })
  expect(said.title).toBe('Store had the largest share of revenue this year: 70.4% to 100% a month.')
  expect(tableIn(said)).toMatchObject({
    columns: [{ name: 'month' }, { name: 'store', unit: 'percent' }, { name: 'online', unit: 'percent' }],
    rows: [
      ['2026-09', expect.closeTo(0.75), expect.closeTo(0.25)],
      ['2026-10', expect.closeTo(0.704), expect.anything()],
      ['2026-11', 1, null],
    ],
  })
})

test('the best pairs of two groups are a bar each', async () => {
  const { ask } = await startShop({ rows: [...SALES, sale('Bangkok', 'store', '2026-10-09', 5)] })
  await ask('top 2 products by revenue last month')
  const said = await ask('and by branch?')
  expect(notesIn(said)).toContain('Goes on from: Revenue by product, last month (1–31 Oct 2026), the 2 highest')
  expect(chartIn(said)).toMatchObject({
    labels: ['Lotus Lantern, Bangkok', 'Lotus Lantern, Jakarta'],
    series: [{ name: 'revenue', values: [1955, 900] }],
  })
})

test('a long course of days is a line, and the latest days are shown', async () => {
  const days = Array.from({ length: 70 }, (_, i) => new Date(Date.UTC(2026, 8, 10 + i)).toISOString().slice(0, 10))
  const { ask } = await startShop({ rows: days.map((day) => sale('Bangkok', 'store', day, 10)) })
  const said = await ask('revenue per day this year')
  expect(chartIn(said)).toMatchObject({ type: 'line', labels: days })
  expect(tableIn(said)?.rows.at(-1)).toEqual([days.at(-1), 10])
  expect(tableIn(said)).toMatchObject({ of: 70 })
  expect(labelsIn(said)).not.toContain('Excel')
})

test('a question about everything goes on from nothing', async () => {
  const { ask } = await startShop()
  await ask('revenue in Bandung last month')
  const said = await ask('how is business?')
  expect(said.title).toBe('Revenue last month was THB 3,550, down 1.4% from THB 3,600 in Sep 2026.')
  expect(notesIn(said)).not.toContain('Goes on from')
})

test('a formula over money is money', async () => {
  const { ask } = await startShop()
  await ask('/teach basket = revenue / orders')
  const said = await ask('basket by branch last month')
  expect(tableIn(said)?.columns[1]).toMatchObject({ unit: 'money', currency: 'THB' })
})

test('of two amounts compared the growth is said once', async () => {
  const { ask } = await startShop()
  await ask('revenue and orders by branch last month')
  const said = await ask('compare with before')
  expect(said.title).toBe('Revenue last month: Bangkok rose most, by 39.3%; Bandung fell most, by 65%. 2 of 3 rose.')
})

test('of many customers the best are shown, and they can be compared', async () => {
  const many = Array.from({ length: 20 }, (_, i) =>
    sale('Bangkok', 'store', '2026-10-05', 100 + i, { customer: `K${i}` }),
  )
  const { ask } = await startShop({ rows: many })
  const said = await ask('revenue by customer last month')
  expect(tableIn(said)?.rows[0]?.at(-1)).toBe(119)
  expect(labelsIn(said)).toContain('Compare with before')
})

test('"only" one of two that were named means that one alone', async () => {
  const { ask } = await startShop()
  const said = await ask('revenue in Bangkok and Jakarta last month')
  expect((await ask(pressed(said, 'Only Bangkok'))).title).toBe('Revenue for Bangkok last month was THB 1,950.')
})

test('a percentage moves by points', async () => {
  const back = sale('Bangkok', 'store', '2026-10-09', 100, { status: 'returned' })
  const before = sale('Bangkok', 'store', '2026-09-09', 200, { status: 'returned' })
  const { ask } = await startShop({ rows: [...SALES, back, before] })
  await ask('return rate last month')
  expect((await ask('compare with before')).title).toMatch(
    /^Return rate last month was [\d.]+%, down [\d.]+ points from/,
  )
})

test('where all have as many, nobody has the most', async () => {
  const towns = ['Ayutthaya', 'Bandung', 'Chiang Mai', 'Denpasar']
  const { ask } = await startShop({ rows: towns.map((town) => sale(town, 'store', '2026-10-05', 10)) })
  expect((await ask('branches by city')).title).toBe('All 4 cities have the same branches: 1.')
})
