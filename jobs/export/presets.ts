import type { ExportInput } from './input.ts'
import { findRange } from './range.ts'

/** An export to be made again and again, with its days in words: they are found anew at every fire. */
export type Preset = { name: string; say: string; cron: string; zone: string; days: string; exports: string[] }

/** Twice a day: the day that is over, and the day so far. */
export function twiceDaily(zone: string): Preset[] {
  const all = { zone, exports: ['all'] }
  return [
    { ...all, name: 'morning-export', say: 'Everything of yesterday', cron: '0 8 * * *', days: 'yesterday' },
    { ...all, name: 'evening-export', say: 'Everything of today so far', cron: '0 18 * * *', days: 'today' },
  ]
}

/** What the export job is given when a preset fires at this moment. */
export function inputOf({ days, exports, zone }: Preset, at: number): ExportInput {
  const found = findRange(days, { zone, weekStart: 'monday' }, at)
  if (!('range' in found)) throw new Error(`The preset names no days: ${days}`)
  return { exports, range: found.range }
}
