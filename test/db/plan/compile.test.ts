import { expect, test } from 'vitest'
import { compile } from '#db/plan/compile.ts'
import { datasets, run } from './orders.ts'

test('money is kept in hundredths and shown in whole units', async () => {
  const { rows, columns } = await run({ dataset: 'orders', measures: [{ measure: 'revenue' }], by: ['channel'] })
  expect(rows).toEqual([
    ['web', 101.75],
    ['store', 20],
  ])
  expect(columns[1]).toEqual({ name: 'revenue', unit: 'money', currency: 'THB' })
})

test('months follow the local day, and are added up from days', async () => {
  const plan = {
    dataset: 'orders',
    measures: [{ measure: 'revenue' }, { measure: 'value' }],
    by: [{ column: 'at', grain: 'month' as const }],
  }
  expect((await run(plan)).rows).toEqual([
    ['2026-10', 60, 30],
    ['2026-11', 61.75, 20.583333333333332],
  ])
  expect(compile(plan, datasets).sql).toContain('GROUP BY 1)')
})

test('a median can not be added up from days, and is not', async () => {
  const plan = {
    dataset: 'orders',
    measures: [{ fn: 'median' as const, column: 'amount' }],
    by: [{ column: 'at', grain: 'month' as const }],
  }
  expect((await run(plan)).rows).toEqual([
    ['2026-10', 30],
    ['2026-11', 10.5],
  ])
})

test('a join keeps rows whose branch is not described, and multiplies none', async () => {
  const { rows } = await run({ dataset: 'orders', measures: [{ fn: 'count' }], by: ['branches.country'] })
  expect(rows).toEqual(
    expect.arrayContaining([
      ['Indonesia', 2],
      ['Thailand', 2],
      [null, 1],
    ]),
  )
})

test('the period before stands beside the period, with the change', async () => {
  const period = { from: '2026-11-01', to: '2026-11-30', say: 'November' }
  const { rows } = await run({
    dataset: 'orders',
    measures: [{ measure: 'revenue' }],
    where: [{ period }],
    compare: 'previous',
  })
  expect(rows.map((row) => row[1])).toEqual([60, 61.75])
  expect(rows[1]![2]).toBeCloseTo(1.75)
})

test('the best of each group is counted anew in every group', async () => {
  const { rows } = await run({
    dataset: 'orders',
    measures: [{ measure: 'revenue' }],
    by: ['branch', 'channel'],
    each: 1,
    limit: 1,
  })
  expect(rows).toEqual([
    ['Atlantis', 'web', 1],
    ['Bandung', 'store', 20],
    ['Bangkok', 'web', 90.25],
  ])
})

test('shares, running totals and growth stand beside the measure', async () => {
  const { rows } = await run({
    dataset: 'orders',
    measures: [{ measure: 'revenue' }],
    by: [{ column: 'at', grain: 'month' }],
    show: ['share', 'running', 'growth'],
  })
  expect(rows[1]!.slice(2).map((each) => Math.round(Number(each) * 100) / 100)).toEqual([50.72, 121.75, 2.92])
})

test('groups can be counted', async () => {
  const having = [{ measure: { fn: 'count' as const }, op: '>' as const, than: 1 }]
  expect(
    (await run({ dataset: 'orders', measures: [{ fn: 'count' }], by: ['branch'], having, fold: { fn: 'count' } })).rows,
  ).toEqual([[2]])
})

test('rows that nothing points at are found', async () => {
  const { rows } = await run({
    dataset: 'branches',
    rows: ['name', 'rent'],
    where: [{ dataset: 'orders', has: [], not: true }],
  })
  expect(rows).toEqual([['Bali', 7000]])
})

test('amounts in conditions are whole units, too', async () => {
  const { rows } = await run({ dataset: 'orders', rows: ['no'], where: [{ column: 'amount', op: '>', than: 30 }] })
  expect(rows).toEqual([['c'], ['d']])
})

test('a measure keeps its own condition beside the plan’s', async () => {
  const { rows } = await run({
    dataset: 'orders',
    measures: [{ measure: 'web' }, { measure: 'revenue' }],
    where: [{ column: 'branch', is: ['Bandung', 'Bangkok'] }],
  })
  expect(rows).toEqual([[100.75, 120.75]])
})

test('values never become SQL', async () => {
  const evil = `x' OR 1=1; DROP TABLE data_orders; --`
  const { sql, params } = compile(
    {
      dataset: 'orders',
      rows: ['no'],
      where: [
        { column: 'branch', is: evil },
        { column: 'no', text: '50%_', at: 'anywhere' },
      ],
    },
    datasets,
  )
  expect(sql).not.toContain('DROP')
  expect(params).toEqual([evil, '%50\\%\\_%'])
})
