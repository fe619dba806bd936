import { readFileSync } from 'node:fs'

/** Words for the model, from a file beside this folder: a version, what always holds, and what is asked this time. */
export type Prompt<Slot extends string> = { name: string; version: number; system: string; user: string; slots: Slot[] }
export type Slots<Slot extends string> = Record<Slot, string>

/** Reads prompts/<name>.md; a slot that the file has and the code doesn't know, or the other way round, is an error at start. */
export function readPrompt<const Slot extends string>(name: string, slots: Slot[]): Prompt<Slot> {
  const text = readFileSync(new URL(`../${name}.md`, import.meta.url), 'utf8')
  const parts = /^version: (\d+)\n+(?:# Always\n([\s\S]+?)\n)?# Now\n([\s\S]+)$/.exec(text)
  if (!parts) throw new Error(`prompts/${name}.md needs "version: 1" and "# Now"`)
  const found = new Set([...text.matchAll(SLOT)].map((each) => each[1]!))
  const odd = [...found].filter((each) => !slots.some((slot) => slot === each))
  const unused = slots.filter((slot) => !found.has(slot))
  if (odd.length || unused.length) throw new Error(`prompts/${name}.md: slots ${[...odd, ...unused].join(', ')}`)
  return { name, version: Number(parts[1]), system: parts[2]?.trim() ?? '', user: parts[3]!.trim(), slots }
}

/** Fills the slots once: braces in what is filled in stay what they are. */
export function fill<Slot extends string>(text: string, slots: Slots<Slot>): string {
  return text.replace(SLOT, (_, name: Slot) => slots[name])
}

/**
 * Text of others as one quoted line, so that it reads as data. Signs that end a turn for a model are broken, and it ends
 * where nobody reads on.
 */
export function quoted(text: string, most = 400): string {
  const line = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/<\s*([|/]|start_of_turn|end_of_turn)/gi, '‹$1')
    .replace(/\[\s*(\/?)(INST|SYS)\s*\]/gi, '($1$2)')
    .replace(/`{3,}/g, "'''")
  const letters = [...line.trim()]
  return JSON.stringify(letters.length > most ? `${letters.slice(0, most).join('')}…` : letters.join(''))
}

const SLOT = /\{\{(\w+)\}\}/g
