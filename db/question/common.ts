import type { Atlas } from './atlas.ts'
import type { Item } from './item.ts'
import { valueItem } from './meant.ts'
import { PHRASES } from './phrases.ts'
import type { ValueIndex } from './values.ts'
import type { Token } from './words.ts'

type KnownWords = { atlas: Atlas; values: ValueIndex }

/** Values that are words of grammar, too: they count only where something beside them says so. */
export function commonValues(tokens: Token[], said: Item[], known: KnownWords): Item[] {
  return [...besideValues(tokens, said, known), ...ofItsColumn(tokens, said, known)]
}

/** "Day and night": a word of grammar is a value beside another value of its column. */
function besideValues(tokens: Token[], said: Item[], known: KnownWords): Item[] {
  return tokens.flatMap((token, i) => {
    const near = [i - 2, i + 2].filter((at) => /^(and|or|vs|versus|than|to|,)$/.test(tokens[(at + i) / 2]?.word ?? ''))
    const fields = said.filter((each) => each.t === 'val' && near.includes(each.from)).map((each) => each.field)
    return commonValue(token, i, known).filter(({ field }) => fields.includes(field))
  })
}

/** "Third class": an ordinal is a value beside the name of its column. */
function ofItsColumn(tokens: Token[], said: Item[], known: KnownWords): Item[] {
  return tokens.flatMap((token, i) => {
    const fields = said.filter(({ from, to, field, t }) => from === i + 1 && to === i + 2 && field && t !== 'val')
    return commonValue(token, i, known)
      .filter((each) => fields.some(({ field }) => field === each.field))
      .map((each) => ({ ...each, to: i + 2, say: `${token.text} ${tokens[i + 1]!.text}`, score: 1.95 }))
  })
}

const commonValue = (token: Token, at: number, { values, atlas }: KnownWords): Item[] =>
  PHRASES.has(token.word) && token.quoted === undefined
    ? (values.exact.get(token.lemma) ?? []).map((each) =>
        valueItem(each, { from: at, to: at + 1, say: token.text }, atlas, 0.95),
      )
    : []
