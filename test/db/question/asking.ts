import type Database from 'better-sqlite3'
import { runPlan } from '#db/plan/run.ts'
import { makeAtlas } from '#db/question/atlas.ts'
import { readQuestion, type Understood } from '#db/question/question.ts'
import { inferDatasets } from '#db/question/schema/infer.ts'
import { readValues } from '#db/question/values.ts'
import { build, readerOf } from './world.ts'
import { WORLDS } from './worlds.ts'

export type Asked = {
  db: Database.Database
  read: (text: string, instructions?: string) => Understood
  rows: (text: string, instructions?: string) => Promise<unknown[][]>
  why: (text: string) => string
}

/** One made-up company, ready to be asked. */
export async function asking(name: string): Promise<Asked> {
  const world = WORLDS.find((each) => each.name === name)!
  const db = build(world)
  const reader = readerOf(db)
  const datasets = await inferDatasets(reader)
  const known = {
    datasets,
    atlas: makeAtlas(datasets),
    values: await readValues(reader, datasets),
    now: new Date(world.today),
    zone: 'UTC',
    weekStart: 'monday' as const,
  }
  const read = (text: string, instructions?: string) =>
    readQuestion(text, { ...known, ...(instructions && { instructions }) })
  return {
    db,
    read,
    why: (text) => {
      const found = read(text)
      return found.kind === 'refused' ? found.why : found.kind
    },
    rows: async (text, instructions) => {
      const found = read(text, instructions)
      if (found.kind !== 'plan')
        throw new Error(
          `${text}: ${found.kind === 'refused' ? found.why : found.choices.map((each) => each.label).join(' | ')}`,
        )
      return (await runPlan(reader, found.plan, datasets, { today: world.today })).rows
    },
  }
}

const worlds = new Map<string, Promise<Asked>>()

/** The same, made once for all questions of a file. */
export function worldOf(name: string): Promise<Asked> {
  const known = worlds.get(name) ?? asking(name)
  worlds.set(name, known)
  return known
}

export function gold(asked: Asked, sql: string): unknown[][] {
  return asked.db.prepare(sql).raw(true).all() as unknown[][]
}
