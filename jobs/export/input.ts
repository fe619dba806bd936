import { z } from 'zod'
import { showDay } from '../kit/format.ts'

const Day = z.iso.date('must be a day such as 2026-11-19')
const Range = z
  .object({ from: Day, to: Day, say: z.string().optional() })
  .refine(({ from, to }) => from <= to, 'must begin before it ends')
const Names = z.array(z.string().min(1)).min(1)

/** Whole days in the zone of the workspace, both included; "2026-11-01..2026-11-15" is read as well. */
export const ExportInput = z.object({
  exports: z.preprocess(listed, Names).describe('Which exports? all, or their names'),
  range: z.preprocess(split, Range).describe('Which days? For example 2026-11-01..2026-11-15'),
  sheet: z.string().optional().describe('The link of one Google Sheet for all of them'),
  as: z.string().optional().describe('The run of a preview: only what it showed is written'),
})
export type ExportInput = z.output<typeof ExportInput>
export type Range = z.output<typeof Range>

export const EXAMPLE = { exports: 'all', range: '2026-11-19' }

export const showDays = ({ from, to }: Range): string =>
  from === to ? showDay(from) : `${showDay(from)} – ${showDay(to)}`

export const titleFor = (what: string) =>
  function title({ exports, range }: ExportInput): string {
    return `${what} of ${exports.includes('all') ? 'everything' : exports.join(', ')}, ${showDays(range)}`
  }

/** The words that ask for the same again, for these exports alone. */
export function sayAgain({ range, sheet }: ExportInput, exports: string[]): string {
  const days = range.from === range.to ? range.from : `${range.from} to ${range.to}`
  return `/export ${exports.join(',')} ${days}${sheet ? ` to ${sheet}` : ''}`
}

function listed(given: unknown): unknown {
  if (typeof given !== 'string') return given
  return given
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
}

function split(given: unknown): unknown {
  if (typeof given !== 'string') return given
  const [from, to = from] = given.split('..')
  return { from, to }
}
