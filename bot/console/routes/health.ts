import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono, type MiddlewareHandler } from 'hono'
import type { House } from '#jobs/kit/house.ts'
import { readiness } from '../../kit/health.ts'
import { openMetrics } from '../../kit/metrics.ts'
import { isLoopback, refused } from '../guard.ts'

/** For whoever watches the process: no cookie, but only from this machine. */
export function healthRoutes(house: House): Hono {
  const metrics = openMetrics(house)
  return new Hono()
    .get('/healthz', nearby, (c) => c.json({ ok: true }))
    .get('/readyz', nearby, async (c) => {
      const ready = await readiness(house)
      return c.json(ready, ready.ok ? 200 : 503)
    })
    .get('/metrics', nearby, async (c) => {
      const { type, text } = await metrics()
      return c.text(text, 200, { 'content-type': type })
    })
}

const nearby: MiddlewareHandler = async (c, next) => {
  const from = getConnInfo(c).remote.address ?? ''
  return isLoopback(from.replace(/^::ffff:/, '')) ? next() : refused(c, 'Only from the machine itself.', 403)
}
