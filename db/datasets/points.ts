import { defineDataset } from '../dataset.ts'

export const points = defineDataset({
  name: 'points',
  say: 'loyalty points earned and spent in the app',
  words: ['point', 'loyalty points', 'point transactions', 'poin', 'คะแนน', 'แต้ม'],
  columns: {
    id: { kind: 'text', required: true },
    user_id: { kind: 'text', required: true, say: 'user number', role: 'id' },
    time: { kind: 'time', required: true },
    kind: { kind: 'text', required: true, say: 'earned or redeemed' },
    points: { kind: 'integer', required: true, say: 'points, below zero when spent' },
    order_id: { kind: 'text', say: 'order number', role: 'id' },
    branch: { kind: 'text' },
  },
  key: ['id'],
  time: { column: 'time', zone: 'Asia/Bangkok' },
  measures: {
    earned: {
      say: 'points earned',
      words: ['earned points', 'poin didapat', 'คะแนนที่ได้'],
      unit: 'count',
      is: { sum: 'points', where: { kind: 'earned' } },
    },
    redeemed: {
      say: 'points redeemed',
      words: ['points spent', 'points used', 'redemptions', 'poin ditukar', 'คะแนนที่ใช้'],
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
  asks: [],
})
