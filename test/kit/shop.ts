import type { Place } from '#bot/kit/face.ts'
import { rest } from '#bot/kit/rest.ts'
import type { Row } from '#db/dataset.ts'
import { branches } from '#db/datasets/branches.ts'
import { sales } from '#db/datasets/sales.ts'
import { write } from '#db/write.ts'
import type { BlockOf, Message } from '#jobs/kit/message.ts'
import { startDesk } from './desk.ts'
import { until } from './house.ts'

const TODAY = '2026-11-20T05:00:00Z'
let lines = 0

/** One paid line of an order at ten in the morning in Bangkok; `baht` in whole units. */
export function sale(branch: string, channel: string, day: string, baht: number, more: Row = {}): Row {
  const id = `S${++lines}`
  const fixed = {
    country: branch === 'Bangkok' ? 'Thailand' : 'Indonesia',
    category: 'Lighting',
    product: 'Lotus Lantern',
  }
  const amounts = { quantity: 1, price: baht * 100, discount: 0, amount: baht * 100, cost: baht * 40 }
  return {
    ...fixed,
    ...amounts,
    id,
    order_id: `O${id}`,
    time: `${day}T03:00:00.000Z`,
    branch,
    channel,
    customer: 'C1',
    status: 'paid',
    ...more,
  }
}

/** Three branches over three months; in October Bandung's shop sold next to nothing. */
export const SALES: Row[] = [
  ...['Bangkok', 'Jakarta', 'Bandung'].flatMap((branch, i) => [
    sale(branch, 'store', '2026-09-05', 1000 - i * 100),
    sale(branch, 'online', '2026-09-15', 400 - i * 100),
  ]),
  sale('Bangkok', 'store', '2026-10-05', 1500),
  sale('Bangkok', 'online', '2026-10-17', 450),
  sale('Jakarta', 'store', '2026-10-05', 900),
  sale('Jakarta', 'online', '2026-10-20', 350, { product: 'Teak Side Table', category: 'Furniture' }),
  sale('Bandung', 'store', '2026-10-06', 100),
  sale('Bandung', 'online', '2026-10-21', 250),
  sale('Bangkok', 'store', '2026-11-03', 700),
  sale('Jakarta', 'store', '2026-11-20', 80),
]

type Given = Parameters<typeof startDesk>[0] & { rows?: Row[] }

/** A house that works, with a little shop in its store, in which it is noon of 20 November 2026 in Bangkok. */
export async function startShop({ rows = SALES, ...given }: Given = {}) {
  const ahead = Date.parse(TODAY) - Date.now()
  const now = () => Date.now() + ahead
  const desk = await startDesk({ now, rest, ...given })
  const { db, house } = desk
  const by = { id: 'run1' }
  await write(db, sales, rows, by)
  const named = [...new Set(rows.map(({ branch }) => String(branch)))]
  await write(
    db,
    branches,
    named.map((name) => ({ code: name.slice(0, 3).toUpperCase(), name, city: name })),
    by,
  )

  db.sqlite.prepare('UPDATE dataset_state SET last_write_at = ?').run(now() - 60_000)

  /** Says something and waits for what comes back there: not the card of a run, but its outcome or a reply. */
  async function ask(said: string, user = 'ann', place: Place = `test:${user}`): Promise<Message> {
    const before = desk.shown.length
    await desk.tell(said, user, place)
    return until(async () => {
      await desk.show()
      const fresh = desk.shown
        .slice(before)
        .filter((one) => one.place === place)
        .map(({ message }) => message)
      return fresh.find(({ blocks }) => !blocks.some(({ kind }) => kind === 'progress'))
    })
  }
  return { ...desk, ask, workspace: house.workspace, now }
}

export const tableIn = (message: Message) =>
  message.blocks.find((each): each is BlockOf<'table'> => each.kind === 'table')
export const chartIn = (message: Message) =>
  message.blocks.find((each): each is BlockOf<'chart'> => each.kind === 'chart')?.chart
export const notesIn = (message: Message): string =>
  message.blocks.flatMap((each) => (each.kind === 'text' && each.style === 'quiet' ? [each.text] : [])).join('\n')
export const labelsIn = (message: Message): string[] =>
  message.blocks.flatMap((each) => (each.kind === 'buttons' ? each.buttons.map(({ label }) => label) : []))
/** What a button says. */
export function pressed(message: Message, label: string): string {
  const all = message.blocks.flatMap((each) => (each.kind === 'buttons' ? each.buttons : []))
  const found = all.find((each) => each.label === label)
  if (!found || !('say' in found))
    throw new Error(`There is no button ${label}, only ${all.map((each) => each.label).join(', ')}`)
  return found.say
}
export const idIn = (message: Message): string => /answer ([a-z0-9]+)/.exec(notesIn(message))![1]!
