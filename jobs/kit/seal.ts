import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from './id.ts'

/** Encrypts what is kept between runs and must be of no use to whoever copies the database. */
export type Seal = { close(text: string): string; open(sealed: string): string | undefined }

export function sealWith(secret: string): Seal {
  const key = scryptSync(secret, 'bellhop', 32)
  return {
    close(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
    },
    open(sealed) {
      try {
        const bytes = Buffer.from(sealed, 'base64')
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
        decipher.setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        // Another key, or damaged: as good as never kept.
        return undefined
      }
    },
  }
}

/** The key of this data folder, made at its first use; of two processes that make one, one is taken. */
export function keyOf(folder: string): string {
  const path = join(folder, 'secret.key')
  const known = read(path)
  if (known) return known
  mkdirSync(folder, { recursive: true })
  const made = `${path}.${newId()}`
  writeFileSync(made, randomBytes(32).toString('base64'), { mode: 0o600 })
  try {
    linkSync(made, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(made)
  }
  return readFileSync(path, 'utf8')
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
