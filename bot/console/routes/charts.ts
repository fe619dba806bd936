import { type Context, Hono } from 'hono'
import { getDelivery } from '#db/deliveries.ts'
import { getRun } from '#db/runs.ts'
import { fingerprint } from '#jobs/kit/id.ts'
import type { Chart, Message } from '#jobs/kit/message.ts'
import { refused } from '../guard.ts'
import type { Env, Visit } from '../visit.ts'

const MOST_KEPT = 60

/** Charts as pictures, drawn when they are looked at. The same numbers are drawn once. */
export function chartRoutes(): Hono<Env> {
  const drawn = new Map<string, Promise<Buffer>>()
  return new Hono<Env>().get('/:kind{deliveries|runs}/:id/:block{[0-9]+}/:name{.+\\.png}', async (c) => {
    const chart = await chartAt(c)
    const hash = chart && fingerprint(chart)
    if (!chart || `${hash}.png` !== c.req.param('name')) return refused(c, 'There is no such chart here.', 404)
    const png = await (drawn.get(hash!) ?? draw(drawn, hash!, chart))
    return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png' })
  })
}

async function chartAt(c: Context<Env>): Promise<Chart | undefined> {
  const { kind, id = '', block } = c.req.param()
  const message = kind === 'runs' ? await outcomeOf(c.get('visit'), id) : await deliveredTo(c.get('visit'), Number(id))
  const found = message?.blocks[Number(block)]
  return found?.kind === 'chart' ? found.chart : undefined
}

async function outcomeOf({ workspace }: Visit, id: string): Promise<Message | undefined> {
  return (await getRun(workspace.db, id))?.outcome as Message | undefined
}

async function deliveredTo({ workspace, voice }: Visit, id: number): Promise<Message | undefined> {
  const delivery = await getDelivery(workspace.db, id)
  return delivery?.place === voice.place ? (delivery.posted as Message) : undefined
}

function draw(drawn: Map<string, Promise<Buffer>>, hash: string, chart: Chart): Promise<Buffer> {
  const picture = import('#jobs/kit/chart.ts').then(({ drawChart }) => drawChart(chart))
  drawn.set(hash, picture)
  picture.catch(() => drawn.delete(hash))
  for (const old of [...drawn.keys()].slice(0, -MOST_KEPT)) drawn.delete(old)
  return picture
}
