import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export type Handle = (req: IncomingMessage, res: ServerResponse) => Promise<void>
type OnUpgrade = (req: IncomingMessage, socket: Socket) => void
export type Listening = { url: string; port: number; stop: () => Promise<void> }

/** A server on loopback; stopping it breaks what is still open, as a machine that goes down would. */
export async function listen(handle: Handle, port = 0, onUpgrade?: OnUpgrade): Promise<Listening> {
  const server = createServer((req, res) => {
    handle(req, res).catch((error: Error) => {
      if (res.headersSent) res.destroy()
      else send(res, 500, `the demo server failed: ${error.stack}`)
    })
  })
  const upgraded = new Set<Socket>()
  if (onUpgrade)
    server.on('upgrade', (req, socket: Socket) => {
      upgraded.add(socket)
      socket.on('close', () => upgraded.delete(socket)).on('error', () => socket.destroy())
      onUpgrade(req, socket)
    })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const at = (server.address() as AddressInfo).port
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done())
      server.closeAllConnections()
      for (const socket of upgraded) socket.destroy()
    })
  return { url: `http://127.0.0.1:${at}`, port: at, stop }
}

/** The whole body, or nothing when it is larger than allowed; it is read to the end either way. */
export async function readBody(
  req: AsyncIterable<Buffer>,
  most = Number.POSITIVE_INFINITY,
): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of req) {
    size += part.length
    if (size <= most) parts.push(part)
  }
  return size <= most ? Buffer.concat(parts) : undefined
}

export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body))
}

export function send(
  res: ServerResponse,
  status: number,
  body: string | Buffer,
  type = 'text/html; charset=utf-8',
): void {
  res.writeHead(status, { 'content-type': type }).end(body)
}
