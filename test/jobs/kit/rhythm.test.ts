import { expect, test } from 'vitest'
import { isTooOften, nextFires, readRhythm } from '#jobs/kit/rhythm.ts'

test.each([
  ['every day at 8', '0 8 * * *', 'every day at 08:00'],
  ['daily', '0 8 * * *', 'every day at 08:00'],
  ['weekdays 7:30', '30 7 * * 1-5', 'on weekdays at 07:30'],
  ['every Friday at 5pm', '0 17 * * 5', 'every Friday at 17:00'],
  ['mondays and thursdays 12am', '0 0 * * 1,4', 'every Monday and Thursday at 00:00'],
  ['on the 1st', '0 8 1 * *', 'on the 1st of the month at 08:00'],
  ['every month on the 22nd at 10.15', '15 10 22 * *', 'on the 22nd of the month at 10:15'],
  ['last day of the month 18:00', '0 18 L * *', 'on the last day of the month at 18:00'],
  ['every hour', '0 * * * *', 'every hour'],
  ['tiap hari kerja jam 7', '0 7 * * 1-5', 'on weekdays at 07:00'],
  ['setiap senin jam 9', '0 9 * * 1', 'every Monday at 09:00'],
  ['ทุกวัน 8:00', '0 8 * * *', 'every day at 08:00'],
  ['ทุกวันจันทร์ 9:00', '0 9 * * 1', 'every Monday at 09:00'],
  ['15 6 * * 1-5', '15 6 * * 1-5', '15 6 * * 1-5'],
])('"%s" comes back', (words, cron, say) => {
  expect(readRhythm(words)).toEqual({ cron, say })
})

test.each(['nonsense', 'every day at 25:00', 'every 31st', 'every other day', '13pm', '99 99 * * *', 'tomorrow at 8'])(
  '"%s" is not a time that comes back',
  (words) => {
    expect(readRhythm(words)).toBeUndefined()
  },
)

const local = (zone: string, cron: string, from: string, count: number) =>
  nextFires({ cron, zone }, Date.parse(from), count).map((at) =>
    new Date(at).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16),
  )

test('eight is eight when the clocks change, and an hour that comes twice fires once', () => {
  expect(local('Europe/Berlin', '0 8 * * *', '2026-10-24T12:00Z', 2)).toEqual(['2026-10-25 08:00', '2026-10-26 08:00'])
  expect(local('Europe/Berlin', '30 2 * * *', '2026-10-24T12:00Z', 2)).toEqual(['2026-10-25 02:30', '2026-10-26 02:30'])
  // 02:30 isn't there on that day; it comes as soon as it can.
  expect(local('Europe/Berlin', '30 2 * * *', '2026-03-28T12:00Z', 2)).toEqual(['2026-03-29 03:00', '2026-03-30 02:30'])
})

test('more than once an hour is too often', () => {
  expect(isTooOften({ cron: '* * * * *', say: '' }, 'Asia/Bangkok', 0)).toBe(true)
  expect(isTooOften({ cron: '0,30 8 * * *', say: '' }, 'Asia/Bangkok', 0)).toBe(true)
  expect(isTooOften({ cron: '0 * * * *', say: '' }, 'Asia/Bangkok', 0)).toBe(false)
})
