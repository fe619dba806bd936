import { and, eq, given } from './kit/drizzle.ts'
import { prepared } from './kit/prepared.ts'
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
  return kind ? ofKind(db).all({ kind }) : everyLesson(db).all()
}

const everyLesson = prepared(({ orm }) => orm.select().from(lessons).orderBy(lessons.kind, lessons.name).prepare())
const ofKind = prepared(({ orm }) =>
  orm
    .select()
    .from(lessons)
    .where(eq(lessons.kind, given('kind')))
    .orderBy(lessons.name)
    .prepare(),
)

export async function getLesson(db: Store, kind: LessonKind, name: string): Promise<Lesson | undefined> {
  return oneLesson(db).get({ kind, name })
}

const oneLesson = prepared(({ orm }) => {
  const one = and(eq(lessons.kind, given('kind')), eq(lessons.name, given('name')))
  return orm.select().from(lessons).where(one).prepare()
})

export async function forgetLesson(db: Store, name: string, kind?: LessonKind): Promise<boolean> {
  const one = and(eq(lessons.name, name), kind && eq(lessons.kind, kind))
  return db.orm.delete(lessons).where(one).run().changes > 0
}
