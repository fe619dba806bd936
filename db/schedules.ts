import { and, asc, eq, isNull, lte } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { schedules } from './schema.ts'

export type Schedule = typeof schedules.$inferSelect

export async function addSchedule(db: Store, schedule: Omit<Schedule, 'paused'>): Promise<void> {
  db.orm.insert(schedules).values(schedule).run()
}

export async function getSchedule(db: Store, id: string): Promise<Schedule | undefined> {
  return db.orm.select().from(schedules).where(eq(schedules.id, id)).get()
}

/** Of one place, or all. */
export async function listSchedules(db: Store, place?: string): Promise<Schedule[]> {
  const here = place === undefined ? undefined : eq(schedules.place, place)
  return db.orm.select().from(schedules).where(here).orderBy(asc(schedules.at)).all()
}

export async function dueSchedules(db: Store, now: number): Promise<Schedule[]> {
  const due = and(lte(schedules.nextAt, now), isNull(schedules.paused))
  return db.orm.select().from(schedules).where(due).orderBy(asc(schedules.nextAt)).all()
}

/** Only one of several processes moves a schedule from one fire to the next. */
export async function moveOn(db: Store, { id, nextAt }: Schedule, to: number): Promise<boolean> {
  const still = and(eq(schedules.id, id), eq(schedules.nextAt, nextAt))
  return db.orm.update(schedules).set({ nextAt: to }).where(still).run().changes > 0
}

export async function changeSchedule(db: Store, id: string, to: Partial<Schedule>): Promise<void> {
  db.orm.update(schedules).set(to).where(eq(schedules.id, id)).run()
}

export async function dropSchedule(db: Store, id: string): Promise<void> {
  db.orm.delete(schedules).where(eq(schedules.id, id)).run()
}
