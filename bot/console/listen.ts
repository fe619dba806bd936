import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'

export type Listener = {
  /** Resolves with the port that it got. */
  listen(port: number, host: string): Promise<number>
  close(): Promise<void>
}

export function openListener(app: Hono): Listener {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
      }),
    async close() {
      if (!server.listening) return
      const closed = new Promise((done) => server.close(done))
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 500).unref()
      await closed
    },
  }
}
