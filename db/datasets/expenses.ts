import { defineDataset } from '../dataset.ts'

export const expenses = defineDataset({
  name: 'expenses',
  say: 'expenses',
  about: 'what each branch spends in a month',
  words: ['expense', 'costs', 'spending', 'operating costs', 'biaya', 'pengeluaran', 'ค่าใช้จ่าย'],
  columns: {
    month: { kind: 'date', required: true, say: 'expense month' },
    branch: { kind: 'text', required: true },
    country: { kind: 'text' },
    kind: { kind: 'text', required: true, say: 'kind of expense' },
    amount: { kind: 'money', currency: 'THB', required: true },
  },
  key: ['month', 'branch', 'kind'],
  time: { column: 'month', zone: 'Asia/Bangkok', grain: 'month' },
  measures: {
    expenses: {
      say: 'expenses',
      words: ['operating costs', 'spend', 'spending', 'biaya', 'pengeluaran', 'ค่าใช้จ่าย'],
      unit: 'money',
      low: true,
      currency: 'THB',
      is: { sum: 'amount' },
    },
    rent: spent('rent', 'Rent', ['sewa', 'ค่าเช่า']),
    marketing: spent('marketing expenses', 'Marketing', [
      'marketing',
      'marketing spend',
      'marketing cost',
      'biaya pemasaran',
      'ค่าการตลาด',
    ]),
    logistics: spent('logistics expenses', 'Logistics', ['logistics', 'logistics cost', 'biaya logistik', 'ค่าขนส่ง']),
    utilities: spent('utilities', 'Utilities', ['utility', 'utility bills', 'listrik dan air', 'ค่าน้ำค่าไฟ']),
    salaries: spent('salaries', 'Salaries', ['wages', 'payroll', 'gaji', 'เงินเดือน']),
  },
  dimensions: {
    branch: { say: 'branch', words: ['branches', 'cabang', 'สาขา'], column: 'branch' },
    country: { say: 'country', words: ['countries', 'negara', 'ประเทศ'], column: 'country' },
    kind: {
      say: 'kind of expense',
      words: ['kind', 'type', 'expense type', 'jenis', 'jenis biaya', 'kategori biaya', 'ประเภท'],
      column: 'kind',
    },
  },
  links: [{ column: 'branch', to: 'branches', at: 'name' }],
  freshHours: 24 * 40,
  asks: [
    {
      say: 'Expenses last month',
      plan: { dataset: 'expenses', measures: [{ measure: 'expenses' }], where: [{ period: { say: 'last month' } }] },
    },
    {
      say: 'Expenses by kind last month',
      plan: {
        dataset: 'expenses',
        measures: [{ measure: 'expenses' }],
        by: ['kind'],
        where: [{ period: { say: 'last month' } }],
      },
    },
    {
      say: 'Expenses by branch this year',
      plan: {
        dataset: 'expenses',
        measures: [{ measure: 'expenses' }],
        by: ['branch'],
        where: [{ period: { say: 'this year' } }],
      },
    },
    {
      say: 'Marketing expenses per month this year',
      plan: {
        dataset: 'expenses',
        measures: [{ measure: 'expenses' }],
        by: [{ column: 'month', grain: 'month' }],
        where: [{ column: 'kind', is: 'Marketing' }, { period: { say: 'this year' } }],
      },
    },
    {
      say: 'Which branch spends the most on rent?',
      plan: {
        dataset: 'expenses',
        measures: [{ measure: 'expenses' }],
        by: ['branch'],
        where: [{ column: 'kind', is: 'Rent' }],
        order: [{ measure: 0, dir: 'desc' }],
        limit: 1,
      },
    },
  ],
})

function spent(say: string, kind: string, words: string[]) {
  return { say, words, low: true, unit: 'money', currency: 'THB', is: { sum: 'amount', where: { kind } } } as const
}
