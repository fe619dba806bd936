import { and, eq, inArray } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { rights } from './schema.ts'

export type Right = typeof rights.$inferSelect
/** Null: anything. Each argument named must be one of its values. No argument at all: nothing. */
export type Only = Right['only']

export async function setRight(db: Store, right: Omit<Right, 'id'>): Promise<void> {
  db.orm
    .insert(rights)
    .values(right)
    .onConflictDoUpdate({ target: [rights.who, rights.what], set: right })
    .run()
}

export async function dropRight(db: Store, who: string, what: string): Promise<boolean> {
  return (
    db.orm
      .delete(rights)
      .where(and(eq(rights.who, who), eq(rights.what, what)))
      .run().changes > 0
  )
}

export async function rightsOf(db: Store, who: string[], what?: string): Promise<Right[]> {
  return db.orm
    .select()
    .from(rights)
    .where(and(inArray(rights.who, who), what === undefined ? undefined : eq(rights.what, what)))
    .orderBy(rights.who, rights.what)
    .all()
}

export async function listRights(db: Store): Promise<Right[]> {
  return db.orm.select().from(rights).orderBy(rights.who, rights.what).all()
}
