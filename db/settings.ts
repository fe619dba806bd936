import { eq } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { settings } from './schema.ts'

export async function getSetting(db: Store, key: string): Promise<unknown> {
  return db.orm.select().from(settings).where(eq(settings.key, key)).get()?.value
}

export async function setSetting(db: Store, key: string, value: unknown, by: string, now: number): Promise<void> {
  const row = { key, value, by, at: now }
  db.orm.insert(settings).values(row).onConflictDoUpdate({ target: settings.key, set: row }).run()
}
