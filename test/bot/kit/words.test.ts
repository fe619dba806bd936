import { expect, test } from 'vitest'
import { grid, sized, widthOf } from '#bot/kit/grid.ts'
import { clean, clip, splitText } from '#bot/kit/words.ts'
import { HARD } from '../messages.ts'

test('characters that hide, command or turn the writing are taken out, letters and line breaks stay', () => {
  expect(clean('a\u0000b\u202Ec\u200bd\r\ne\tf')).toBe('abcd\ne  f')
  expect(clean('👩‍👩‍👧 ✅ שלום สวัสดี')).toBe('👩‍👩‍👧 ✅ שלום สวัสดี')
  expect(clean('half \ud800 a letter').isWellFormed()).toBe(true)
})

test('clipping says that something is missing and cuts no emoji in two', () => {
  expect(clip('short', 10)).toBe('short')
  expect(clip('👩‍👩‍👧👩‍👩‍👧', 10)).toBe('👩‍👩‍👧…')
  expect(clip('a long sentence', 7)).toBe('a long…')
})

test.each(Object.entries(HARD))(
  '%s: parts stay within the limit and nothing but space between them is lost',
  (_, text) => {
    for (const max of [40, 300, 4096]) {
      const parts = splitText(text, max)
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(max)
      expect(parts.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''))
    }
  },
)

test('a text is cut between paragraphs before lines, lines before sentences, sentences before words', () => {
  expect(splitText('One two.\nThree.\n\nFour five.', 20)).toEqual(['One two.\nThree.', 'Four five.'])
  expect(splitText('One two. Three four. Five.', 22)).toEqual(['One two. Three four.', 'Five.'])
  expect(splitText('alpha beta gamma', 11)).toEqual(['alpha beta', 'gamma'])
})

test('a measure of its own decides what fits', () => {
  expect(splitText('&&&&&&', 10, (text) => text.length * 5)).toEqual(['&&', '&&', '&&'])
})

test('letters of East Asia and emoji are two wide, marks on letters nothing', () => {
  expect(['abc', '日本', '✅', '🇹🇭', 'กำ', 'é'].map(widthOf)).toEqual([3, 4, 2, 2, 1, 1])
  expect(sized('日本語', 4)).toBe('日… ')
  expect(sized('7', 3, true)).toBe('  7')
})

const columns = [{ name: 'Branch' }, { name: 'Revenue', unit: 'money' as const, currency: 'THB' }]

test('a table stands in columns, numbers to the right', () => {
  expect(
    grid(
      {
        columns,
        rows: [
          ['Sukhumvit', 1234.5],
          ['ร้าน ✅', 3],
        ],
      },
      34,
    ),
  ).toBe(
    ['Branch     Revenue, THB', '─────────  ────────────', 'Sukhumvit      1,234.50', 'ร้าน ✅             3.00'].join(
      '\n',
    ),
  )
})

test('long words are cut to fit, numbers never: then there is no such table', () => {
  const wide = grid({ columns, rows: [['A very long branch name indeed', 1234.5]] }, 30)!
  expect(wide.split('\n').map(widthOf)).toEqual([30, 30, 30])
  expect(wide).toContain('…')
  expect(grid({ columns, rows: [['x', 1e15]] }, 24)).toBeUndefined()
})

test('a cell written from right to left is kept to itself', () => {
  expect(grid({ columns, rows: [['سوق', 5]] }, 34)).toContain('\u2068سوق\u2069')
})
