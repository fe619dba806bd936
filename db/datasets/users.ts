import { defineDataset } from '../dataset.ts'

export const users = defineDataset({
  name: 'users',
  say: 'app users',
  about: 'people who use the app',
  words: ['user', 'app users', 'members', 'sign-ups', 'pengguna', 'anggota', 'ผู้ใช้', 'สมาชิก'],
  columns: {
    id: { kind: 'text', required: true, say: 'user number' },
    customer: { kind: 'text', say: 'customer number', role: 'id' },
    name: { kind: 'text', required: true },
    phone: { kind: 'text' },
    email: { kind: 'text' },
    city: { kind: 'text' },
    country: { kind: 'text' },
    level: { kind: 'text' },
    status: { kind: 'text' },
    joined: { kind: 'time', required: true, say: 'joined', words: ['signed up', 'registered', 'mendaftar'] },
  },
  key: ['id'],
  time: { column: 'joined', zone: 'Asia/Bangkok' },
  measures: {
    users: {
      say: 'users',
      words: ['new users', 'sign-ups', 'signups', 'registrations', 'members', 'pengguna baru', 'ผู้ใช้ใหม่'],
      unit: 'count',
      is: { count: '*' },
    },
    blocked: {
      say: 'blocked users',
      words: ['blocked', 'diblokir', 'ถูกระงับ'],
      unit: 'count',
      is: { count: '*', where: { status: 'blocked' } },
    },
  },
  dimensions: {
    city: { say: 'city', words: ['cities', 'kota', 'เมือง'], column: 'city' },
    country: { say: 'country', words: ['countries', 'negara', 'ประเทศ'], column: 'country' },
    level: { say: 'level', words: ['tier', 'membership', 'tingkat', 'ระดับ'], column: 'level' },
    status: { say: 'status', words: ['active or blocked', 'สถานะ'], column: 'status' },
  },
  links: [{ column: 'customer', to: 'customers', at: 'id' }],
  label: ['name'],
  freshHours: 26,
  asks: [
    { say: 'How many app users do we have?', plan: { dataset: 'users', measures: [{ measure: 'users' }] } },
    {
      say: 'New users per month this year',
      plan: {
        dataset: 'users',
        measures: [{ measure: 'users' }],
        by: [{ column: 'joined', grain: 'month' }],
        where: [{ period: { say: 'this year' } }],
      },
    },
    { say: 'Users by level', plan: { dataset: 'users', measures: [{ measure: 'users' }], by: ['level'] } },
    { say: 'Users by city', plan: { dataset: 'users', measures: [{ measure: 'users' }], by: ['city'] } },
    { say: 'How many users are blocked?', plan: { dataset: 'users', measures: [{ measure: 'blocked' }] } },
  ],
})
