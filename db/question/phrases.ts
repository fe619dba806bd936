import type { Grain } from '../plan.ts'
import type { Item } from './item.ts'
import { ENGLISH, GRAINS } from './lexicon/en.ts'
import { INDONESIAN, INDONESIAN_GRAINS } from './lexicon/id.ts'
import { MOMENT_WORDS } from './lexicon/moments.ts'
import { THAI, THAI_GRAINS } from './lexicon/th.ts'
import { tokenize } from './words.ts'

export const PHRASES = phraseTable()

function phraseTable(): Map<string, Item[]> {
  const table = new Map<string, Item[]>()
  const put = (phrase: string, item: Partial<Item> & { t: string }) => {
    const key = tokenize(phrase)
      .map((each) => each.word)
      .join(' ')
    table.set(key, [...(table.get(key) ?? []), { from: 0, to: 0, say: phrase, score: 0.55, ...item }])
  }
  for (const [t, said] of [ENGLISH, MOMENT_WORDS, INDONESIAN, THAI].flatMap((each) => Object.entries(each))) {
    for (const [payload, phrases] of Object.entries(said))
      for (const phrase of phrases.split('|')) put(phrase, { t, ...decode(t, payload) })
  }
  for (const [grain, phrases] of [GRAINS, INDONESIAN_GRAINS, THAI_GRAINS].flatMap((each) => Object.entries(each))) {
    for (const phrase of phrases.split('|'))
      for (const form of new Set([phrase, `${phrase}s`])) put(form, { t: 'grain', grain: grain as Grain, score: 0.95 })
  }
  return table
}

function decode(t: string, payload: string): Partial<Item> {
  const [head = '', hint = ''] = payload.includes('|')
    ? [payload.split(':')[0], payload.slice(payload.indexOf(':') + 1)]
    : payload.split(':')
  if (t === 'agg') return { fn: payload as NonNullable<Item['fn']> }
  if (t === 'sup') return { dir: head as 'asc' | 'desc', ...(hint && { hint: payload }) }
  if (t === 'cmp') return { op: head as '>', ...(hint && { hint: `desc:${hint}` }) }
  if (t === 'after' || t === 'sign' || t === 'order' || t === 'differ') return { op: payload as '>' }
  return t === 'like' ? { at: payload as 'start' } : payload ? { payload } : {}
}
