import type { Dataset } from '../dataset.ts'
import { branches } from './branches.ts'
import { coinPayments } from './coin-payments.ts'
import { customers } from './customers.ts'
import { expenses } from './expenses.ts'
import { points } from './points.ts'
import { products } from './products.ts'
import { sales } from './sales.ts'
import { targets } from './targets.ts'
import { users } from './users.ts'

export const datasets: Dataset[] = [
  sales,
  branches,
  products,
  customers,
  targets,
  expenses,
  users,
  points,
  coinPayments,
]
