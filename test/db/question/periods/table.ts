import type { Period, PeriodContext } from '#db/question/periods/period.ts'

/** Wednesday, 18 November 2026, ten in the morning in Jakarta and Bangkok. */
export const here: PeriodContext = {
  now: new Date('2026-11-18T03:00:00Z'),
  zone: 'Asia/Jakarta',
  weekStart: 'monday',
  fiscalStart: 4,
  holidays: [
    { name: 'Songkran', words: ['สงกรานต์'], from: '2025-04-13', to: '2025-04-15' },
    { name: 'Songkran', words: ['สงกรานต์'], from: '2026-04-13', to: '2026-04-15' },
    { name: 'Ramadan', words: ['puasa'], from: '2025-03-01', to: '2025-03-30' },
    { name: 'Ramadan', words: ['puasa'], from: '2026-02-18', to: '2026-03-19' },
  ],
}

/** "phrase | what it means", one a line, in a way that fits on one screen. */
export function linesOf(table: string): [string, string][] {
  const lines = table.split('\n').map((line) => line.trim())
  return lines.filter(Boolean).map((line) => {
    const [phrase, meaning] = line.split(' | ')
    return [phrase!, (meaning ?? '').trim()]
  })
}

/** "2026-11-01..2026-11-18", one day as itself, then what else narrows it and what is doubted. */
export function brief(period: Period | null): string {
  if (!period) return 'nothing'
  if (period.relative) return `relative ${period.relative}`
  const { from = '', to = '' } = period
  if (!from && !to && !period.hours && !period.weekdays) return 'all time'
  const days = from && from === to ? from : `${from}..${to}`
  const hours = period.hours ? ` ${period.hours.from}h-${period.hours.to}h` : ''
  const weekdays = period.weekdays ? ` on ${period.weekdays.join('')}` : ''
  const doubt = period.doubt ? ` or ${period.doubt.map(brief).join(' or ')}` : ''
  return `${days === '..' ? '' : days}${hours}${weekdays}${doubt}`.trim()
}
