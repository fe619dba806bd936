import type { ExportInput } from './input.ts'

/** An export to be made again and again, with its days in words: they are found anew at every fire. */
export type Preset = {
  name: string
  say: string
  cron: string
  zone: string
  job: 'export'
  days: string
  input: Pick<ExportInput, 'exports'>
}

/** Twice a day: the day that is over, and the day so far. */
export function twiceDaily(zone: string): Preset[] {
  const input = { exports: ['all'] }
  return [
    {
      name: 'morning-export',
      say: 'Everything of yesterday',
      cron: '0 8 * * *',
      zone,
      job: 'export',
      days: 'yesterday',
      input,
    },
    {
      name: 'evening-export',
      say: 'Everything of today so far',
      cron: '0 18 * * *',
      zone,
      job: 'export',
      days: 'today',
      input,
    },
  ]
}
