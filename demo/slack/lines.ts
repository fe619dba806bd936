import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { accept, type Line } from './socket.ts'

export type Ack = { acked: boolean; payload: Record<string, unknown> }
type Envelope = { envelope_id: string } & Record<string, unknown>

export const SILENCE: Ack = { acked: false, payload: {} }

/** The sockets of the app; each envelope goes to one of them, in turns, and waits for its acknowledgement. */
export function makeLines(ackMs: number) {
  const lines = new Set<Line>()
  const waiting = new Map<string, (ack: Ack) => void>()
  let turn = 0

  function connect(req: IncomingMessage, socket: Socket): void {
    const line = accept(req, socket, { text: heard, closed: () => lines.delete(line) })
    lines.add(line)
    const debug_info = { host: 'demo', approximate_connection_time: 18_060 }
    line.send({ type: 'hello', num_connections: lines.size, connection_info: { app_id: 'A1' }, debug_info })
  }

  function heard(words: string): void {
    const { envelope_id, payload } = JSON.parse(words)
    waiting.get(envelope_id)?.({ acked: true, payload: payload ?? {} })
  }

  async function ask(envelope: Envelope): Promise<Ack> {
    const line = [...lines][turn++ % Math.max(1, lines.size)]
    if (!line) return SILENCE
    const acked = new Promise<Ack>((done) => {
      waiting.set(envelope.envelope_id, done)
      setTimeout(() => done(SILENCE), ackMs).unref()
    })
    line.send(envelope)
    return acked.finally(() => waiting.delete(envelope.envelope_id))
  }

  return {
    connect,
    ask,
    connections: () => lines.size,
    /** Slack asks clients to come again now and then; they reconnect by themselves. */
    disconnect: (reason = 'refresh_requested') => {
      for (const line of lines) {
        line.send({ type: 'disconnect', reason, debug_info: { host: 'demo' } })
        line.end()
      }
    },
    drop: () => {
      for (const line of lines) line.drop()
    },
  }
}
