const MOST = 20_000

/** The same few words and names are looked at hundreds of times a question: what was made of each is kept, up to a number. */
export function remembered<T>(make: (word: string) => T): (word: string) => T {
  const kept = new Map<string, T>()
  return (word) => {
    const known = kept.get(word)
    if (known !== undefined) return known
    const made = make(word)
    if (kept.size < MOST) kept.set(word, made)
    return made
  }
}
