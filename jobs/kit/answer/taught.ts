import { type Lesson, listLessons } from '#db/lessons.ts'
import { makeAtlas } from '#db/question/atlas.ts'
import { readQuestion } from '#db/question/question.ts'
import type { Workspace } from '../workspace.ts'
import type { Knowledge } from './knowledge.ts'

/** What a workspace calls things: other words for what stands in the data, and formulas with a name. */
export type Taught = { words: [RegExp, string][]; instructions?: string }

const isFormula = (means: string) => /\s\/\s|divided by/.test(means)

export async function taughtIn({ db }: Workspace): Promise<Taught> {
  const lessons = await listLessons(db, 'word')
  const formulas = lessons.filter(({ means }) => isFormula(String(means)))
  const words = lessons
    .filter((each) => !formulas.includes(each))
    .map(({ name, means }): [RegExp, string] => [wordLike(name), String(means)])
  return { words, ...(formulas.length && { instructions: formulas.map(sayFormula).join('. ') }) }
}

const sayFormula = ({ name, means }: Lesson) => `${name} = ${means}`

/** "omzet kemarin" is read as "revenue kemarin". */
export const inOurWords = (question: string, { words }: Taught): string =>
  words.reduce((text, [like, means]) => text.replace(like, () => means), question)

/** A whole word, where the language has spaces between words. */
function wordLike(name: string): RegExp {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[^\\p{L}\\p{N}]+')
  return /^\p{ASCII}+$/u.test(name)
    ? new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, 'giu')
    : new RegExp(plain, 'giu')
}

/** Whether a meaning is something we know: a measure or a column, a value in the data, a formula, a whole question. */
export function canMean(
  means: string,
  { workspace, known, now }: { workspace: Workspace; known: Knowledge; now: number },
): boolean {
  const { datasets, values, atlas } = known
  if (isFormula(means) || values.exact.has(means.toLowerCase())) return true
  const probe = 'zzqx'
  if (makeAtlas(datasets, { [probe]: means }).phrases.has(probe)) return true
  const { zone, weekStart } = workspace
  return readQuestion(means, { datasets, values, atlas, now: new Date(now), zone, weekStart }).kind !== 'refused'
}
