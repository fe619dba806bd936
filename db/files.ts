import { asc, desc, eq, lt } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { files } from './schema.ts'

export type StoredFile = typeof files.$inferSelect

/** Writes down a file; under the same id it takes the place of the one before. */
export async function putFile(db: Store, file: StoredFile): Promise<void> {
  db.orm.insert(files).values(file).onConflictDoUpdate({ target: files.id, set: file }).run()
}

export async function getFile(db: Store, id: string): Promise<StoredFile | undefined> {
  return db.orm.select().from(files).where(eq(files.id, id)).get()
}

export async function recentFiles(db: Store, limit: number): Promise<StoredFile[]> {
  return db.orm.select().from(files).orderBy(desc(files.createdAt)).limit(limit).all()
}

export async function filesOf(db: Store, run: string): Promise<StoredFile[]> {
  return db.orm.select().from(files).where(eq(files.run, run)).orderBy(files.createdAt).all()
}

export async function filesBefore(db: Store, before: number, limit = 1000): Promise<StoredFile[]> {
  return db.orm.select().from(files).where(lt(files.createdAt, before)).orderBy(asc(files.createdAt)).limit(limit).all()
}

export async function dropFile(db: Store, id: string): Promise<void> {
  db.orm.delete(files).where(eq(files.id, id)).run()
}
