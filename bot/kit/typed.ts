/** Splits what a person typed into words; quotes keep words together, of any kind a phone makes. */
export function wordsOf(text: string): string[] {
  return [...text.matchAll(/["“”«]([^"“”»]*)["“”»]|(\S+)/g)]
    .map(([, quoted, plain]) => quoted ?? plain ?? '')
    .filter(Boolean)
}

/** The nearest of some words to a mistyped one, if one is near enough to be meant. */
export function nearest(word: string, among: string[]): string | undefined {
  const most = word.length <= 3 ? 1 : word.length <= 6 ? 2 : 3
  const scored = among.map((other) => ({
    other,
    far: other.startsWith(word) && word.length > 1 ? 0.5 : distance(word, other),
  }))
  const best = scored.sort((a, b) => a.far - b.far)[0]
  return best && best.far <= most ? best.other : undefined
}

/** Edits between two words; two neighbouring letters swapped count as one. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const straight = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same)
      row.push(swapped ? Math.min(straight, rows[i - 2]![j - 2]! + 1) : straight)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
