import { expect, test } from 'vitest'
import { describePlan } from '#db/plan/describe.ts'
import { checkPlan, type Plan } from '#db/plan.ts'
import { datasets } from './orders.ts'

test.each<[string, Plan, RegExp]>([
  ['an unknown dataset', { dataset: 'refunds' }, /no dataset "refunds"/],
  ['an unknown measure', { dataset: 'orders', measures: [{ measure: 'margin' }] }, /no measure "margin"/],
  ['an unknown column', { dataset: 'orders', rows: ['colour'] }, /has no "colour"/],
  ['groups without a measure', { dataset: 'orders', by: ['branch'] }, /Groups need a measure/],
  ['a total across a link', { dataset: 'orders', measures: [{ fn: 'sum', column: 'branches.rent' }] }, /many times/],
  [
    'a condition on totals without groups',
    { dataset: 'orders', measures: [{ fn: 'count' }], having: [{ measure: { fn: 'count' }, op: '>', than: 1 }] },
    /needs groups/,
  ],
  [
    'a period where there is no time',
    { dataset: 'branches', rows: ['name'], where: [{ period: { from: '2026-01-01' } }] },
    /no periods/,
  ],
  ['a limit of nothing', { dataset: 'orders', rows: ['no'], limit: 0 }, /whole number/],
  ['what is no plan at all', { dataset: 'orders', where: [{}] } as unknown as Plan, /./],
])('%s is named in plain words', (_, plan, problem) => {
  expect(checkPlan(plan, datasets).join(' ')).toMatch(problem)
})

test('a good plan has no problems', () => {
  expect(
    checkPlan({ dataset: 'orders', measures: [{ measure: 'revenue' }], by: ['branches.country'], limit: 3 }, datasets),
  ).toEqual([])
})

test.each<[Plan, string]>([
  [
    {
      dataset: 'orders',
      measures: [{ measure: 'revenue' }],
      by: ['branch'],
      where: [{ column: 'channel', is: 'web' }],
      order: [{ measure: 0, dir: 'desc' }],
      limit: 3,
    },
    'Revenue by branch where channel is web, the 3 highest',
  ],
  [
    {
      dataset: 'orders',
      measures: [{ measure: 'orders' }],
      where: [{ period: { from: '2026-10-01', to: '2026-10-31', say: 'last month' } }],
    },
    'Orders, last month',
  ],
  [
    { dataset: 'branches', rows: ['name'], where: [{ dataset: 'orders', has: [], not: true }] },
    'Name of branches, without orders',
  ],
])('a plan is told in one sentence', (plan, sentence) => {
  expect(describePlan(plan, datasets)).toBe(sentence)
})
