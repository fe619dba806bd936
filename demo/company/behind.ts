import { dayOf, monthOf } from './days.ts'
import { dice } from './dice.ts'
import type { Line } from './sales.ts'
import type { Stories } from './stories.ts'

/** Takes shop orders away from the branch of the story until last month is down by exactly its drop (or by that much
 * against the other branches, when all of them fell). */
export function fallBehind(lines: Line[], { behind }: Stories, seed: number): Line[] {
  const sold = sumsOf(lines, behind)
  const others = sold.others[1] / sold.others[0]
  let left = sold.branch[1] - sold.branch[0] * (1 - behind.drop) * Math.min(1, others)
  const gone = new Set<string>()
  for (const [order, amount] of shuffled(ordersOf(lines, behind), seed)) {
    if (left <= 0) break
    gone.add(order)
    left -= amount
  }
  return lines.filter((line) => !gone.has(line.order_id))
}

type Behind = Stories['behind']
type Pair = [before: number, then: number]

function sumsOf(lines: Line[], { branch, month }: Behind): { branch: Pair; others: Pair } {
  const sums: { branch: Pair; others: Pair } = { branch: [0, 0], others: [0, 0] }
  for (const line of lines) {
    const after = monthOf(dayOf(line.time)) - (month - 1)
    if (after !== 0 && after !== 1) continue
    sums[line.branch === branch ? 'branch' : 'others'][after] += net(line)
  }
  return sums
}

function ordersOf(lines: Line[], { branch, month, channel }: Behind): [order: string, amount: number][] {
  const amounts = new Map<string, number>()
  for (const line of lines)
    if (line.branch === branch && line.channel === channel && monthOf(dayOf(line.time)) === month)
      amounts.set(line.order_id, (amounts.get(line.order_id) ?? 0) + net(line))
  return [...amounts]
}

function net(line: Line): number {
  return line.status === 'paid' ? line.amount : 0
}

function shuffled<T>(all: T[], seed: number): T[] {
  const roll = dice(seed, 'behind')
  return all
    .map((one) => ({ one, at: roll.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one)
}
