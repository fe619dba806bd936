import { expect, test } from 'vitest'
import { allRules } from '#db/question/periods/find.ts'
import { oneSlip } from '#db/question/periods/lexer.ts'
import { english } from '#db/question/periods/words/en.ts'
import { indonesian } from '#db/question/periods/words/id.ts'
import { thai } from '#db/question/periods/words/th.ts'

const LITERALS = [
  'number',
  'ordinal',
  'ordinaldate',
  'roman',
  'year',
  'loneyear',
  'time',
  'weeknumber',
  'fiscalyear',
  'fiscalstart',
]
const SIGNS = ['dash', 'comma', 'slash', 'holiday', 'quarternumber', 'halfnumber']
const GUARDS = ['hint', 'join', 'weak', 'grouping', 'pronoun', 'compare']

test('every symbol a rule waits for is made by a lexicon, a literal or another rule', () => {
  const words = [english, indonesian, thai].flatMap((lexicon) =>
    Object.keys(lexicon).map((key) => key.replace('?', '')),
  )
  const made = new Set([...words, ...LITERALS, ...SIGNS, ...allRules.map((rule) => rule.makes)])
  expect([...new Set(allRules.flatMap((rule) => rule.from))].filter((symbol) => !made.has(symbol))).toEqual([])
})

test('every word of a lexicon is of use to a rule or a guard', () => {
  const used = new Set([...GUARDS, ...allRules.flatMap((rule) => rule.from)])
  const keys = [english, indonesian, thai].flatMap((lexicon) => Object.keys(lexicon).map((key) => key.replace('?', '')))
  expect(keys.filter((key) => !used.has(key))).toEqual([])
})

test('one slip is a letter missing, too many, wrong, or two swapped', () => {
  expect(['septmber', 'septemberr', 'septenber', 'setpember'].every((said) => oneSlip(said, 'september'))).toBe(true)
  expect(oneSlip('setember1', 'september')).toBe(false)
  expect(oneSlip('sptmber', 'september')).toBe(false)
})
