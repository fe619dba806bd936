import { expect, test } from 'vitest'
import { findPeriods, resolvePeriod } from '#db/question/periods/find.ts'
import type { PeriodContext } from '#db/question/periods/period.ts'
import { echo } from '#db/question/periods/say.ts'
import { brief, here } from './table.ts'

const read = (phrase: string, change: Partial<PeriodContext>): string =>
  brief(resolvePeriod(phrase, { ...here, ...change }))
const at = (now: string, zone = 'Asia/Jakarta'): Partial<PeriodContext> => ({ now: new Date(now), zone })

test.each([
  ['2026-11-17T16:59:00Z', 'Asia/Jakarta', '2026-11-17'],
  ['2026-11-17T17:01:00Z', 'Asia/Jakarta', '2026-11-18'],
  ['2026-01-01T04:59:00Z', 'America/New_York', '2025-12-31'],
  ['2026-03-08T06:59:00Z', 'America/New_York', '2026-03-08'],
  ['2026-03-09T03:59:00Z', 'America/New_York', '2026-03-08'],
  ['2026-03-09T04:01:00Z', 'America/New_York', '2026-03-09'],
  ['2026-10-25T22:59:00Z', 'Europe/Berlin', '2026-10-25'],
  ['2026-10-25T23:01:00Z', 'Europe/Berlin', '2026-10-26'],
  ['2026-11-17T10:01:00Z', 'Pacific/Kiritimati', '2026-11-18'],
])('at %s it is %s that decides what today is', (now, zone, day) => {
  expect(read('today', at(now, zone))).toBe(day)
})

test('the last 24 hours are 24 hours of real time also when the clocks change', () => {
  const period = resolvePeriod('last 24 hours', { ...here, ...at('2026-03-08T20:00:00Z', 'America/New_York') })
  expect(period?.instants).toEqual({ from: '2026-03-07T20:00:00.000Z', to: '2026-03-08T20:00:00.000Z' })
  expect(brief(period)).toBe('2026-03-07..2026-03-08')
})

test.each([
  ['this week', '2026-11-15..2026-11-21'],
  ['last week', '2026-11-08..2026-11-14'],
  ['WTD', '2026-11-15..2026-11-18'],
  ['last 2 weeks', '2026-11-01..2026-11-14'],
  ['the week of Songkran', '2026-04-12..2026-04-18'],
  ['2025-W40', '2025-09-29..2025-10-05'],
  ['last Friday', '2026-11-13'],
])('when weeks begin on Sunday, "%s" is %s', (phrase, meaning) => {
  expect(read(phrase, { weekStart: 'sunday' })).toBe(meaning)
})

test.each([
  ['03/04/2025', '2025-03-04 or 2025-04-03'],
  ['10/13/2025', '2025-10-13'],
  ['13/10/2025', '2025-10-13'],
  ['since 3/4', '2026-03-04.. or 2026-04-03..'],
])('where the month comes first, "%s" is %s', (phrase, meaning) => {
  expect(read(phrase, { dateOrder: 'mdy' })).toBe(meaning)
})

test.each([
  ['FY2025', '2025-01-01..2025-12-31'],
  ['this fiscal year', '2026-01-01..2026-12-31'],
  ['fiscal Q2', '2026-04-01..2026-06-30'],
])('when the fiscal year is the calendar year, "%s" is %s', (phrase, meaning) => {
  expect(read(phrase, { fiscalStart: 1 })).toBe(meaning)
})

test.each([
  ['2026-02-03T03:00:00Z', 'Jan–Mar', '2026-01-01..2026-03-31'],
  ['2026-01-15T03:00:00Z', 'last month', '2025-12-01..2025-12-31'],
  ['2026-01-15T03:00:00Z', 'December', '2025-12-01..2025-12-31'],
  ['2026-01-15T03:00:00Z', 'last quarter', '2025-10-01..2025-12-31'],
  ['2026-01-01T03:00:00Z', 'YTD', '2026-01-01'],
  ['2024-03-31T03:00:00Z', 'past month', '2024-03-01..2024-03-31'],
  ['2024-02-29T03:00:00Z', 'a year ago', '2023-01-01..2023-12-31 or 2023-02-28'],
  ['2026-11-21T03:00:00Z', 'this weekend', '2026-11-21..2026-11-22 on 06'],
  ['2026-11-22T03:00:00Z', 'this weekend', '2026-11-21..2026-11-22 on 06'],
  ['2026-11-22T03:00:00Z', 'last weekend', '2026-11-14..2026-11-15 on 06'],
  ['2026-11-16T03:00:00Z', 'Monday', '2026-11-09 or 2026-11-16'],
])('seen on %s, "%s" is %s', (now, phrase, meaning) => {
  expect(read(phrase, at(now))).toBe(meaning)
})

test('a Buddhist year needs Thai around it, unless a month says that it is a year', () => {
  expect(findPeriods('sales in 2568 by branch', here)).toEqual([])
  expect(read('in 2568', { zone: 'Asia/Bangkok' })).toBe('2025-01-01..2025-12-31')
  expect(read('Oct 2568', {})).toBe('2025-10-01..2025-10-31')
})

test('a holiday nobody has entered is not a period', () => {
  expect(findPeriods('sales in the week of Songkran', { ...here, holidays: [] })).toEqual([])
})

test('a span knows its characters and its words', () => {
  const [found] = findPeriods('Revenue, by branch, for the last 7 days?', here)
  expect(found).toMatchObject({ start: 28, end: 39, text: 'last 7 days', words: { first: 5, last: 7 } })
})

test('what was found only by its surroundings is marked as bare', () => {
  expect(findPeriods('sales in 2024', here)[0]?.bare).toBe(true)
  expect(findPeriods('sales in may', here)[0]?.bare).toBe(true)
  expect(findPeriods('sales in October 2024', here)[0]?.bare).toBeUndefined()
})

test('the echo says the words, the dates and the zone', () => {
  const said = (phrase: string): string => echo(resolvePeriod(phrase, here)!, here.zone)
  expect(said('last month')).toBe('last month (1–31 Oct 2026), Asia/Jakarta time')
  expect(said('last 7 days')).toBe('last 7 days (11–17 Nov 2026, complete days), Asia/Jakarta time')
  expect(said('past week')).toBe('past week (12–18 Nov 2026, with today), Asia/Jakarta time')
  expect(said('Dec to Feb')).toBe('Dec to Feb (1 Dec 2025 – 28 Feb 2026), Asia/Jakarta time')
  expect(said('since March')).toBe('since March (from 1 Mar 2026), Asia/Jakarta time')
  expect(said('3 Oct 2025')).toBe('3 Oct 2025, Asia/Jakarta time')
  expect(said('weekends last month')).toBe('weekends last month (1–31 Oct 2026, weekends), Asia/Jakarta time')
  expect(said('yesterday after 5pm')).toBe('yesterday after 5pm (17 Nov 2026, 17:00–24:00), Asia/Jakarta time')
  expect(said('last 24 hours')).toBe('last 24 hours (2026-11-17 10:00 to 2026-11-18 10:00), Asia/Jakarta time')
})

test('a period knows whether all of its days are over', () => {
  const complete = (phrase: string): boolean | undefined => resolvePeriod(phrase, here)?.complete
  expect([complete('last month'), complete('yesterday'), complete('last 7 days')]).toEqual([true, true, true])
  expect([complete('this month'), complete('today'), complete('MTD')]).toEqual([false, false, false])
})
