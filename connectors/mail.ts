import { createReadStream } from 'node:fs'
import type { SendMailOptions } from 'nodemailer'
import { Fault, type FaultKind } from './kit/fault.ts'

export type MailServer = { url: string; from: string }
export type Mail = {
  to: string | string[]
  subject: string
  text: string
  attachments?: { name: string; path: string }[]
}

/** Sends one mail. What the server refused is a Fault; who of several was refused is told. */
export async function sendMail(server: MailServer, mail: Mail): Promise<{ id: string; refused: string[] }> {
  const { attachments = [], ...words } = mail
  const files = attachments.map(({ name, path }) => ({ filename: name, content: createReadStream(path) }))
  const made: SendMailOptions = { ...words, from: server.from, attachments: files }
  return over(server, async (transport) => {
    const sent = await transport.sendMail({ ...made, disableFileAccess: true, disableUrlAccess: true })
    return { id: sent.messageId, refused: sent.rejected.map(String) }
  })
}

/** Whether the server is there and takes our login. */
export async function probeMail(server: MailServer): Promise<void> {
  await over(server, (transport) => transport.verify())
}

async function over<T>({ url }: MailServer, work: (transport: Transport) => Promise<T>): Promise<T> {
  const transport = await open(url)
  try {
    return await work(transport)
  } catch (error) {
    throw faultOf(error as MailError)
  } finally {
    transport.close()
  }
}

type Transport = Awaited<ReturnType<typeof open>>

async function open(url: string) {
  const { createTransport } = await import('nodemailer')
  const { hostname, password } = new URL(url)
  const here = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  return createTransport({
    url,
    // A password never travels in the clear; on this machine there is nobody to hide it from.
    ...(here ? { ignoreTLS: true } : { requireTLS: password !== '' }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  })
}

type MailError = Error & { code?: string; responseCode?: number }

const troubles: Record<string, [FaultKind, string, string]> = {
  EAUTH: ['auth', 'The mail server does not accept our login.', 'Check the user and password in SMTP_URL.'],
  ETLS: [
    'auth',
    'The mail server offers no safe connection.',
    'Use smtps://…:465 or a port with STARTTLS in SMTP_URL.',
  ],
  EENVELOPE: ['input', 'The mail server refused the address.', 'Check the address and MAIL_FROM.'],
  EMESSAGE: ['input', 'The mail server refused the mail.', 'Ask whoever runs it; it may be too large or not wanted.'],
  EDNS: ['down', 'The mail server can not be found.', 'Check the name in SMTP_URL.'],
}
const away: [FaultKind, string, string] = [
  'down',
  'The mail server does not answer.',
  'Check SMTP_URL, or try again later.',
]

/** A 4xx means "not now", whatever the rest says. */
function faultOf(error: MailError): Fault {
  const later = error.responseCode !== undefined && error.responseCode < 500
  const [kind, what, hint] = (!later && troubles[(error.code ?? '').replace('REQUIRETLS', 'TLS')]) || away
  return new Fault(kind, what, { hint, cause: error })
}
