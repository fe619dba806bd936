import type { Dataset } from '#db/dataset.ts'
import { several } from '#db/plan/describe.ts'
import type { Plan } from '#db/plan.ts'
import { showCell, showMany } from '../format.ts'
import type { BlockOf } from '../message.ts'
import { both, measureName, sayCell, upper } from './words.ts'

type Table = Pick<BlockOf<'table'>, 'rows' | 'columns'>
type Told = { plan: Plan; table: Table; base: Dataset; datasets: Dataset[] }

/** Two amounts and what part the one is of the other: revenue against target. */
export const isPart = ({ measures = [], fold }: Plan): boolean => {
  const [a, b, part] = measures
  return (
    measures.length === 3 &&
    !fold &&
    part !== undefined &&
    'ratio' in part &&
    part.percent === true &&
    JSON.stringify(part.ratio) === JSON.stringify([a, b])
  )
}

/** "Revenue last month was THB 3.9M, 95% of target (THB 4.1M). By branch: from 61% (Bandung) to 112% (Bangkok)." */
export function partSentence({ plan, table, base, datasets }: Told, scope: string): string {
  const at = plan.by?.length ?? 0
  const [column, other] = [table.columns[at]!, table.columns[at + 1]!]
  const total = (i: number) => table.rows.reduce((sum, row) => sum + Number(row[i] ?? 0), 0)
  const [a, b] = [total(at), total(at + 1)]
  const names = [0, 1].map((i) => measureName(plan, base, datasets, i))
  const rate = b ? `, ${showCell(a / b, { unit: 'percent' })} of ${names[1]} (${sayCell(b, other)})` : ''
  if (plan.having) return kept(table, at, names[1]!, scope)
  const whole = plan.limit
    ? ''
    : `${upper([names[0], scope].filter(Boolean).join(' '))} was ${sayCell(a, column)}${rate}.`
  return [whole, spread(table, at)].filter(Boolean).join(' ')
}

/** "4 of them under 100% of target last month: from 59% (Bandung) to 99% (Surabaya)." */
function kept({ rows, columns }: Table, at: number, name: string, scope: string): string {
  const one = columns[0]?.name ?? 'row'
  const below = rows.every((row) => Number(row[at + 2] ?? 0) < 1)
  const found =
    `${showMany(rows.length, one, several(one))} ${below ? 'under' : 'at or over'} 100% of ${name} ${scope}`.trim()
  const range = spread({ rows, columns }, at)
    .replace(/^By [^0-9]* from /, ': from ')
    .replace(/\. \d+ of .*$/, '.')
  return `${found}${range || '.'}`
}

function spread({ rows, columns }: Table, at: number): string {
  const known = rows
    .filter((row) => typeof row[at + 2] === 'number')
    .toSorted((a, b) => Number(a[at + 2]) - Number(b[at + 2]))
  const [low, high] = [known[0], known.at(-1)]
  if (!at || !low || !high || low === high) return ''
  const name = (row: typeof low) =>
    row
      .slice(0, at)
      .map((cell, i) => showCell(cell, columns[i]!))
      .join(', ')
  const said = (row: typeof low) => `${showCell(row[at + 2]!, columns[at + 2]!)} (${name(row)})`
  const full = known.filter((row) => Number(row[at + 2]) >= 1).length
  const reached = full && full < known.length ? ` ${full} of ${known.length} reached 100%.` : ''
  return `By ${both(columns.slice(0, at).map((each) => each.name))} from ${said(low)} to ${said(high)}.${reached}`
}
