import { expect, test } from 'vitest'
import type { Column, Dataset, Value } from '#db/dataset.ts'
import { datasets } from '#db/datasets/index.ts'
import { dayOf, isoDay, monthOf, weekday } from '#demo/company/days.ts'
import type { Line } from '#demo/company/sales.ts'
import { makeCompany } from '#demo/company.ts'
import { seedRows } from '#demo/seed.ts'

const now = new Date('2026-11-20T08:00:00Z')
const company = makeCompany({ now })
const story = (name: string) => company.stories.find((one) => one.name === name)!

test('the same arguments make the same company, another seed another one', () => {
  expect(makeCompany({ now })).toEqual(company)
  expect(makeCompany({ now, seed: 8 }).sales[0]).not.toEqual(company.sales[0])
})

test('it is as big as a small retailer and 24 months old', () => {
  expect(company.sales.length).toBeGreaterThan(40_000)
  expect(company.sales.length).toBeLessThan(70_000)
  expect(isoDay(dayOf(company.sales[0]!.time))).toBe('2024-11-01')
  expect(company.customers.length).toBeGreaterThan(1_400)
  expect(new Set(company.products.map((product) => product.category)).size).toBe(6)
})

test('nothing happens after now, and today is there in part', () => {
  const times = [...company.sales, ...company.points, ...company.coinPayments].map((one) => one.time)
  expect(times.filter((time) => time > now)).toEqual([])
  const today = company.sales.filter((line) => dayOf(line.time) === dayOf(now))
  const whole = makeCompany({ now: new Date('2026-11-20T16:59:59Z') }).sales.filter(
    (line) => dayOf(line.time) === dayOf(now),
  )
  expect(today.length).toBeGreaterThan(0)
  expect(today.length).toBeLessThan(whole.length)
})

test('as long as the stories are told from the same moment, new days leave the old ones as they were', () => {
  const later = makeCompany({ now: new Date('2026-12-03T08:00:00Z'), told: now })
  const known = new Map(later.sales.map((line) => [line.id, line]))
  expect(company.sales.filter((line) => known.get(line.id)?.amount !== line.amount)).toEqual([])
  expect(later.sales.length).toBeGreaterThan(company.sales.length)
})

test.each(['2025-11-20', '2026-01-31', '2026-03-31', '2026-05-01'])(
  'the branch behind is 28 % down and nobody else falls as far, seen on %s',
  (at) => {
    const when = new Date(`${at}T05:00:00Z`)
    const { sales, stories, branches } = makeCompany({ now: when })
    const last = monthOf(dayOf(when)) - 1
    const change = (branch: string) => net(sales, branch, last) / net(sales, branch, last - 1) - 1
    const { about } = stories.find((one) => one.name === 'behind')!
    expect(change(about)).toBeLessThan(-0.27)
    for (const { name } of branches) if (name !== about) expect(change(name)).toBeGreaterThan(change(about) + 0.05)
  },
)

test('the branch behind lost its shop sales and kept its web orders', () => {
  const last = monthOf(dayOf(now)) - 1
  const of = (month: number, store: boolean) =>
    net(
      company.sales.filter((line) => (line.channel === 'store') === store),
      'Bandung',
      month,
    )
  expect(of(last, true) / of(last - 1, true)).toBeLessThan(0.65)
  expect(of(last, false) / of(last - 1, false)).toBeGreaterThan(0.75)
})

test('no order was taken anywhere while payments were down', () => {
  const { from } = story('outage')
  const hours = company.sales
    .filter((line) => isoDay(dayOf(line.time)) === from)
    .map((line) => (line.time.getUTCHours() + 7) % 24)
  expect(hours.length).toBeGreaterThan(0)
  expect(hours.filter((hour) => hour >= 11 && hour < 19)).toEqual([])
  expect(weekday(dayOf(new Date(`${from}T00:00:00Z`)))).toBe(5)
})

test('the closed branch sold nothing on its three days, the new one nothing before it opened', () => {
  const { about, from, to } = story('closed')
  const days = new Set(company.sales.filter((line) => line.branch === about).map((line) => isoDay(dayOf(line.time))))
  expect([...days].filter((day) => day >= from && day <= to)).toEqual([])
  const opened = story('opened')
  const first = company.sales.find((line) => line.branch === opened.about)!
  expect(isoDay(dayOf(first.time)) >= opened.from).toBe(true)
  expect(company.branches.find((branch) => branch.name === opened.about)!.opened).toBe(opened.from)
})

test('one product rises and another comes back', () => {
  const per = (product: string, since: boolean) => (from: string) =>
    company.sales.filter((line) => line.product === product && isoDay(dayOf(line.time)) >= from === since)
  const rising = story('rising')
  const [after, before] = [
    per(rising.about, true)(rising.from).length / 5.6,
    per(rising.about, false)(rising.from).length / 19,
  ]
  expect(after / before).toBeGreaterThan(2)
  const broken = story('broken')
  const back = per(broken.about, true)(broken.from)
  expect(back.filter((line) => line.status === 'returned').length / back.length).toBeGreaterThan(0.1)
})

test('nobody spends points they do not have', () => {
  const balance = new Map<string, number>()
  for (const { user_id, points } of company.points) {
    balance.set(user_id, (balance.get(user_id) ?? 0) + points)
    expect(balance.get(user_id)).toBeGreaterThanOrEqual(0)
  }
})

test.each(seedRows(company).map(({ dataset, rows }) => [dataset, rows] as const))(
  'rows of %s have the columns, kinds and keys their dataset promises',
  (name, rows) => {
    const dataset = datasets.find((one) => one.name === name)!
    const keys = new Set<string>()
    let count = 0
    for (const row of rows) {
      count++
      keys.add(dataset.key.map((column) => row[column]).join('|'))
      if (Object.keys(row).join() !== Object.keys(dataset.columns).join())
        expect(Object.keys(row)).toEqual(Object.keys(dataset.columns))
      for (const [column, kind] of Object.entries(dataset.columns))
        if (!fits(row[column], kind)) expect(row).toBe(column)
    }
    expect(keys.size).toBe(count)
  },
)

test('every dataset is seeded, and every link of a row leads to a row', () => {
  const seeded = new Map(seedRows(company).map(({ dataset, rows }) => [dataset, [...rows]]))
  expect([...seeded.keys()].sort()).toEqual(datasets.map((one) => one.name).sort())
  for (const dataset of datasets)
    for (const link of (dataset as Dataset).links ?? []) {
      const known = new Set(seeded.get(link.to)!.map((row) => row[link.at]))
      const lost = seeded.get(dataset.name)!.filter((row) => !known.has(row[link.column]))
      expect(lost.slice(0, 3), `${dataset.name}.${link.column}`).toEqual([])
    }
})

function net(lines: Line[], branch: string, month: number): number {
  return lines
    .filter((line) => line.branch === branch && line.status === 'paid' && monthOf(dayOf(line.time)) === month)
    .reduce((sum, line) => sum + line.amount, 0)
}

function fits(value: Value, { kind, required }: Column): boolean {
  if (value === null || value === undefined) return !required
  if (kind === 'integer' || kind === 'money') return Number.isSafeInteger(value)
  if (kind === 'time') return value instanceof Date && !Number.isNaN(value.getTime())
  if (kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(String(value))
  return typeof value === 'string' && value !== ''
}
