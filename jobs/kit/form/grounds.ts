import { findTimes, type When } from '#db/question/when.ts'
import { distance, fold, numberAt, tokenize } from '#db/question/words.ts'
import type { KnownValue } from './terms.ts'

/** What people really said, and what the data really holds: a form may say nothing else. */
export type Grounds = { said: string[]; values: KnownValue[]; when: When }

/** The number was said: in digits or words, or as a part of a hundred. */
export function saidNumber({ said }: Grounds, wanted: number): boolean {
  return said.some((text) => {
    const tokens = tokenize(text)
    return tokens.some((_, at) => {
      const found = numberAt(tokens, at)
      return found && (found.value === wanted || (found.percent && found.value / 100 === wanted))
    })
  })
}

export const saidWords = ({ said }: Grounds, words: string): boolean =>
  words.trim() !== '' && said.some((text) => fold(text).includes(fold(words).trim()))

/** As it stands in the data. `guessed` when the question names it only in another way. */
export function knownValue(
  grounds: Grounds,
  home: { dataset: string; column: string },
  value: string,
): { value: string; guessed: boolean } | { near: string[] } {
  const known = grounds.values.filter(({ dataset, column }) => dataset === home.dataset && column === home.column)
  const exact = known.find((each) => fold(each.value) === fold(value))
  if (exact) return { value: exact.value, guessed: !saidNearly(grounds, exact.value) }
  if (!known.length && saidWords(grounds, value)) return { value, guessed: false }
  return { near: closest(known, value) }
}

function saidNearly(grounds: Grounds, value: string): boolean {
  if (saidWords(grounds, value)) return true
  const words = fold(value).split(/\s+/)
  const said = grounds.said.flatMap((text) => tokenize(text).map(({ word }) => word))
  return words.every((word) =>
    said.some((each) => each.length > 3 && distance(each, word, 2) <= (word.length > 6 ? 2 : 1)),
  )
}

function closest(known: KnownValue[], value: string): string[] {
  const far = (each: string) => distance(fold(each), fold(value), 8)
  const names = [...new Set(known.map((each) => each.value))]
  return names.toSorted((a, b) => far(a) - far(b)).slice(0, 6)
}

/** Periods a text speaks of, without bare numbers that only look like years. */
export function timesIn(text: string, when: When) {
  return findTimes(text, when).filter(({ bare }) => !bare)
}
