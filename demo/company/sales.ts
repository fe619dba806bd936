import { type Country, places } from './branches.ts'
import { type Channel, moodOf } from './calendar.ts'
import { dayOf, isoDay, monthOf, timeOn } from './days.ts'
import { type Dice, dice, weigh } from './dice.ts'
import { memo } from './memo.ts'
import type { Cohort, Customer } from './people.ts'
import type { Stocked } from './products.ts'
import type { Stories } from './stories.ts'

/** One line of an order. Money is in hundredths of a baht; `amount` is what was paid, after the discount. */
export type Line = {
  id: string
  order_id: string
  time: Date
  branch: string
  country: Country
  channel: Channel
  customer: string
  product: string
  category: string
  quantity: number
  price: number
  discount: number
  amount: number
  cost: number
  status: 'paid' | 'returned'
}

export type Trade = {
  seed: number
  from: number
  now: Date
  products: Stocked[]
  stories: Stories
  cohort: (month: number) => Cohort
}
type Place = (typeof places)[number]
type Shop = Trade & {
  place: Place
  day: number
  date: string
  month: number
  roll: Dice
  walk: () => number
  shelf: Record<string, number>
}

const LINES_PER_ORDER = { 1: 70, 2: 22, 3: 8 }
const HOURS = { 9: 4, 10: 8, 11: 10, 12: 11, 13: 9, 14: 8, 15: 8, 16: 9, 17: 11, 18: 12, 19: 11, 20: 8, 21: 3 }
const GOLDEN = 0.618033988749895

export function makeSales(trade: Trade): Line[] {
  const shelf = memo((month: number) => shelfOf(trade, month))
  const byName = new Map(trade.products.map((product) => [product.name, product]))
  const lines: Line[] = []
  for (let day = trade.from; day <= dayOf(trade.now); day++)
    for (const place of places) {
      const [month, date] = [monthOf(day), isoDay(day)]
      const roll = dice(trade.seed, place.code, day)
      const shop = { ...trade, place, day, date, month, roll, walk: walkFrom(day, place.size), shelf: shelf(month) }
      for (const line of dayOfSales(shop, byName)) lines.push(line)
    }
  return lines
}

function dayOfSales(shop: Shop, byName: Map<string, Stocked>): Line[] {
  const { place, day, date, roll, now } = shop
  const mood = moodOf(day, place.country)
  const many = Math.floor(place.size * mood.orders * openness(shop) * (0.92 + roll.next() * 0.16) + roll.next())
  const times = Array.from({ length: many }, () => secondsInto(roll)).sort((a, b) => a - b)
  return times.flatMap((seconds, i) => {
    const order = `${place.code}-${date.replaceAll('-', '')}-${String(i + 1).padStart(3, '0')}`
    const time = timeOn(day, seconds)
    const lines = linesOf(shop, order, time, roll.weighted(mood.channels), mood.onSale, byName)
    return time > now || lost(shop, seconds) ? [] : lines
  })
}

function linesOf(
  shop: Shop,
  order_id: string,
  time: Date,
  channel: Channel,
  onSale: number,
  byName: Map<string, Stocked>,
) {
  const { roll, place } = shop
  const customer = customerOf(shop).id
  const off = roll.chance(onSale) ? roll.pick([0.1, 0.1, 0.15, 0.2]) : 0
  const count = Number(roll.weighted(LINES_PER_ORDER))
  return Array.from({ length: count }, (_, i): Line => {
    const product = byName.get(weigh(shop.shelf, shop.walk()))!
    const quantity = product.price > 200_000 ? 1 : Number(roll.weighted({ 1: 70, 2: 22, 4: 8 }))
    const discount = Math.round((product.price * quantity * off) / 100) * 100
    return {
      id: `${order_id}-${i + 1}`,
      order_id,
      time,
      branch: place.name,
      country: place.country,
      channel,
      customer,
      product: product.name,
      category: product.category,
      quantity,
      price: product.price,
      discount,
      amount: product.price * quantity - discount,
      cost: product.cost * quantity,
      status: roll.chance(returnedOf(shop, product)) ? 'returned' : 'paid',
    }
  })
}

/** Growth over the years, a new branch's first months, and days with the doors shut. */
function openness({ place, day, month, from, stories: { opened, closed } }: Shop): number {
  if (place.name === closed.branch && closed.days.includes(day)) return 0
  const growth = 0.9 + 0.011 * (month - monthOf(from))
  if (place.name !== opened.branch) return growth
  return day < opened.day ? 0 : growth * Math.min(1, 0.35 + (day - opened.day) / 200)
}

function lost({ day, stories: { outage } }: Shop, seconds: number): boolean {
  return day === outage.day && seconds >= outage.from * 3600 && seconds < outage.to * 3600
}

function returnedOf({ month, stories: { broken } }: Shop, product: Stocked): number {
  return product.name === broken.product && month >= broken.from ? broken.returned : product.returned
}

function shelfOf({ products, stories: { rising } }: Trade, month: number): Record<string, number> {
  const times = (name: string) => (name === rising.product && month >= rising.from ? rising.times : 1)
  return Object.fromEntries(products.map(({ name, liked }) => [name, liked * times(name)]))
}

/** Somebody who lives near the branch and joined on an earlier day, more often lately than long ago. */
function customerOf({ roll, place, month, date, cohort }: Shop): Customer {
  const back = Math.floor(36 * roll.next() ** 2)
  const at = roll.next()
  const from = (cohort: Cohort) => cohort[place.name]![Math.floor(at * cohort[place.name]!.length)]!
  const customer = from(cohort(month - back))
  return customer.joined <= date ? customer : from(cohort(month - 1))
}

function secondsInto(roll: Dice): number {
  return Number(roll.weighted(HOURS)) * 3600 + roll.between(0, 3599)
}

/** Steps of the golden ratio keep each month's mix alike: in a shop this small, pure luck would drown the stories. */
function walkFrom(day: number, size: number): () => number {
  let step = day * size + size * 7
  return () => (++step * GOLDEN) % 1
}
