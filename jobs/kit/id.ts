import { createHash, randomBytes } from 'node:crypto'

const letters = '23456789abcdefghjkmnpqrstvwxyz'

/** A short name that can be read out and typed on a phone: no 0/o, 1/l/i or u. */
export function newId(length = 7): string {
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('')
}

/** The same content gives the same text, whatever the order of its keys. */
export function fingerprint(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)) ?? '')
    .digest('base64url')
    .slice(0, 22)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

/** The id that belongs to a text: the same text, the same id. */
export function idFrom(text: string, length = 7): string {
  const hash = createHash('sha256').update(text).digest()
  return Array.from({ length }, (_, i) => letters[hash[i]! % letters.length]).join('')
}
