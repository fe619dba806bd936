import type { Dataset } from '#db/dataset.ts'
import { readQuestion } from '#db/question/question.ts'
import { asking, type Given, type Understood } from './understand.ts'
import { both, plainly, upper } from './words.ts'

type Refused = Extract<Understood, { kind: 'refused' }>
const MOST = 3
const NAMED = 8

/** A no that helps: what was not understood, what there is instead, and questions near it that have an answer. */
export function helpful(question: string, read: Refused, mine: Dataset[], given: Given): Refused {
  const near = mine.toSorted((a, b) => nearness(question, b, given) - nearness(question, a, given))
  const instead = near[0] ? [whatIsThere(near[0])] : []
  const complete = read.why.includes(': nothing asked for') ? completed(question, near.slice(0, 2), given) : []
  const suggestions = [...complete, ...likest(question, near.slice(0, 2)), ...likest(question, mine)]
  const why = [reasonIn(question, read.why), ...instead, read.aside].filter(Boolean).join(' ')
  return { ...read, why, suggestions: [...new Set(suggestions)].slice(0, MOST) }
}

/** How many of a dataset's own words and values are in the question. */
function nearness(
  question: string,
  { name, say, words = [], measures, dimensions }: Dataset,
  { known }: Given,
): number {
  const said = ` ${plainly(question)} `
  const terms = [...Object.values(measures), ...Object.values(dimensions)].flatMap((each) => [
    each.say,
    ...(each.words ?? []),
  ])
  const named = [name, say, ...words, ...terms].filter((term) => said.includes(` ${plainly(term)} `))
  const values = [...known.values.exact].filter(
    ([value, at]) => said.includes(` ${value} `) && at.some((one) => one.dataset === name),
  )
  return new Set(named).size + values.length
}

/** What nobody can ask of stored numbers is said outright. */
const NEVER: [RegExp, string][] = [
  [
    /\b(forecast|predict|prediction|projection|prediksi|ramalan)\b|พยากรณ์|คาดการณ์/i,
    "I can't look ahead: I know what happened.",
  ],
  [
    /^\W*(please )?(delete|remove|update|change|insert|edit|drop|hapus|ubah)\b|^ลบ/i,
    'I only read numbers, I never change them.',
  ],
  [/\b(should we|should i|recommend|advice|advise|saran)\b/i, "I can't give advice: I know the numbers."],
]

/** The reason in plain words; how far the reading came is nobody's business. */
function reasonIn(question: string, why: string): string {
  const never = NEVER.find(([like]) => like.test(question))
  if (never) return never[1]
  const [said = ''] = why.split(/ I know (?!what|the)/)
  const inner = /^I can't read that as one question: (.*?)\.?$/s.exec(said)?.[1]
  if (inner === undefined) return said
  const unknown = /^I don't know what to do with (.*)$/s.exec(inner)?.[1]
  if (unknown) return `I don't understand ${unknown} there.`
  return inner === 'nothing asked for'
    ? "That doesn't say which number you want."
    : "I don't understand that well enough to be right about it."
}

function whatIsThere({ say, measures, dimensions }: Dataset): string {
  const names = Object.values(measures).map((each) => each.say)
  const by = Object.values(dimensions).map((each) => each.say)
  const more = names.length > NAMED ? ['more'] : []
  const known = both([...names.slice(0, NAMED), ...more])
  return `About ${say} I know ${known || 'the rows'}${by.length ? `, by ${both(by.slice(0, 5))}` : ''}.`
}

/** "Jakarta last month" says all but the number that is meant. */
function completed(question: string, near: Dataset[], given: Given): string[] {
  if (/^(is|are|was|were|do|does|did|has|have|had|can)\b/i.test(question.trim())) return []
  const measures = near.flatMap((each) => Object.values(each.measures).slice(0, MOST))
  const texts = measures.map(({ say }) => `${upper(say)} ${question.trim().replace(/[?!.]+$/, '')}`)
  return texts.slice(0, MOST).filter((text) => readQuestion(text, asking(given)).kind === 'plan')
}

/** The example questions that share most words with this one. */
function likest(question: string, datasets: Dataset[]): string[] {
  const words = new Set(plainly(question).split(' '))
  const shared = (say: string) =>
    plainly(say)
      .split(' ')
      .filter((word) => words.has(word)).length
  const asks = datasets.flatMap(({ asks }) => asks.map(({ say }) => say))
  return asks.toSorted((a, b) => shared(b) - shared(a)).slice(0, MOST)
}
