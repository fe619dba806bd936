import { expect, test } from 'vitest'
import { closed, previousPeriod, relate, samePeriodLastYear } from '#db/question/periods/compare.ts'
import { findPeriods, resolvePeriod } from '#db/question/periods/find.ts'
import type { Period, PeriodContext } from '#db/question/periods/period.ts'
import { brief, here } from './table.ts'

const read = (phrase: string, now = '2026-11-18T03:00:00Z'): Period =>
  resolvePeriod(phrase, { ...here, now: new Date(now) })!

test.each([
  ['yesterday', '2026-11-16', '2025-11-17'],
  ['last month', '2026-09-01..2026-09-30', '2025-10-01..2025-10-31'],
  ['this month', '2026-10-01..2026-10-31', '2025-11-01..2025-11-30'],
  ['MTD', '2026-10-01..2026-10-18', '2025-11-01..2025-11-18'],
  ['QTD', '2026-07-01..2026-08-18', '2025-10-01..2025-11-18'],
  ['YTD', '2025-01-01..2025-11-18', '2025-01-01..2025-11-18'],
  ['WTD', '2026-11-09..2026-11-11', '2025-11-17..2025-11-19'],
  ['last week', '2026-11-02..2026-11-08', '2025-11-10..2025-11-16'],
  ['last 7 days', '2026-11-04..2026-11-10', '2025-11-11..2025-11-17'],
  ['last 3 months', '2026-05-01..2026-07-31', '2025-08-01..2025-10-31'],
  ['past 3 months', '2026-05-19..2026-08-18', '2025-08-19..2025-11-18'],
  ['Q1 2026', '2025-10-01..2025-12-31', '2025-01-01..2025-03-31'],
  ['Q3', '2026-04-01..2026-06-30', '2025-07-01..2025-09-30'],
  ['H1 2026', '2025-07-01..2025-12-31', '2025-01-01..2025-06-30'],
  ['2025', '2024-01-01..2024-12-31', '2024-01-01..2024-12-31'],
  ['Jan–Mar 2026', '2025-10-01..2025-12-31', '2025-01-01..2025-03-31'],
  ['March 2026', '2026-02-01..2026-02-28', '2025-03-01..2025-03-31'],
  ['February 2024', '2024-01-01..2024-01-31', '2023-02-01..2023-02-28'],
  ['February 2025', '2025-01-01..2025-01-31', '2024-02-01..2024-02-29'],
  ['29 February 2024', '2024-02-28', '2023-02-28'],
  ['28 February 2025', '2025-02-27', '2024-02-28'],
  ['1-15 Nov', '2026-10-17..2026-10-31', '2025-11-01..2025-11-15'],
  ['this weekend', '2026-11-14..2026-11-15 on 06', '2025-11-21..2025-11-22 on 06'],
  ['weekends last month', '2026-09-01..2026-09-30 on 06', '2025-10-01..2025-10-31 on 06'],
  ['yesterday between 9 and 17', '2026-11-16 9h-17h', '2025-11-17 9h-17h'],
])('before "%s" lies %s, and a year ago %s', (phrase, previous, lastYear) => {
  expect(brief(previousPeriod(read(phrase)))).toBe(previous)
  expect(brief(samePeriodLastYear(read(phrase)))).toBe(lastYear)
})

test('month to date on the 31st is compared with the whole of a shorter month', () => {
  expect(brief(previousPeriod(read('MTD', '2026-03-31T03:00:00Z')))).toBe('2026-02-01..2026-02-28')
})

test('an open period has nothing before it, and is a year ago still open', () => {
  expect(previousPeriod(read('since March'))).toBeNull()
  expect(brief(samePeriodLastYear(read('since March')))).toBe('2025-03-01..')
  expect(brief(samePeriodLastYear(closed(read('since March'), here)))).toBe('2025-03-01..2025-11-18')
  expect(brief(closed(read('until yesterday'), { ...here, earliest: '2024-01-01' }))).toBe('2024-01-01..2026-11-17')
})

test('"same period last year" becomes days once it is known which period', () => {
  const [base, other] = findPeriods('sales last month vs same period last year', here)
  expect(brief(relate(other!.period.relative!, base!.period))).toBe('2025-10-01..2025-10-31')
  expect(brief(relate('week', read('yesterday')))).toBe('2026-11-10')
  expect(brief(relate('month', read('MTD')))).toBe('2026-10-01..2026-10-18')
})

test('"from X to Y" keeps its two sides', () => {
  const [found] = findPeriods('growth from Q1 2025 to Q1 2026', here)
  expect(found!.period.ends?.map(brief)).toEqual(['2025-01-01..2025-03-31', '2026-01-01..2026-03-31'])
})

const DAY = 86_400_000
const days = Array.from({ length: 1462 }, (_, day) => new Date(Date.UTC(2024, 10, 18, 3) + day * DAY))
const on = (now: Date): PeriodContext => ({ ...here, now })
const length = ({ from, to }: Period): number => (Date.parse(to!) - Date.parse(from!)) / DAY + 1
const next = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)

test('on every day of four years, this week is seven days with today in it, right after last week', () => {
  for (const now of days) {
    const [week, last] = ['this week', 'last week'].map((phrase) => resolvePeriod(phrase, on(now))!)
    const today = now.toISOString().slice(0, 10)
    expect([length(week!), new Date(week!.from!).getUTCDay()]).toEqual([7, 1])
    expect(week!.from! <= today && today <= week!.to!).toBe(true)
    expect([length(last!), next(last!.to!)]).toEqual([7, week!.from])
    expect(brief(previousPeriod(week!))).toBe(brief(last!))
  }
})

test('on every day of four years, last month is the whole month that ends before this one', () => {
  for (const now of days) {
    const last = resolvePeriod('last month', on(now))!
    expect(last.from!.slice(0, 8)).toBe(last.to!.slice(0, 8))
    expect(last.from!.endsWith('-01')).toBe(true)
    expect(next(last.to!)).toBe(`${now.toISOString().slice(0, 8)}01`)
  }
})

test('a period before is as long as its kind, and ends where the other begins', () => {
  const whole = ['last month', 'last quarter', 'last year', 'last 3 months', 'last 30 days', 'past month', 'H1 2026']
  for (const now of days.filter((now, day) => day % 13 === 0 && now.getUTCDate() <= 27)) {
    for (const phrase of whole) {
      const period = resolvePeriod(phrase, on(now))!
      const before = previousPeriod(period)!
      expect([before.grain, next(before.to!)]).toEqual([period.grain, period.from])
      if (period.grain === 'day') expect(length(before)).toBe(length(period))
      else expect(months(before)).toBe(months(period))
    }
  }
})

/** Months from one first day to the first day after. */
function months({ from, to }: Period): number {
  const [a, b] = [from!, next(to!)].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)))
  return b! - a!
}

test('no phrase ever ends before it begins', () => {
  const phrases = [
    'MTD',
    'YTD',
    'past 2 months',
    'Dec to Feb',
    '28 Dec - 3 Jan',
    'first half of February',
    'last Friday',
  ]
  const more = [
    'end of the month',
    'mid March to mid April',
    'week 40',
    'Q4',
    'last 2 weeks',
    '3 เดือนที่ผ่านมา',
    'minggu lalu',
  ]
  for (const now of days.filter((_, day) => day % 7 === 0)) {
    for (const phrase of [...phrases, ...more]) {
      const period = resolvePeriod(phrase, on(now))
      expect(period && period.from! <= period.to!, `${phrase} on ${now.toISOString()}`).toBe(true)
    }
  }
})
