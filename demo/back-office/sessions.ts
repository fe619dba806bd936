import { randomBytes } from 'node:crypto'

export type Session = { id: string; csrf: string; member: boolean; awaits: boolean; pages: number; until: number }

/** Who is signed in. A session ends when it hasn't been used for a while. */
export function sessions(idleMs: number, now: () => number) {
  const all = new Map<string, Session>()
  return {
    open(): Session {
      const [id, csrf] = [randomBytes(18).toString('hex'), randomBytes(18).toString('hex')]
      const session = { id, csrf, member: false, awaits: false, pages: 0, until: now() + idleMs }
      all.set(id, session)
      return session
    },
    find(id: string | undefined): Session | undefined {
      const session = id ? all.get(id) : undefined
      if (!session || session.until < now()) return undefined
      session.until = now() + idleMs
      return session
    },
    end: (id: string) => void all.delete(id),
    endAll: () => all.clear(),
  }
}
export type Sessions = ReturnType<typeof sessions>

export const cookie = (header: string | undefined) => /(?:^|;\s*)sid=(\w+)/.exec(header ?? '')?.[1]
