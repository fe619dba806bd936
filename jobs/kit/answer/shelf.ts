/** Keeps what was used last, up to so many cells altogether; what is too large isn't kept at all. */
export type Shelf<T> = { get(key: string): T | undefined; set(key: string, value: T): void }

export function openShelf<T extends { table: { rows: unknown[][] } }>(most: number): Shelf<T> {
  const kept = new Map<string, T>()
  let cells = 0
  const size = ({ table: { rows } }: T) => 20 + rows.length * (rows[0]?.length ?? 0)
  function drop(key: string): void {
    cells -= size(kept.get(key)!)
    kept.delete(key)
  }
  return {
    get(key) {
      const value = kept.get(key)
      if (value) {
        kept.delete(key)
        kept.set(key, value)
      }
      return value
    },
    set(key, value) {
      if (kept.has(key)) drop(key)
      if (size(value) > most / 4) return
      kept.set(key, value)
      cells += size(value)
      for (const [oldest] of kept) if (cells > most) drop(oldest)
    },
  }
}
