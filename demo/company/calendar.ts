import type { Country } from './branches.ts'
import { isoDay, weekday } from './days.ts'

export type Channel = 'store' | 'online' | 'marketplace'
export type Mood = { orders: number; channels: Record<Channel, number>; onSale: number }

type Day = { month: number; date: number; hijriMonth: number; hijriDate: number }
type Season = { when: (day: Day) => boolean; orders: number; in?: Country; web?: number; onSale?: number }

const week = [1.28, 0.84, 0.82, 0.86, 0.92, 1.05, 1.35]

/** Every season that holds on a day multiplies; dates of Ramadan and Lebaran come from the Islamic calendar itself. */
const seasons: Season[] = [
  { when: on(11, 11), orders: 2.6, web: 4, onSale: 0.7 },
  { when: on(12, 12), orders: 1.9, web: 3, onSale: 0.6 },
  { when: (d) => d.month === 12, orders: 1.22 },
  { when: (d) => d.month === 1, orders: 0.92 },
  { when: (d) => d.date >= 25, orders: 1.1 },
  { when: (d) => d.month === 4 && d.date >= 5 && d.date <= 12, orders: 1.35, in: 'Thailand', onSale: 0.3 },
  { when: (d) => d.month === 4 && d.date >= 13 && d.date <= 15, orders: 0.5, in: 'Thailand' },
  { when: (d) => d.hijriMonth === 9 && d.hijriDate >= 10, orders: 1.45, in: 'Indonesia', onSale: 0.35 },
  { when: (d) => d.hijriMonth === 10 && d.hijriDate <= 5, orders: 0.45, in: 'Indonesia' },
]

const hijri = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })

/** How people shop in a country on a day. */
export function moodOf(day: number, country: Country): Mood {
  const at = describe(day)
  const holding = seasons.filter((season) => (season.in ?? country) === country && season.when(at))
  const times = (of: (season: Season) => number) => holding.reduce((all, season) => all * of(season), 1)
  const web = times((season) => season.web ?? 1)
  return {
    orders: week[weekday(day)]! * times((season) => season.orders),
    channels: { store: 0.58, online: 0.26 * web, marketplace: 0.16 * web },
    onSale: Math.max(0.12, ...holding.map((season) => season.onSale ?? 0)),
  }
}

function describe(day: number): Day {
  const [, month, date] = isoDay(day).split('-').map(Number)
  const part = (type: string) => Number(parts.find((p) => p.type === type)!.value)
  const parts = hijri.formatToParts(new Date(`${isoDay(day)}T12:00:00Z`))
  return { month: month!, date: date!, hijriMonth: part('month'), hijriDate: part('day') }
}

function on(month: number, date: number): Season['when'] {
  return (day) => day.month === month && day.date === date
}
