import type { Company } from '../company.ts'
import { clockIn, money, number } from './format.ts'

/** What the site knows: a part of the company. */
export type Books = Pick<Company, 'zone' | 'sales' | 'points' | 'users' | 'coinPayments'>
export type Column = { title: string; width: number; right?: boolean }
export type Table = { title: string; columns: Column[]; rows: string[][]; totals: string[] }
export type ExportName = 'transactions' | 'points' | 'users' | 'coins'
export type SiteExport = {
  path: string
  title: string
  kind: 'xlsx' | 'pdf'
  table(books: Books, from: Date, to: Date): Table
}

type Drawn<T> = Column & { text(row: T, clock: (time: Date) => string): string; sum?(rows: T[]): string }
type Named<T> = { path: string; title: string; kind: SiteExport['kind']; all(books: Books): T[]; time(row: T): Date }

export const EXPORTS: Record<ExportName, SiteExport> = {
  transactions: siteExport<Books['sales'][number]>(
    {
      path: '/transaksi/index-export',
      title: 'Laporan Transaksi',
      kind: 'xlsx',
      all: (b) => b.sales,
      time: (r) => r.time,
    },
    [
      { title: 'ID Baris', width: 90, text: (r) => r.id },
      { title: 'No. Transaksi', width: 80, text: (r) => r.order_id },
      { title: 'Tanggal', width: 80, text: (r, clock) => clock(r.time) },
      { title: 'Cabang', width: 60, text: (r) => r.branch },
      { title: 'Negara', width: 60, text: (r) => r.country },
      { title: 'Kanal', width: 50, text: (r) => r.channel },
      { title: 'Pelanggan', width: 60, text: (r) => r.customer },
      { title: 'Produk', width: 120, text: (r) => r.product },
      { title: 'Kategori', width: 90, text: (r) => r.category },
      {
        title: 'Jumlah',
        width: 40,
        right: true,
        text: (r) => number(r.quantity),
        sum: (all) => number(sum(all, 'quantity')),
      },
      { title: 'Harga', width: 70, right: true, text: (r) => money(r.price, 'THB') },
      { title: 'Diskon', width: 70, right: true, text: (r) => money(r.discount, 'THB') },
      {
        title: 'Total',
        width: 80,
        right: true,
        text: (r) => money(r.amount, 'THB'),
        sum: (all) => money(sum(all, 'amount'), 'THB'),
      },
      { title: 'Modal', width: 70, right: true, text: (r) => money(r.cost, 'THB') },
      { title: 'Status', width: 50, text: (r) => words[r.status] ?? r.status },
    ],
  ),
  points: siteExport<Books['points'][number]>(
    { path: '/point_transaction', title: 'Transaksi Poin', kind: 'pdf', all: (b) => b.points, time: (r) => r.time },
    [
      { title: 'ID', width: 116, text: (r) => r.id },
      { title: 'Tanggal', width: 86, text: (r, clock) => clock(r.time) },
      { title: 'ID User', width: 56, text: (r) => r.user_id },
      { title: 'Jenis', width: 54, text: (r) => words[r.kind] ?? r.kind },
      {
        title: 'Poin',
        width: 48,
        right: true,
        text: (r) => number(r.points),
        sum: (all) => number(sum(all, 'points')),
      },
      { title: 'No. Transaksi', width: 66, text: (r) => r.order_id },
      { title: 'Cabang', width: 44, text: (r) => r.branch },
    ],
  ),
  users: siteExport<Books['users'][number]>(
    { path: '/user-front', title: 'Data Pengguna', kind: 'pdf', all: (b) => b.users, time: (r) => r.joined },
    [
      { title: 'ID User', width: 52, text: (r) => r.id },
      { title: 'ID Pelanggan', width: 52, text: (r) => r.customer },
      { title: 'Nama', width: 70, text: (r) => r.name },
      { title: 'Telepon', width: 64, text: (r) => r.phone },
      { title: 'Email', width: 92, text: (r) => r.email },
      { title: 'Kota', width: 50, text: (r) => r.city },
      { title: 'Negara', width: 50, text: (r) => r.country },
      { title: 'Level', width: 36, text: (r) => r.level },
      { title: 'Status', width: 40, text: (r) => words[r.status] ?? r.status },
      { title: 'Terdaftar', width: 52, text: (r, clock) => clock(r.joined) },
    ],
  ),
  coins: siteExport<Books['coinPayments'][number]>(
    { path: '/koin_pay', title: 'Pembayaran Koin', kind: 'pdf', all: (b) => b.coinPayments, time: (r) => r.time },
    [
      { title: 'ID', width: 74, text: (r) => r.id },
      { title: 'Tanggal', width: 86, text: (r, clock) => clock(r.time) },
      { title: 'ID User', width: 56, text: (r) => r.user_id },
      { title: 'Koin', width: 44, right: true, text: (r) => number(r.coins), sum: (all) => number(sum(all, 'coins')) },
      {
        title: 'Jumlah',
        width: 82,
        right: true,
        text: (r) => money(r.amount, 'IDR'),
        sum: (all) => money(sum(all, 'amount'), 'IDR'),
      },
      { title: 'Metode', width: 60, text: (r) => r.method },
      { title: 'Status', width: 72, text: (r) => words[r.status] ?? r.status },
    ],
  ),
}

const words: Record<string, string> = {
  paid: 'Lunas',
  returned: 'Retur',
  earned: 'Didapat',
  redeemed: 'Ditukar',
  failed: 'Gagal',
  pending: 'Menunggu',
  refunded: 'Dikembalikan',
  active: 'Aktif',
  inactive: 'Tidak aktif',
  blocked: 'Diblokir',
}

function siteExport<T>({ path, title, kind, all, time }: Named<T>, drawn: Drawn<T>[]): SiteExport {
  return {
    path,
    title,
    kind,
    table(books, from, to) {
      const rows = all(books).filter((row) => time(row) >= from && time(row) < to)
      const clock = clockIn(books.zone)
      const totals = drawn.map((column, i) => (i === 0 ? 'TOTAL' : (column.sum?.(rows) ?? '')))
      return {
        title,
        columns: drawn.map(({ title, width, right = false }) => ({ title, width, right })),
        rows: rows.map((row) => drawn.map((column) => column.text(row, clock))),
        totals: totals.filter(Boolean).length > 1 ? totals : [],
      }
    },
  }
}

const sum = <K extends string>(rows: Record<K, number>[], name: K) => rows.reduce((all, row) => all + row[name], 0)
