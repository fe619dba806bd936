import { z } from 'zod'
import { say } from '#jobs/kit/message.ts'
import { EMAIL } from '#jobs/kit/settings.ts'

/** An address as people and platforms write it: "Ann@X.co", "mailto:ann@x.co", "<mailto:ann@x.co|ann@x.co>". */
export function asEmail(said: string): string {
  const [, inner = said] = /^<(?:mailto:)?([^|>]+)(?:\|[^>]*)?>$/.exec(said.trim()) ?? []
  return inner
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase()
}

export const emailArg = z
  .string()
  .transform(asEmail)
  .refine((text) => EMAIL.test(text), 'is no e-mail address')

export const nobody = (email: string) =>
  say(`I know nobody with the address ${email}. /people lists who I know.`, 'warn')
