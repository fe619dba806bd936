/**
 * The words of a language by what they are to the rules: `symbol: 'a|b'`, or with a number or a unit they stand for,
 * `symbol: { 3: 'march|mar' }`. A symbol with `?` marks words that often mean something else ("may").
 */
export type Lexicon = Record<string, string | Record<string, string>>
