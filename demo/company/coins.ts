import { dayOf, isoDay, timeOn } from './days.ts'
import { dice } from './dice.ts'
import type { User } from './people.ts'

/** Coins are bought in the app with rupiah; `amount` is in hundredths of a rupiah. */
export type CoinPayment = {
  id: string
  user_id: string
  time: Date
  coins: number
  amount: number
  method: string
  status: string
}

const RUPIAH_PER_COIN = 1000
const methods = { QRIS: 34, GoPay: 24, OVO: 14, DANA: 13, 'BCA Virtual Account': 15 }
const statuses = { paid: 90, failed: 5, pending: 1, refunded: 4 }
const packs = { 10: 20, 25: 30, 50: 28, 100: 16, 500: 6 }

export function makeCoinPayments(seed: number, users: User[], from: number, now: Date): CoinPayment[] {
  const buyers = users.filter((user) => user.country === 'Indonesia' && user.status === 'active')
  const days = Array.from({ length: dayOf(now) - from + 1 }, (_, i) => from + i)
  return days
    .flatMap((day) =>
      coinsOn(
        seed,
        day,
        buyers.filter((user) => dayOf(user.joined) < day),
      ),
    )
    .filter((one) => one.time <= now)
}

function coinsOn(seed: number, day: number, buyers: User[]): CoinPayment[] {
  if (!buyers.length) return []
  const roll = dice(seed, 'coins', day)
  const seconds = Array.from({ length: roll.between(4, 9) }, () => roll.between(7 * 3600, 23 * 3600)).sort(
    (a, b) => a - b,
  )
  return seconds.map((second, i) => {
    const coins = Number(roll.weighted(packs))
    return {
      id: `KP${isoDay(day).replaceAll('-', '')}${String(i + 1).padStart(2, '0')}`,
      user_id: roll.pick(buyers).id,
      time: timeOn(day, second),
      coins,
      amount: coins * RUPIAH_PER_COIN * 100,
      method: roll.weighted(methods),
      status: roll.weighted(statuses),
    }
  })
}
