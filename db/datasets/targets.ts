import { defineDataset } from '../dataset.ts'

export const targets = defineDataset({
  name: 'targets',
  say: 'targets',
  about: 'revenue planned for each branch and month',
  words: ['target', 'plan', 'goal', 'budgeted sales', 'target penjualan', 'เป้า', 'เป้าหมาย'],
  columns: {
    month: { kind: 'date', required: true, say: 'target month' },
    branch: { kind: 'text', required: true },
    country: { kind: 'text' },
    target: { kind: 'money', currency: 'THB', required: true },
  },
  key: ['month', 'branch'],
  time: { column: 'month', zone: 'Asia/Bangkok', grain: 'month' },
  measures: {
    target: {
      say: 'target',
      words: ['goal', 'plan', 'planned revenue', 'target penjualan', 'เป้ายอดขาย', 'เป้า', 'เป้าหมาย'],
      unit: 'money',
      currency: 'THB',
      is: { sum: 'target' },
    },
  },
  dimensions: {
    branch: { say: 'branch', words: ['branches', 'cabang', 'สาขา'], column: 'branch' },
    country: { say: 'country', words: ['countries', 'negara', 'ประเทศ'], column: 'country' },
  },
  links: [{ column: 'branch', to: 'branches', at: 'name' }],
  freshHours: 24 * 40,
  asks: [
    {
      say: 'Target for this month',
      plan: { dataset: 'targets', measures: [{ measure: 'target' }], where: [{ period: { say: 'this month' } }] },
    },
    {
      say: 'Target by branch last month',
      plan: {
        dataset: 'targets',
        measures: [{ measure: 'target' }],
        by: ['branch'],
        where: [{ period: { say: 'last month' } }],
      },
    },
    {
      say: 'Targets per month this year',
      plan: {
        dataset: 'targets',
        measures: [{ measure: 'target' }],
        by: [{ column: 'month', grain: 'month' }],
        where: [{ period: { say: 'this year' } }],
      },
    },
    {
      say: 'Target by country this year',
      plan: {
        dataset: 'targets',
        measures: [{ measure: 'target' }],
        by: ['country'],
        where: [{ period: { say: 'this year' } }],
      },
    },
    {
      say: 'Which branch has the highest target this month?',
      plan: {
        dataset: 'targets',
        measures: [{ measure: 'target' }],
        by: ['branch'],
        where: [{ period: { say: 'this month' } }],
        order: [{ measure: 0, dir: 'desc' }],
        limit: 1,
      },
    },
  ],
})
