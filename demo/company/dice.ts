/** Seeded chance: the same parts always roll the same numbers, so a day can be made without the days before it. */
export type Dice = {
  next(): number
  chance(p: number): boolean
  between(low: number, high: number): number
  pick<T>(from: readonly T[]): T
  weighted<T extends string>(weights: Record<T, number>): T
}

export function dice(...parts: (string | number)[]): Dice {
  const next = numbers(seedOf(parts.join('|')))
  return {
    next,
    chance: (p) => next() < p,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (from) => from[Math.floor(next() * from.length)]!,
    weighted: (weights) => weigh(weights, next()),
  }
}

/** `at` in 0..1 chooses by weight; the weights need not add up to one. */
export function weigh<T extends string>(weights: Record<T, number>, at: number): T {
  const names = Object.keys(weights) as T[]
  let left = at * names.reduce((sum, name) => sum + weights[name], 0)
  for (const name of names) {
    left -= weights[name]
    if (left < 0) return name
  }
  return names.at(-1)!
}

function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function seedOf(text: string): number {
  let hash = 2166136261
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  return hash
}
