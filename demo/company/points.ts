import { dice } from './dice.ts'
import type { User } from './people.ts'
import type { Line } from './sales.ts'

export type PointMove = {
  id: string
  user_id: string
  time: Date
  kind: 'earned' | 'redeemed'
  points: number
  order_id: string
  branch: string
}

const BAHT_PER_POINT = 25

/** One point for every 25 baht paid; now and then somebody with enough of them pays with points. */
export function makePoints(seed: number, lines: Line[], users: User[]): PointMove[] {
  const byCustomer = new Map(users.map((user) => [user.customer, user]))
  const balance = new Map<string, number>()
  return ordersOf(lines).flatMap(({ amount, ...order }) => {
    const user = byCustomer.get(order.customer)
    if (!user || user.joined > order.time) return []
    const { order_id, branch, time } = order
    const roll = dice(seed, 'points', order_id)
    const move = (kind: PointMove['kind'], points: number): PointMove[] => {
      if (points === 0) return []
      balance.set(user.id, (balance.get(user.id) ?? 0) + points)
      return [
        {
          id: `${kind === 'earned' ? 'PE' : 'PR'}-${order_id}`,
          user_id: user.id,
          time,
          kind,
          points,
          order_id,
          branch,
        },
      ]
    }
    const enough = roll.chance(0.25) ? [500, 200, 100].find((points) => points <= (balance.get(user.id) ?? 0)) : 0
    return [...move('redeemed', -(enough ?? 0)), ...move('earned', Math.floor(amount / (BAHT_PER_POINT * 100)))]
  })
}

type Order = Pick<Line, 'order_id' | 'customer' | 'branch' | 'time' | 'amount'>

function ordersOf(lines: Line[]): Order[] {
  const orders = new Map<string, Order>()
  for (const { order_id, customer, branch, time, amount, status } of lines) {
    const paid = status === 'paid' ? amount : 0
    const order = orders.get(order_id)
    if (order) order.amount += paid
    else orders.set(order_id, { order_id, customer, branch, time, amount: paid })
  }
  return [...orders.values()].sort((a, b) => a.time.getTime() - b.time.getTime())
}
