/** Text from people and data, fit to be shown: no control characters, nothing that turns the direction of what follows. */
export function clean(text: string): string {
  const plain = text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll('\t', '  ').replaceAll(UNSEEN, '')
  return plain.replaceAll(MARKS, '$1').replaceAll(CHAIN, '$1')
}

/** One letter can carry marks without end, and one emoji be joined from any number: more than these are left out. */
const MARKS = /(\p{M}{8})\p{M}+/gu
const CHAIN = /((?:\p{Extended_Pictographic}\ufe0f?\u200d){6})(?:\p{Extended_Pictographic}\ufe0f?\u200d)+/gu

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g

/** At most `max` units of text, ending in … when something was left out, never inside a letter or an emoji. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  return `${take(text, max - 1).trimEnd()}…`
}

/** As much of the beginning as fits `max` by `measure`, in whole letters. */
export function take(text: string, max: number, measure: Measure = length): string {
  let room = max
  let end = 0
  for (const { segment } of letters(text)) {
    room -= measure(segment)
    if (room < 0) break
    end += segment.length
  }
  return text.slice(0, end)
}

/** Parts of at most `max`, cut where it hurts least: between paragraphs, lines, sentences, words, letters. */
export function splitText(text: string, max: number, measure: Measure = length): string[] {
  return pack(text, max, measure, 0).flatMap((part) => part.replace(/^\n+|\s+$/g, '') || [])
}

function pack(text: string, max: number, measure: Measure, level: number): string[] {
  if (measure(text) <= max) return [text]
  const parts: string[] = []
  let room = 0
  for (const piece of CUTS[level]!(text)) {
    const size = measure(piece)
    if (size <= room) parts.push(parts.pop() + piece)
    else if (size <= max || level === CUTS.length - 1) parts.push(piece)
    else parts.push(...pack(piece, max, measure, level + 1))
    room = size <= room ? room - size : max - measure(parts.at(-1)!)
  }
  return parts
}

const CUTS: ((text: string) => string[])[] = [
  (text) => text.split(/(?<=\n\n)/),
  (text) => text.split(/(?<=\n)/),
  (text) => text.split(/(?<=[.!?…。！？؟]\s)/),
  (text) => text.split(/(?<=\s)/),
  (text) => [...letters(text)].map((letter) => letter.segment),
  (text) => [...text],
]

type Measure = (text: string) => number
const length: Measure = (text) => text.length
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
export const letters = (text: string) => segmenter.segment(text)
