export type Lane = <T>(work: () => Promise<T>) => Promise<T>

/** Runs at most so many at a time, in the order they came. */
export function lanes(most: number): Lane {
  const waiting: (() => void)[] = []
  let busy = 0
  return async (work) => {
    if (busy >= most) await new Promise<void>((go) => waiting.push(go))
    else busy++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else busy--
    }
  }
}
