import type { Row } from '#db/dataset.ts'

const BRANCHES = ['Bangkok', 'Jakarta', 'Surabaya', 'Bali', 'Chiang Mai', 'Phuket', 'Bandung']
const CHANNELS = ['store', 'online', 'marketplace']
const START = Date.parse('2024-11-01T00:00:00Z')
const DAYS = 750

/** Two years of lines as a shop has them, day after day. */
export function* lines(size: number): Generator<Row> {
  for (let n = 0; n < size; n++) {
    const dice = (n * 2_654_435_761) % 4_294_967_296
    const of = <T>(all: T[], turn: number): T => all[Math.floor(dice / turn) % all.length]!
    const at = START + Math.floor((n / size) * DAYS) * 86_400_000 + (dice % 43_200) * 1000
    const amount = 10_000 + (dice % 500_000)
    yield {
      ...{ id: `L${n}`, order_id: `O${n >> 1}`, time: new Date(at).toISOString(), branch: of(BRANCHES, 7) },
      ...{
        country: 'Thailand',
        channel: of(CHANNELS, 11),
        customer: `C${dice % 20_000}`,
        product: `Product ${dice % 40}`,
      },
      ...{ category: `Category ${dice % 6}`, quantity: 1, price: amount, discount: 0, amount, cost: amount >> 1 },
      status: dice % 33 ? 'paid' : 'returned',
    }
  }
}
