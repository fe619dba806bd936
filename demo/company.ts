import { fallBehind } from './company/behind.ts'
import { type Expense, makeExpenses, makeTargets, type Target } from './company/books.ts'
import { type Branch, makeBranches } from './company/branches.ts'
import { type CoinPayment, makeCoinPayments } from './company/coins.ts'
import { dayOf, firstDay, isoDay, monthOf, ZONE } from './company/days.ts'
import { memo } from './company/memo.ts'
import { type Customer, makeCohort, makeUsers, type User } from './company/people.ts'
import { makePoints, type PointMove } from './company/points.ts'
import { makeProducts, type Product } from './company/products.ts'
import { type Line, makeSales } from './company/sales.ts'
import { makeStories, type Story, tell } from './company/stories.ts'

/** A pretend retailer. Sales, targets and expenses are in hundredths of a baht, coin payments of a rupiah. */
export type Company = {
  name: string
  zone: string
  currency: string
  branches: Branch[]
  products: Product[]
  customers: Customer[]
  users: User[]
  sales: Line[]
  points: PointMove[]
  coinPayments: CoinPayment[]
  targets: Target[]
  expenses: Expense[]
  stories: Story[]
}

const MONTHS = 24
/** How far back a customer can have joined and still come by. */
const LOYAL_MONTHS = 36

/**
 * The company up to `now`, the same for the same arguments. Its stories ("last month …") are told from `told`: keep
 * that and move `now`, and the past stays as it was while new days are added.
 */
export function makeCompany({ now, told = now, seed = 7 }: { now: Date; told?: Date; seed?: number }): Company {
  const month = monthOf(dayOf(told))
  const from = firstDay(month - MONTHS)
  const stories = makeStories(month)
  const cohort = memo((at) => makeCohort(seed, at))
  const products = makeProducts()
  const customers = span(month - MONTHS - LOYAL_MONTHS, monthOf(dayOf(now)))
    .flatMap((at) => Object.values(cohort(at)).flat())
    .filter((customer) => customer.joined <= isoDay(dayOf(now)))
  const users = makeUsers(seed, customers, now)
  const sales = fallBehind(makeSales({ seed, from, now, products, stories, cohort }), stories, seed)
  const months = span(month - MONTHS, monthOf(dayOf(now)))
  return {
    name: 'Kinnara Home',
    zone: ZONE,
    currency: 'THB',
    branches: makeBranches(month),
    products: products.map(({ liked: _liked, returned: _returned, ...product }) => product),
    customers,
    users,
    sales,
    points: makePoints(seed, sales, users),
    coinPayments: makeCoinPayments(seed, users, from, now),
    targets: makeTargets(sales, stories, months),
    expenses: makeExpenses(seed, stories, months),
    stories: tell(stories, dayOf(now)),
  }
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
