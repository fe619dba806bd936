import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { escapeHtml, page } from '../kit/html.ts'
import { listen, readBody, send } from '../kit/wire.ts'
import { type Mail, readMail } from './read.ts'

export type Options = { port?: number; pagePort?: number; user?: string; password?: string; most?: number }
/** How the next mails are met: refused for now, refused for good, or the connection breaks after the mail was taken. */
export type Trouble = 'later' | 'never' | 'reset'
export type MailServer = Awaited<ReturnType<typeof startMail>>
export type Delivered = Mail & { envelope: { from: string; to: string[] }; at: number }

/** A mailbox for everybody: whatever is sent arrives here, to be read by function or on a page. */
export async function startMail(options: Options = {}) {
  const { user, password, most = 10 * 1024 * 1024 } = options
  const box: Delivered[] = []
  const planned: Trouble[] = []
  const server = new SMTPServer({
    authOptional: user === undefined,
    disabledCommands: ['STARTTLS'],
    size: most,
    onAuth: (auth, _, done) =>
      auth.username === user && auth.password === password
        ? done(null, { user: user ?? '' })
        : done(new Error('Invalid login')),
    onRcptTo: ({ address }, _, done) => (/^(no|unknown)[@.]/.test(address) ? done(reply(550, 'No such user')) : done()),
    onData: (stream, session, done) =>
      void take(stream, session).then(
        (mail) => {
          const trouble = planned.shift()
          if (trouble === 'later') return done(reply(451, 'Try again later'))
          if (trouble === 'never') return done(reply(554, 'Not wanted'))
          if (stream.sizeExceeded) return done(reply(552, 'Message is too large'))
          box.push(mail)
          if (trouble === 'reset')
            return (session as unknown as { socket?: { destroy(): void } }).socket?.destroy() ?? breakAll(server)
          done(null, `Queued as ${box.length}`)
        },
        (error) => done(error),
      ),
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done))
  const port = (server.server.address() as AddressInfo).port
  const web = await listen(async (req, res) => showPage(box, req, res), options.pagePort)
  const login = user === undefined ? '' : `${user}:${password}@`
  return {
    url: `smtp://${login}127.0.0.1:${port}`,
    port,
    page: web.url,
    box: () => box,
    to: (address: string) => box.filter((mail) => mail.envelope.to.includes(address)),
    /** Waits for the newest mail to somebody that reads like this. */
    heard: (address: string, wanted: RegExp = /./, ms = 5000) => heard(box, address, wanted, ms),
    next: (...troubles: Trouble[]) => void planned.push(...troubles),
    stop: async () => {
      await Promise.all([new Promise<void>((done) => server.close(() => done())), web.stop()])
    },
  }
}

const reply = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode })

function breakAll(server: SMTPServer): void {
  for (const connection of server.connections as Set<{ _socket?: { destroy(): void } }>) connection._socket?.destroy()
}

async function take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<Delivered> {
  const raw = (await readBody(stream))!
  const from = envelope.mailFrom ? envelope.mailFrom.address : ''
  return { ...readMail(raw), envelope: { from, to: envelope.rcptTo.map((one) => one.address) }, at: Date.now() }
}

async function heard(box: Delivered[], address: string, wanted: RegExp, ms: number): Promise<Delivered> {
  for (const end = Date.now() + ms; ; ) {
    const found = box.findLast(
      (mail) => mail.envelope.to.includes(address) && wanted.test(`${mail.subject}\n${mail.text}`),
    )
    if (found) return found
    if (Date.now() > end) throw new Error(`no mail like ${wanted} came for ${address}`)
    await new Promise((done) => setTimeout(done, 15))
  }
}

const CSS =
  'body{font:16px/1.4 system-ui,sans-serif;max-width:720px;margin:24px auto;padding:0 12px}article{border:1px solid #ddd;border-radius:8px;padding:12px;margin:12px 0}small{color:#666}pre{white-space:pre-wrap;font:inherit}'

function showPage(box: Delivered[], _: IncomingMessage, res: ServerResponse): void {
  const one = ({ subject, envelope, text, attachments, at }: Delivered) =>
    `<article><b>${escapeHtml(subject)}</b><br><small>${escapeHtml(envelope.from)} → ${escapeHtml(envelope.to.join(', '))}, ${new Date(at).toISOString()}</small>
<pre>${escapeHtml(text)}</pre>${attachments.map((a) => `<small>${escapeHtml(a.name)}, ${a.bytes.length} bytes</small>`).join('<br>')}</article>`
  send(
    res,
    200,
    page('Mailbox', CSS, `<h1>Mailbox</h1>${box.toReversed().map(one).join('') || '<p>Nothing has arrived yet.</p>'}`),
  )
}
