import { Hono, type MiddlewareHandler } from 'hono'
import type { House } from '#jobs/kit/house.ts'
import { careful, isNear, refused } from './guard.ts'
import { openListener } from './listen.ts'
import { healthRoutes, lifeRoutes } from './routes/health.ts'

/** A worker has no pages; whoever looks after it can still ask how it is. Returns the way to stop. */
export async function openBeat(house: House): Promise<() => Promise<void>> {
  const { HEALTH_PORT, HOST } = house.config
  if (HEALTH_PORT === undefined) return async () => {}
  const app = new Hono().use(careful).route('/', lifeRoutes()).route('/', healthRoutes(house, near))
  const { listen, close } = openListener(app)
  const port = await listen(HEALTH_PORT, HOST)
  house.log.info({ port }, 'This worker answers /healthz, /readyz and /metrics')
  return close
}

const near: MiddlewareHandler = async (c, next) =>
  isNear(c) ? next() : refused(c, 'Only from the machine itself.', 403)
