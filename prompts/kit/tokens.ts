/** How many tokens a text is at most, near enough: English words are one or two, every digit, sign and foreign letter one. */
export function tokensIn(text: string): number {
  let tokens = 0
  for (const [word] of text.matchAll(/[A-Za-z]+|\s+|[\s\S]/gu)) {
    if (/^[A-Za-z]/.test(word)) tokens += Math.ceil(word.length / 5)
    else if (/^\s/.test(word)) tokens += word.length > 1 ? 1 : 0.1
    else tokens += 1
  }
  return Math.ceil(tokens)
}

const STEPS = [4096, 8192, 16_384, 32_768, 65_536, 131_072]

/** The smallest window that holds so many tokens; undefined when none that is allowed does. */
export function windowFor(tokens: number, most: number): number | undefined {
  if (tokens > most) return undefined
  return Math.min(STEPS.find((step) => step >= tokens) ?? most, most)
}
