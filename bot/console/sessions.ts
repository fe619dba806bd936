import { chmod, readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { hashOf, newSecret } from './keys.ts'

const DAY_MS = 86_400_000
const MOST = 2000

const Session = z.object({ hash: z.string(), user: z.string(), name: z.string(), until: z.number() })
export type Session = z.output<typeof Session>

export type Sessions = {
  find(secret: string): Session | undefined
  /** Returns the secret that the browser keeps. */
  add(who: { user: string; name: string }): Promise<string>
  end(secret: string): Promise<void>
}

/** Who is signed in, kept in a small file so that a restart doesn't send anybody away; secrets only as hashes. */
export async function openSessions(path: string, now: () => number, days: number): Promise<Sessions> {
  let known = await readKept(path)
  let saving = Promise.resolve()

  function save(): Promise<void> {
    known = known.filter(({ until }) => until > now()).slice(-MOST)
    const content = JSON.stringify(known)
    saving = saving.catch(() => {}).then(() => writeWhole(path, content))
    return saving
  }
  return {
    find: (secret) => known.find(({ hash, until }) => hash === hashOf(secret) && until > now()),
    async add(who) {
      const secret = newSecret(32)
      known.push({ ...who, hash: hashOf(secret), until: now() + days * DAY_MS })
      await save()
      return secret
    },
    async end(secret) {
      known = known.filter(({ hash }) => hash !== hashOf(secret))
      await save()
    },
  }
}

/** A damaged file only means that people sign in again. */
async function readKept(path: string): Promise<Session[]> {
  try {
    return z.array(Session).parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return []
  }
}

async function writeWhole(path: string, content: string): Promise<void> {
  await writeFile(`${path}.part`, content, { mode: 0o600 })
  await chmod(`${path}.part`, 0o600)
  await rename(`${path}.part`, path)
}
