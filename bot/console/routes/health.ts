import { Hono, type MiddlewareHandler } from 'hono'
import type { House } from '#jobs/kit/house.ts'
import { readiness } from '../../kit/health.ts'
import { openMetrics } from '../../kit/metrics.ts'

/** Whether the process lives, for anybody: it tells nothing else. */
export function lifeRoutes(): Hono {
  return new Hono().get('/healthz', (c) => c.json({ ok: true }))
}

/** How it is, for who may know. */
export function healthRoutes(house: House, watchers: MiddlewareHandler): Hono {
  const metrics = openMetrics(house)
  return new Hono()
    .get('/readyz', watchers, async (c) => {
      const ready = await readiness(house)
      return c.json(ready, ready.ok ? 200 : 503)
    })
    .get('/metrics', watchers, async (c) => {
      const { type, text } = await metrics()
      return c.text(text, 200, { 'content-type': type })
    })
}
