import { type Context, Hono } from 'hono'
import { getDelivery } from '#db/deliveries.ts'
import { getRun } from '#db/runs.ts'
import type { House } from '#jobs/kit/house.ts'
import { fingerprint } from '#jobs/kit/id.ts'
import type { Chart, Message } from '#jobs/kit/message.ts'
import { maySeeRun } from '#jobs/kit/rights.ts'
import { refused } from '../guard.ts'
import type { Env, Room } from '../visit.ts'

const MOST_KEPT = 60

/** Charts as pictures, drawn when they are looked at. The same numbers are drawn once. */
export function chartRoutes(house: House): Hono<Env> {
  const drawn = new Map<string, Promise<Buffer>>()
  return new Hono<Env>().get('/:workspace/:kind{deliveries|runs}/:id/:block{[0-9]+}/:name{.+\\.png}', async (c) => {
    const chart = await chartAt(c, house)
    const hash = chart && fingerprint(chart)
    if (!chart || `${hash}.png` !== c.req.param('name')) return refused(c, 'There is no such chart here.', 404)
    const png = await (drawn.get(hash!) ?? draw(drawn, hash!, chart))
    return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png' })
  })
}

async function chartAt(c: Context<Env>, house: House): Promise<Chart | undefined> {
  const { workspace, kind, id = '', block } = c.req.param()
  const visit = c.get('visit')
  const room = visit.rooms.find((one) => one.workspace.name === workspace)
  if (!room) return undefined
  const message = await (kind === 'runs'
    ? outcomeOf(house, visit, id)
    : deliveredTo(room, visit.voice.place, Number(id)))
  const found = message?.blocks[Number(block)]
  return found?.kind === 'chart' ? found.chart : undefined
}

async function outcomeOf({ jobs }: House, { workspace, person }: Room, id: string): Promise<Message | undefined> {
  const run = await getRun(workspace.db, id)
  return run && (await maySeeRun(workspace, person, run, jobs)) ? (run.outcome as Message) : undefined
}

async function deliveredTo({ workspace }: Room, place: string, id: number): Promise<Message | undefined> {
  const delivery = await getDelivery(workspace.db, id)
  return delivery?.place === place ? (delivery.posted as Message) : undefined
}

function draw(drawn: Map<string, Promise<Buffer>>, hash: string, chart: Chart): Promise<Buffer> {
  const picture = import('#jobs/kit/chart.ts').then(({ drawChart }) => drawChart(chart))
  drawn.set(hash, picture)
  picture.catch(() => drawn.delete(hash))
  for (const old of [...drawn.keys()].slice(0, -MOST_KEPT)) drawn.delete(old)
  return picture
}
