import { expect, test } from 'vitest'
import { openZone } from '#db/kit/zone.ts'

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
  'America/Sao_Paulo',
  'Asia/Tehran',
]

/** The slow and sure way. */
function dayIn(zone: string, at: number): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return format.format(at)
}

function* someInstants(from: number, to: number, count: number): Generator<number> {
  let seed = 42
  for (let n = 0; n < count; n++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    yield Math.floor(from + ((to - from) * seed) / 2 ** 32)
  }
}

test.each(zones)('in %s every instant falls on the day its clocks show', (name) => {
  const zone = openZone(name)
  const wrong = []
  for (const at of someInstants(Date.UTC(1971, 0, 1), Date.UTC(2035, 0, 1), 3_000)) {
    const iso = new Date(at).toISOString()
    if (zone.dayOf(iso) !== dayIn(name, at)) wrong.push(iso)
  }
  expect(wrong).toEqual([])
})

test.each([
  // Clocks go forward and back around midnight, at a minute past it, by half an hour, or leave a whole day out.
  ['Europe/Berlin', Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 30)],
  ['Europe/Berlin', Date.UTC(2026, 9, 24), Date.UTC(2026, 9, 26)],
  ['America/St_Johns', Date.UTC(2006, 9, 28), Date.UTC(2006, 9, 30)],
  ['America/Sao_Paulo', Date.UTC(2018, 1, 17), Date.UTC(2018, 1, 19)],
  ['Australia/Lord_Howe', Date.UTC(2026, 3, 3), Date.UTC(2026, 3, 6)],
  ['Pacific/Apia', Date.UTC(2011, 11, 29), Date.UTC(2011, 11, 32)],
  ['Europe/Amsterdam', Date.UTC(1935, 5, 30), Date.UTC(1935, 6, 2)],
])('in %s no minute between the days of a change falls on a wrong day', (name, from, to) => {
  const zone = openZone(name)
  const wrong = []
  for (let at = from; at < to; at += 60_000) {
    if (zone.dayOf(new Date(at).toISOString()) !== dayIn(name, at)) wrong.push(new Date(at).toISOString())
  }
  expect(wrong).toEqual([])
})

test.each([
  ['Europe/Berlin', '2026-07-01T12:00', '2026-07-01T10:00:00.000Z'],
  ['Europe/Berlin', '2026-01-01T00:30:15.250', '2025-12-31T23:30:15.250Z'],
  ['Asia/Kathmandu', '2026-01-01T05:45', '2026-01-01T00:00:00.000Z'],
  // The hour that comes twice, and the one that is left out.
  ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
  ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
  ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
  ['America/New_York', '2026-03-08T02:30', '2026-03-08T07:30:00.000Z'],
])('in %s the clock at %s means %s', (name, local, iso) => {
  expect(new Date(openZone(name).instantOf(local)!).toISOString()).toBe(iso)
})

test('a zone that does not exist is refused', () => {
  expect(() => openZone('Europe/Atlantis').dayOf('2026-01-01T00:00:00.000Z')).toThrow('Europe/Atlantis')
})
