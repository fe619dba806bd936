import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

export type Line = { send: (value: unknown) => void; end: () => void; drop: () => void }
type On = { text: (text: string) => void; closed: () => void }

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const TEXT = 1
const CLOSE = 8
const PING = 9
const PONG = 10
const PING_MS = 10_000

/** The server's side of a WebSocket, as far as Slack's clients use it: texts, pings and closing. */
export function accept(req: IncomingMessage, socket: Socket, on: On): Line {
  const key = createHash('sha1').update(`${req.headers['sec-websocket-key']}${MAGIC}`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
  )
  const write = (kind: number, bytes: Buffer) => socket.writable && socket.write(frame(kind, bytes))
  const pings = setInterval(() => write(PING, Buffer.from('slack')), PING_MS)
  let rest = Buffer.alloc(0)
  socket.on('data', (part: Buffer) => {
    rest = Buffer.concat([rest, part])
    for (let read = unframe(rest); read; read = unframe(rest)) {
      rest = rest.subarray(read.size)
      if (read.kind === TEXT) on.text(read.bytes.toString())
      if (read.kind === PING) write(PONG, read.bytes)
      if (read.kind === CLOSE) socket.end(frame(CLOSE, read.bytes))
    }
  })
  socket.on('close', () => {
    clearInterval(pings)
    on.closed()
  })
  return {
    send: (value) => write(TEXT, Buffer.from(JSON.stringify(value))),
    end: () => socket.end(frame(CLOSE, Buffer.from([3, 232]))),
    drop: () => socket.destroy(),
  }
}

function frame(kind: number, bytes: Buffer): Buffer {
  const size = bytes.length
  if (size < 126) return Buffer.concat([Buffer.from([0x80 | kind, size]), bytes])
  const head = Buffer.alloc(size < 65_536 ? 4 : 10)
  head[0] = 0x80 | kind
  head[1] = size < 65_536 ? 126 : 127
  if (size < 65_536) head.writeUInt16BE(size, 2)
  else head.writeBigUInt64BE(BigInt(size), 2)
  return Buffer.concat([head, bytes])
}

/** One whole masked frame from the front, if it has all arrived. Clients here send no fragments. */
function unframe(bytes: Buffer): { kind: number; bytes: Buffer; size: number } | undefined {
  if (bytes.length < 2) return undefined
  const short = bytes[1]! & 127
  const head = short < 126 ? 2 : short === 126 ? 4 : 10
  if (bytes.length < head + 4) return undefined
  const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2))
  const size = head + 4 + length
  if (bytes.length < size) return undefined
  const mask = bytes.subarray(head, head + 4)
  const clear = Buffer.from(bytes.subarray(head + 4, size).map((byte, i) => byte ^ mask[i % 4]!))
  return { kind: bytes[0]! & 15, bytes: clear, size }
}
