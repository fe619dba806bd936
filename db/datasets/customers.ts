import { defineDataset } from '../dataset.ts'

export const customers = defineDataset({
  name: 'customers',
  say: 'customers',
  about: 'the people who buy from us',
  words: ['customer', 'clients', 'buyers', 'pelanggan', 'ลูกค้า'],
  columns: {
    id: { kind: 'text', required: true, say: 'customer number' },
    name: { kind: 'text', required: true },
    segment: { kind: 'text' },
    city: { kind: 'text' },
    country: { kind: 'text' },
    joined: {
      kind: 'date',
      required: true,
      say: 'joined',
      words: ['registered', 'signed up', 'bergabung', 'สมัคร'],
    },
  },
  key: ['id'],
  time: { column: 'joined', zone: 'Asia/Bangkok' },
  measures: {
    customers: {
      say: 'customers',
      words: ['new customers', 'number of customers', 'pelanggan baru', 'ลูกค้าใหม่'],
      unit: 'count',
      is: { count: '*' },
    },
  },
  dimensions: {
    segment: { say: 'segment', words: ['segments', 'customer type', 'segmen', 'กลุ่มลูกค้า'], column: 'segment' },
    city: { say: 'city', words: ['cities', 'kota', 'เมือง'], column: 'city' },
    country: { say: 'country', words: ['countries', 'negara', 'ประเทศ'], column: 'country' },
  },
  label: ['name'],
  freshHours: 24 * 40,
  asks: [
    { say: 'How many customers do we have?', plan: { dataset: 'customers', measures: [{ measure: 'customers' }] } },
    {
      say: 'Customers by segment',
      plan: { dataset: 'customers', measures: [{ measure: 'customers' }], by: ['segment'] },
    },
    { say: 'Customers by city', plan: { dataset: 'customers', measures: [{ measure: 'customers' }], by: ['city'] } },
    {
      say: 'New customers per month this year',
      plan: {
        dataset: 'customers',
        measures: [{ measure: 'customers' }],
        by: [{ column: 'joined', grain: 'month' }],
        where: [{ period: { say: 'this year' } }],
      },
    },
    {
      say: 'Trade customers in Jakarta',
      plan: {
        dataset: 'customers',
        rows: ['name'],
        where: [
          { column: 'segment', is: 'Trade' },
          { column: 'city', is: 'Jakarta' },
        ],
      },
    },
  ],
})
