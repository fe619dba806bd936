import type { Row } from '#db/dataset.ts'
import type { Company } from './company.ts'

/** The company's rows by the dataset they belong to, small ones first, ready for the one door. */
export function seedRows(company: Company): { dataset: string; rows: Iterable<Row> }[] {
  return [
    { dataset: 'branches', rows: company.branches },
    { dataset: 'products', rows: company.products },
    { dataset: 'customers', rows: company.customers },
    { dataset: 'targets', rows: company.targets },
    { dataset: 'expenses', rows: company.expenses },
    { dataset: 'users', rows: company.users },
    { dataset: 'coin-payments', rows: company.coinPayments },
    { dataset: 'points', rows: company.points },
    { dataset: 'sales', rows: company.sales },
  ]
}
