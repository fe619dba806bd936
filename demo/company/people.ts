import { type Country, places } from './branches.ts'
import { dayOf, daysIn, firstDay, isoDay, isoMonth, timeOn } from './days.ts'
import { type Dice, dice } from './dice.ts'
import { nameFrom } from './names.ts'

export type Customer = {
  id: string
  name: string
  segment: string
  city: string
  country: Country
  joined: string
}
export type User = {
  id: string
  customer: string
  name: string
  phone: string
  email: string
  city: string
  country: Country
  level: string
  status: string
  joined: Date
}
/** The customers who joined in one month, by the branch they live near. */
export type Cohort = Record<string, Customer[]>

const segments = { New: 22, Regular: 48, Loyal: 22, Trade: 8 }
const levels = { Bronze: 62, Silver: 27, Gold: 11 }

export function makeCohort(seed: number, month: number): Cohort {
  const roll = dice(seed, 'customers', month)
  let count = 0
  const customer = (city: string, country: Country): Customer => ({
    id: `C${isoMonth(month).slice(2, 7).replace('-', '')}${String(++count).padStart(3, '0')}`,
    name: nameFrom(country, roll),
    segment: roll.weighted(segments),
    city,
    country,
    joined: isoDay(firstDay(month) + roll.between(0, daysIn(month) - 1)),
  })
  return Object.fromEntries(
    places.map(({ name, city, country, homes }) => [
      name,
      Array.from({ length: Math.round(homes * (0.7 + 0.6 * roll.next())) }, () => customer(city, country)),
    ]),
  )
}

/** Six customers in ten put the app on their phone within two months. */
export function makeUsers(seed: number, customers: Customer[], now: Date): User[] {
  return customers.flatMap((customer) => {
    const roll = dice(seed, 'app', customer.id)
    if (!roll.chance(0.6)) return []
    const user = userOf(customer, roll)
    return user.joined <= now ? [user] : []
  })
}

function userOf(customer: Customer, roll: Dice): User {
  const joinedShop = dayOf(new Date(`${customer.joined}T00:00:00Z`))
  const number = customer.id.slice(1)
  return {
    id: `U${number}`,
    customer: customer.id,
    name: customer.name,
    phone: `${customer.country === 'Thailand' ? '+66' : '+62'} 555 ${roll.between(1000, 9999)}`,
    email: `${customer.name.toLowerCase().replace(' ', '.')}.${number}@example.com`,
    city: customer.city,
    country: customer.country,
    level: roll.weighted(levels),
    status: roll.chance(0.03) ? 'blocked' : 'active',
    joined: timeOn(joinedShop + roll.between(0, 60), roll.between(6 * 3600, 23 * 3600)),
  }
}
