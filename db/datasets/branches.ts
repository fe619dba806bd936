import { defineDataset } from '../dataset.ts'

export const branches = defineDataset({
  name: 'branches',
  say: 'branches',
  about: 'our branches and who runs them',
  words: ['branch', 'shops', 'outlets', 'locations', 'cabang', 'toko', 'สาขา'],
  columns: {
    code: { kind: 'text', required: true },
    name: { kind: 'text', required: true, words: ['branch'] },
    city: { kind: 'text' },
    country: { kind: 'text' },
    manager: {
      kind: 'text',
      words: [
        'branch manager',
        'who runs',
        'who manages',
        'who leads',
        'in charge of',
        'manajer',
        'kepala cabang',
        'ผู้จัดการ',
        'ใครดูแล',
      ],
    },
    opened: { kind: 'date', say: 'opening day', words: ['opening date', 'opened on', 'dibuka', 'เปิด'] },
  },
  key: ['code'],
  measures: {
    branches: {
      say: 'branches',
      words: ['number of branches', 'jumlah cabang', 'จำนวนสาขา'],
      unit: 'count',
      is: { count: '*' },
    },
  },
  dimensions: {
    country: { say: 'country', words: ['countries', 'negara', 'ประเทศ'], column: 'country' },
    city: { say: 'city', words: ['cities', 'kota', 'เมือง'], column: 'city' },
    manager: { say: 'manager', words: ['managers', 'manajer', 'ผู้จัดการ'], column: 'manager' },
  },
  label: ['name'],
  freshHours: 24 * 40,
  asks: [
    { say: 'How many branches do we have?', plan: { dataset: 'branches', measures: [{ measure: 'branches' }] } },
    { say: 'Branches by country', plan: { dataset: 'branches', measures: [{ measure: 'branches' }], by: ['country'] } },
    {
      say: 'Who runs Bandung?',
      plan: { dataset: 'branches', rows: ['manager'], where: [{ column: 'name', is: 'Bandung' }] },
    },
    {
      say: 'Which branch opened last?',
      plan: { dataset: 'branches', rows: ['name', 'opened'], order: [{ column: 'opened', dir: 'desc' }], limit: 1 },
    },
    {
      say: 'Branches in Indonesia',
      plan: { dataset: 'branches', rows: ['name'], where: [{ column: 'country', is: 'Indonesia' }] },
    },
  ],
})
