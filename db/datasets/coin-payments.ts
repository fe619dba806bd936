import { type Amount, defineDataset } from '../dataset.ts'

const paid = { status: 'paid' }
const amount: Amount = { sum: 'amount', where: paid }

export const coinPayments = defineDataset({
  name: 'coin-payments',
  say: 'coin payments',
  about: 'coins bought in the app, paid in rupiah',
  words: ['coin', 'coins', 'coin payments', 'payments', 'top-ups', 'koin', 'pembayaran koin', 'เหรียญ', 'เติมเหรียญ'],
  columns: {
    id: { kind: 'text', required: true, say: 'payment number' },
    user_id: { kind: 'text', required: true, say: 'user number', role: 'id' },
    time: { kind: 'time', required: true },
    coins: { kind: 'integer', required: true },
    amount: { kind: 'money', currency: 'IDR', required: true },
    method: { kind: 'text', required: true, say: 'payment method' },
    status: { kind: 'text', required: true },
  },
  key: ['id'],
  time: { column: 'time', zone: 'Asia/Bangkok' },
  measures: {
    amount: {
      say: 'coin revenue',
      words: ['coin sales', 'paid for coins', 'coin income', 'omzet koin', 'ยอดเติมเหรียญ'],
      unit: 'money',
      currency: 'IDR',
      is: amount,
    },
    coins: {
      say: 'coins sold',
      words: ['coins bought', 'koin terjual'],
      unit: 'count',
      is: { sum: 'coins', where: paid },
    },
    payments: { say: 'coin payments', words: ['payments', 'top-ups', 'pembayaran'], unit: 'count', is: { count: '*' } },
    'failure rate': {
      say: 'share of payments that failed',
      words: ['failure rate', 'failed share', 'tingkat gagal'],
      unit: 'percent',
      low: true,
      is: { ratio: [{ count: '*', where: { status: 'failed' } }, { count: '*' }] },
    },
    payers: {
      say: 'people who bought coins',
      words: ['payers', 'paying users', 'pembeli koin'],
      unit: 'count',
      is: { distinct: 'user_id', where: paid },
    },
  },
  dimensions: {
    method: {
      say: 'payment method',
      words: ['method', 'methods', 'metode', 'cara bayar', 'วิธีชำระเงิน'],
      column: 'method',
    },
    status: { say: 'status', words: ['outcome', 'สถานะ'], column: 'status' },
    user: { say: 'user', words: ['users', 'payer', 'pengguna', 'ผู้ใช้'], column: 'user_id' },
  },
  links: [{ column: 'user_id', to: 'users', at: 'id' }],
  freshHours: 26,
  asks: [
    {
      say: 'Coin revenue last month',
      plan: { dataset: 'coin-payments', measures: [{ measure: 'amount' }], where: [{ period: { say: 'last month' } }] },
    },
    {
      say: 'Coins sold per month this year',
      plan: {
        dataset: 'coin-payments',
        measures: [{ measure: 'coins' }],
        by: [{ column: 'time', grain: 'month' }],
        where: [{ period: { say: 'this year' } }],
      },
    },
    {
      say: 'Coin payments by method last month',
      plan: {
        dataset: 'coin-payments',
        measures: [{ measure: 'payments' }],
        by: ['method'],
        where: [{ period: { say: 'last month' } }],
      },
    },
    {
      say: 'Failure rate of coin payments by method this year',
      plan: {
        dataset: 'coin-payments',
        measures: [{ measure: 'failure rate' }],
        by: ['method'],
        where: [{ period: { say: 'this year' } }],
      },
    },
    {
      say: 'Pending coin payments',
      plan: {
        dataset: 'coin-payments',
        rows: ['id', 'time', 'user_id', 'amount', 'method'],
        where: [{ column: 'status', is: 'pending' }],
      },
    },
  ],
})
