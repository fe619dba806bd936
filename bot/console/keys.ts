import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** The one-time key in the printed address. Only its hash is kept, and only until it is used or a newer one is made. */
export type Keys = { make(): string; use(key: string): boolean }

export function openKeys(first?: string): Keys {
  let wanted = first === undefined ? undefined : hashOf(first)
  return {
    make() {
      const key = newSecret(16)
      wanted = hashOf(key)
      return key
    },
    use(key) {
      const fits = wanted !== undefined && timingSafeEqual(Buffer.from(hashOf(key)), Buffer.from(wanted))
      if (fits) wanted = undefined
      return fits
    },
  }
}

export const newSecret = (bytes: number) => randomBytes(bytes).toString('base64url')
export const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')
