import type { By } from '#db/plan.ts'
import { showCell } from '../format.ts'
import type { BlockOf } from '../message.ts'

type Shares = { table: BlockOf<'table'>; time: number; what: string; grain: string }

/** "Store had the largest share of revenue: 52.8% to 61.7% a month." */
export function shares({ table: { columns, rows }, time, what, grain }: Shares): string {
  const at = columns.findIndex(({ name }) => name === 'share')
  const parts = Map.groupBy(rows, (row) => showCell(row[1 - time] ?? null, columns[1 - time]))
  const known = [...parts].map(([name, own]) => ({ name, shares: own.map((row) => Number(row[at] ?? 0)) }))
  const sum = (all: number[]) => all.reduce((a, b) => a + b, 0)
  const best = known.toSorted((a, b) => sum(b.shares) - sum(a.shares))[0]!
  const [low, high] = [Math.min(...best.shares), Math.max(...best.shares)].map((one) =>
    showCell(one, { unit: 'percent' }),
  )
  return `${best.name} had the largest share of ${what}: ${low === high ? low : `${low} to ${high}`} a ${grain}.`
}

export const grainOf = (it: By | undefined): string => (typeof it === 'object' && 'grain' in it ? it.grain : '')
