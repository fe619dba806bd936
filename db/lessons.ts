import { and, eq } from './kit/drizzle.ts'
import type { Store } from './open.ts'
import { lessons } from './schema.ts'

export type Lesson = typeof lessons.$inferSelect
export type LessonKind = Lesson['kind']

export async function keepLesson(db: Store, lesson: Lesson): Promise<void> {
  db.orm
    .insert(lessons)
    .values(lesson)
    .onConflictDoUpdate({ target: [lessons.kind, lessons.name], set: lesson })
    .run()
}

export async function listLessons(db: Store, kind?: LessonKind): Promise<Lesson[]> {
  return db.orm
    .select()
    .from(lessons)
    .where(kind && eq(lessons.kind, kind))
    .orderBy(lessons.kind, lessons.name)
    .all()
}

export async function getLesson(db: Store, kind: LessonKind, name: string): Promise<Lesson | undefined> {
  return db.orm
    .select()
    .from(lessons)
    .where(and(eq(lessons.kind, kind), eq(lessons.name, name)))
    .get()
}

export async function forgetLesson(db: Store, name: string, kind?: LessonKind): Promise<boolean> {
  const one = and(eq(lessons.name, name), kind && eq(lessons.kind, kind))
  return db.orm.delete(lessons).where(one).run().changes > 0
}
