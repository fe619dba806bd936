import { defineDataset } from '../dataset.ts'

export const points = defineDataset({
  name: 'points',
  say: 'points',
  about: 'loyalty points earned and spent in the app',
  words: ['point', 'loyalty points', 'point transactions', 'poin', 'คะแนน', 'แต้ม'],
  columns: {
    id: { kind: 'text', required: true },
    user_id: { kind: 'text', required: true, say: 'user number', role: 'id' },
    time: { kind: 'time', required: true },
    kind: { kind: 'text', required: true },
    points: { kind: 'integer', required: true },
    order_id: { kind: 'text', say: 'order number', role: 'id' },
    branch: { kind: 'text' },
  },
  key: ['id'],
  time: { column: 'time', zone: 'Asia/Bangkok' },
  measures: {
    earned: {
      say: 'points earned',
      words: ['earned points', 'points', 'poin', 'คะแนน', 'แต้ม', 'poin didapat', 'คะแนนที่ได้'],
      unit: 'count',
      is: { sum: 'points', where: { kind: 'earned' } },
    },
    redeemed: {
      say: 'points redeemed',
      words: [
        'points spent',
        'points used',
        'redemptions',
        'poin ditukar',
        'คะแนนที่ใช้',
        'คะแนนที่แลก',
        'คะแนนที่แลกไป',
        'แต้มที่แลก',
        'แต้มที่แลกไป',
      ],
      unit: 'count',
      is: { minus: [{ sum: 'points', where: { kind: 'earned' } }, { sum: 'points' }] },
    },
    balance: {
      say: 'points balance',
      words: ['points outstanding', 'net points', 'saldo poin', 'คะแนนคงเหลือ'],
      unit: 'count',
      is: { sum: 'points' },
    },
    moves: { say: 'point transactions', words: ['transaksi poin'], unit: 'count', is: { count: '*' } },
    users: { say: 'users with points', words: ['active users'], unit: 'count', is: { distinct: 'user_id' } },
  },
  dimensions: {
    kind: { say: 'kind', words: ['type', 'earned or redeemed', 'jenis'], column: 'kind' },
    branch: { say: 'branch', words: ['branches', 'cabang', 'สาขา'], column: 'branch' },
    user: { say: 'user', words: ['users', 'member', 'pengguna', 'ผู้ใช้'], column: 'user_id' },
  },
  links: [
    { column: 'user_id', to: 'users', at: 'id' },
    { column: 'branch', to: 'branches', at: 'name' },
  ],
  freshHours: 26,
  asks: [
    {
      say: 'Points earned last month',
      plan: { dataset: 'points', measures: [{ measure: 'earned' }], where: [{ period: { say: 'last month' } }] },
    },
    {
      say: 'Points redeemed by branch this year',
      plan: {
        dataset: 'points',
        measures: [{ measure: 'redeemed' }],
        by: ['branch'],
        where: [{ period: { say: 'this year' } }],
      },
    },
    { say: 'What is the points balance?', plan: { dataset: 'points', measures: [{ measure: 'balance' }] } },
    {
      say: 'Points earned and points redeemed per month this year',
      plan: {
        dataset: 'points',
        measures: [{ measure: 'earned' }, { measure: 'redeemed' }],
        by: [{ column: 'time', grain: 'month' }],
        where: [{ period: { say: 'this year' } }],
      },
    },
    {
      say: 'Top 10 users by points balance',
      plan: {
        dataset: 'points',
        measures: [{ measure: 'balance' }],
        by: [{ column: 'users.name', key: 'user_id' }],
        order: [{ measure: 0, dir: 'desc' }],
        limit: 10,
      },
    },
  ],
})
