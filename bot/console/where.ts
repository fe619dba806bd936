import type { Config } from '#jobs/kit/config.ts'
import { ConfigError } from '#jobs/kit/config.ts'

export const isLoopback = (name: string) => name === 'localhost' || /^(127(\.\d{1,3}){3}|\[?::1\]?)$/.test(name)

/** Others than who sits at this machine can come here, so everybody signs in with their address. */
export const isOpen = ({ HOST }: Pick<Config, 'HOST'>) => !isLoopback(HOST)

/** Listening where others can come is only allowed once it is known who may come in. */
export function checkWhere(config: Config): void {
  const { HOST, SMTP_URL, MAIL_FROM, ADMIN_EMAILS, ALLOWED_DOMAINS } = config
  if (!isOpen(config)) return
  const missing = [
    ...(SMTP_URL && MAIL_FROM ? [] : ['SMTP_URL and MAIL_FROM']),
    ...(ADMIN_EMAILS.length || ALLOWED_DOMAINS.length ? [] : ['ADMIN_EMAILS or ALLOWED_DOMAINS']),
  ]
  if (!missing.length) return
  throw new ConfigError([
    `HOST="${HOST}": the console only listens on this machine until people can sign in. Set ${missing.join(', and ')}; or leave HOST out, or set it to 127.0.0.1.`,
  ])
}

/** Whether a request may be answered under this name. Another site can point its own name at this machine. */
export function isOurName(config: Config, host: string): boolean {
  const name = URL.parse(`http://${host}`)?.hostname
  if (name === undefined) return false
  if (isLoopback(name)) return true
  return isOpen(config) && (!config.PUBLIC_URL || host === new URL(config.PUBLIC_URL).host)
}

/** Where our own pages come from; behind a proxy that is not what we listen on. */
export function isOurOrigin({ PUBLIC_URL }: Config, host: string, origin: string | undefined): boolean {
  return origin === `http://${host}` || (PUBLIC_URL !== undefined && origin === new URL(PUBLIC_URL).origin)
}
