import type { Column, ColumnKind, Value } from '../../dataset.ts'
import { nameWords } from './names.ts'
import { columnOf } from './roles.ts'

/** What a column of a table somebody handed over is for, and whether people would group by it. */
export type Given = Pick<Column, 'role' | 'additive'> & { groups: boolean }

const MOST_GROUPS = 200
/** Among fewer numbers than these, 1, 2, 3 may well be amounts. */
const COUNTED_ON = 20

/** From its name and its values, as for the tables of a file nobody described. */
export function givenColumn(header: string, kind: ColumnKind, values: Value[], rows: number): Given {
  const sample = values.filter((value) => value !== null && value !== undefined && value !== '')
  const sorted = sample.toSorted((a, b) => (Number(a) < Number(b) || String(a) < String(b) ? -1 : 1))
  const distinct = new Set(sample).size
  const { role, additive, days } = columnOf({
    ...{ name: header, words: nameWords(header), declared: '', key: false, linked: false, rows, distinct, sample },
    ...{ filled: sample.length, low: sorted[0], high: sorted.at(-1) },
  })
  const counted = role === 'id' && kind !== 'text' && sample.length < COUNTED_ON && !/\bid\b/i.test(header)
  if (!/^(text|integer|number|money)$/.test(kind) || days || role === 'flag' || counted) return { groups: false }
  const groups =
    kind === 'text' && role === 'dimension' && distinct > 1 && distinct <= MOST_GROUPS && distinct < sample.length
  return { ...(role && { role }), ...(additive !== undefined && { additive }), groups }
}
