import { expect, test } from 'vitest'
import {
  columnTitle,
  showBytes,
  showCell,
  showCount,
  showDay,
  showDuration,
  showMany,
  showMoney,
  showNumber,
  showPercent,
  showShort,
  showTime,
} from '#jobs/kit/format.ts'

test('money has separators, two decimals and its currency', () => {
  expect(showMoney(1234567.5, 'USD')).toBe('$1,234,567.50')
  expect(showMoney(1234.5, 'THB')).toBe('THB 1,234.50')
  expect(showMoney(-0.5, 'EUR')).toBe('-€0.50')
  expect(showMoney(1234, 'JPY')).toBe('¥1,234')
  expect(showMoney(12)).toBe('12.00')
})

test('a currency that is no currency code is shown behind the amount instead of failing', () => {
  expect(showMoney(5, 'points')).toBe('5.00 points')
})

test('each unit is shown its own way', () => {
  expect(showCell(1234.6, { unit: 'count' })).toBe('1,235')
  expect(showCell(0.1234, { unit: 'percent' })).toBe('12.3%')
  expect(showCell(1234.567, { unit: 'number' })).toBe('1,234.57')
  expect(showCell(9.5, { unit: 'money', currency: 'GBP' })).toBe('£9.50')
  expect(showCell('2026-11-20', { unit: 'date' })).toBe('20 Nov 2026')
  expect(showCell('2026-11-20T07:05:00Z', { unit: 'time', zone: 'Asia/Bangkok' })).toBe('20 Nov 2026, 14:05')
  expect(showCell(2026)).toBe('2026')
  expect(showCell('as it is')).toBe('as it is')
})

test('nothing, and numbers that are none, are a dash', () => {
  for (const value of [null, '', Number.NaN, Number.POSITIVE_INFINITY])
    expect(showCell(value, { unit: 'money' })).toBe('–')
  expect(showCell(false)).toBe('no')
})

test('zero never has a minus, and a tiny number is not shown as zero', () => {
  expect(showMoney(-0.001, 'USD')).toBe('$0.00')
  expect(showPercent(-0.0001)).toBe('0%')
  expect(showNumber(0.00123)).toBe('0.00123')
  expect(showCount(-0)).toBe('0')
})

test('months, days and other words of a calendar', () => {
  expect(showDay('2026-02')).toBe('Feb 2026')
  expect(showDay('2026-W07')).toBe('2026-W07')
  expect(showDay('2026-13-40')).toBe('2026-13-40')
  expect(showTime('2026-09-01T00:00:00Z')).toBe('1 Sep 2026, 00:00 UTC')
  expect(showTime('not a time')).toBe('not a time')
})

test('durations, sizes and many things', () => {
  expect([850, 42_000, 185_000, 7_800_000, 3 * 86_400_000].map(showDuration)).toEqual([
    '850 ms',
    '42 s',
    '3 min 5 s',
    '2 h 10 min',
    '3 days',
  ])
  expect([0, 900, 2048, 5_400_000, 3 * 1024 ** 3].map(showBytes)).toEqual(['0 B', '900 B', '2 KB', '5.1 MB', '3 GB'])
  expect([showMany(1, 'file'), showMany(2000, 'file'), showMany(2, 'branch', 'branches')]).toEqual([
    '1 file',
    '2,000 files',
    '2 branches',
  ])
})

test('short numbers for axes', () => {
  expect(showShort(1_234_000)).toBe('1.2M')
  expect(showShort(3400, { unit: 'money', currency: 'USD' })).toBe('$3.4K')
  expect(showShort(0.5, { unit: 'percent' })).toBe('50%')
})

test('a column of money names its currency once, in its title', () => {
  expect(columnTitle({ name: 'Revenue', unit: 'money', currency: 'USD' })).toBe('Revenue, USD')
  expect(columnTitle({ name: 'USD spent', unit: 'money', currency: 'USD' })).toBe('USD spent')
  expect(columnTitle({ name: 'Orders', unit: 'count' })).toBe('Orders')
})
