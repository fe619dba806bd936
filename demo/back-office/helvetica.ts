/** Widths of the letters from blank to tilde, in thousandths of their size. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]

export function widthOf(text: string, size: number): number {
  let width = 0
  for (const letter of text) width += WIDTHS[letter.charCodeAt(0) - 32] ?? 556
  return (width * size) / 1000
}

/** Breaks at blanks, and inside a word only when it is wider than its cell. */
export function wrap(text: string, width: number, size: number): string[] {
  const lines = ['']
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word
    if (widthOf(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(...pieces(word, width, size))
  }
  return lines[0] === '' && lines.length > 1 ? lines.slice(1) : lines
}

function pieces(word: string, width: number, size: number): string[] {
  const found = ['']
  for (const letter of word) {
    if (widthOf(found.at(-1) + letter, size) > width) found.push('')
    found[found.length - 1] += letter
  }
  return found
}
