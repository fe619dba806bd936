import type { Doubt } from '#db/doubts.ts'
import { keepLesson, listLessons } from '#db/lessons.ts'
import type { Store } from '#db/open.ts'
import type { Plan } from '#db/plan.ts'
import { pinned } from './recheck.ts'
import { plainly, upper } from './words.ts'

/** A way to read a question: a word or two that tell it from the others, the whole of it, and its plan. */
export type Choice = { label: string; sentence: string; plan: Plan }
type Reading = { label: string; plan: Plan }

const LONGEST = 36

/** "Revenue by branch, this month" and "Target by branch, this month" differ in one word: that goes on the button. */
export function labelled(readings: Reading[]): Choice[] {
  const whole = readings.map(({ label, plan }) => ({ label, sentence: label, plan }))
  if (whole.length < 2) return whole.map((each) => ({ ...each, label: 'Yes' }))
  const sentences = whole.map(({ sentence }) => sentence)
  const clear = [between(sentences), ...clauses(sentences)].filter(areClear)
  const [short] = clear.toSorted((a, b) => a.join('').length - b.join('').length)
  if (short) return whole.map((each, i) => ({ ...each, label: upper(short[i]!) }))
  // What no button can hold is read above the buttons, and chosen by its number.
  const long = whole.some(({ sentence }) => sentence.length > LONGEST)
  return long ? whole.map((each, i) => ({ ...each, label: `${i + 1}` })) : whole
}

const areClear = (labels: string[]): boolean =>
  new Set(labels).size === labels.length && labels.every((each) => each && each.length <= LONGEST)

/** What is left of each without the words that all begin and end with. */
function between(sentences: string[]): string[] {
  const all = sentences.map((sentence) => sentence.split(' '))
  const start = alike(all)
  const end = alike(all.map((words) => words.slice(start).reverse()))
  return all.map((words) =>
    words
      .slice(start, words.length - end)
      .join(' ')
      .replace(/,$/, ''),
  )
}

/** What is counted, by what, when: one of these may tell them apart alone. */
function clauses(sentences: string[]): string[][] {
  return CLAUSES.map((like) => sentences.map((sentence) => like.exec(sentence)?.[1] ?? ''))
}

/** The columns of a list say nothing of which list it is. */
const CLAUSES = [
  /^((?!.* of ).*?)(?=, | by | where | for each |$)/,
  / by (.*?)(?=, | where | for each |$)/,
  / where (.*?)(?=, [a-z0-9]|$)/,
  / for each (.*?)(?=, | where |$)/,
  /, (?!.*, )(.*)$/,
]

/** How many words all of them begin with. */
function alike(all: string[][]): number {
  const [first = [], ...rest] = all
  const end = first.findIndex((word, i) => rest.some((words) => words[i] !== word))
  return end < 0 ? Math.min(...all.map(({ length }) => length)) : end
}

/** The choice that was meant: its number, its button's words, or the whole of it. */
export function pick({ choices }: Doubt, said: string): Plan | undefined {
  const words = plainly(said)
  const found =
    choices[Number(words) - 1] ?? choices.find(({ label, sentence }) => [label, sentence].map(plainly).includes(words))
  return found?.plan as Plan | undefined
}

/** A choice without its days: who wants the worst branch by revenue this month wants it so last month, too. */
const shapeOf = (plan: Plan): string =>
  JSON.stringify(plan, (key, value) => (key === 'period' || key === 'periods' ? key : value))

export async function keepChoice(
  db: Store,
  { question, plan, among, by, at }: { question: string; plan: Plan; among: Plan[]; by: string; at: number },
): Promise<void> {
  const means = { plan, among: among.map(shapeOf) }
  await keepLesson(db, { kind: 'choice', name: plainly(question), means, by, at })
}

/** The same doubt about other days: the newest choice made in it holds. */
export async function chosenBefore<T extends { plan: Plan }>(db: Store, choices: T[]): Promise<T | undefined> {
  const shapes = choices.map(({ plan }) => shapeOf(plan))
  const lessons = (await listLessons(db, 'choice')).toSorted((a, b) => b.at - a.at)
  for (const lesson of lessons) {
    const { among = [] } = lesson.means as { among?: string[] }
    const same = among.length === shapes.length && shapes.every((shape) => among.includes(shape))
    const at = same ? shapes.indexOf(shapeOf(pinned(lesson).plan)) : -1
    if (at >= 0) return choices[at]
  }
  return undefined
}
