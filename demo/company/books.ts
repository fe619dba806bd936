import { type Country, places } from './branches.ts'
import { moodOf } from './calendar.ts'
import { dayOf, daysIn, firstDay, isoMonth } from './days.ts'
import { dice } from './dice.ts'
import type { Line } from './sales.ts'
import type { Stories } from './stories.ts'

export type Target = { month: string; branch: string; country: Country; target: number }
export type Expense = { month: string; branch: string; country: Country; kind: string; amount: number }
type Place = (typeof places)[number]

const YEAR = 12

/** Baht a month: a fixed part and a part for every order the branch takes on an ordinary day. */
const kinds: Record<string, [fixed: number, perOrder: number]> = {
  Rent: [20_000, 2_600],
  Salaries: [24_000, 5_200],
  Marketing: [3_000, 1_700],
  Utilities: [2_500, 550],
  Logistics: [1_500, 1_150],
}

/** What a branch would sell without its stories, planned from the first year's baskets and rounded up to 5,000 baht. */
export function makeTargets(lines: Line[], stories: Stories, months: number[]): Target[] {
  const perOrder = averageOf(lines.filter((line) => dayOf(line.time) < firstDay(months[0]! + YEAR)))
  return everyBranch(months, stories).map(({ place, month }) => {
    const days = Array.from({ length: daysIn(month) }, (_, i) => firstDay(month) + i)
    const open = place.name === stories.opened.branch ? days.filter((day) => day >= stories.opened.day) : days
    const orders = open.reduce((sum, day) => sum + place.size * moodOf(day, place.country).orders, 0)
    const planned = orders * (0.9 + 0.011 * (month - months[0]!)) * perOrder
    return {
      month: isoMonth(month),
      branch: place.name,
      country: place.country,
      target: Math.ceil(planned / 500_000) * 500_000,
    }
  })
}

export function makeExpenses(seed: number, stories: Stories, months: number[]): Expense[] {
  return everyBranch(months, stories).flatMap(({ place, month }) =>
    Object.entries(kinds).map(([kind, [fixed, perOrder]]) => {
      const steady = kind === 'Rent' || kind === 'Salaries'
      const swing = steady ? 1 : 0.85 + 0.3 * dice(seed, kind, place.code, month).next()
      const amount = Math.round((fixed + perOrder * place.size) * swing) * 100
      return { month: isoMonth(month), branch: place.name, country: place.country, kind, amount }
    }),
  )
}

function everyBranch(months: number[], { opened }: Stories): { place: Place; month: number }[] {
  return months.flatMap((month) =>
    places
      .filter((place) => place.name !== opened.branch || firstDay(month + 1) > opened.day)
      .map((place) => ({ place, month })),
  )
}

function averageOf(lines: Line[]): number {
  const paid = lines.reduce((sum, line) => sum + (line.status === 'paid' ? line.amount : 0), 0)
  return paid / new Set(lines.map((line) => line.order_id)).size
}
