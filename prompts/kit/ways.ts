/** A way to make a model fill a form. Which one works is found out by trying: some models drop the form without a word. */
export type Way = { name: string; at: 'chat' | 'generate'; form: boolean; think?: boolean }

const QUIET: Way[] = [
  { name: 'form in chat', at: 'chat', form: true },
  { name: 'form in generate', at: 'generate', form: true },
  { name: 'asked in words', at: 'chat', form: false },
]
/** Thinking costs time and seldom helps to fill a form, so it is tried without, first. */
const THINKING: Way[] = [
  { name: 'form in chat, not thinking', at: 'chat', form: true, think: false },
  { name: 'form in generate, not thinking', at: 'generate', form: true, think: false },
  { name: 'form in chat, thinking', at: 'chat', form: true, think: true },
  { name: 'asked in words, not thinking', at: 'chat', form: false, think: false },
  { name: 'asked in words, thinking', at: 'chat', form: false, think: true },
]

export const waysFor = (thinks: boolean): Way[] => (thinks ? THINKING : QUIET)

/** What thinking may use up before the first word of an answer. */
export const THOUGHTS = 1500

/** Nobody would answer this with the form by chance: a model that does is held to it, or does what it is told. */
export const trial = {
  schema: {
    type: 'object',
    properties: { colour: { type: 'string', enum: ['red', 'green'] }, count: { type: 'integer' } },
    required: ['colour', 'count'],
    additionalProperties: false,
  },
  plain: 'Say hello in one short sentence.',
  asked: 'Answer with this JSON object and nothing else: {"colour":"red","count":3}',
}

export function passes(value: unknown): boolean {
  const { colour, count } = Object(value) as Record<string, unknown>
  return (colour === 'red' || colour === 'green') && Number.isInteger(count)
}
