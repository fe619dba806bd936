/** The first of several readings, if each of them comes to the very same rows; where one can't be asked, nobody knows. */
export async function allTheSame<T>(
  readings: T[],
  rowsOf: (reading: T) => Promise<unknown[][]>,
): Promise<T | undefined> {
  const [first, ...others] = readings
  if (!first || !others.length) return undefined
  try {
    const known = print(await rowsOf(first))
    for (const each of others) if (print(await rowsOf(each)) !== known) return undefined
    return first
  } catch {
    return undefined
  }
}

/** Whatever the order of the rows. */
const print = (rows: unknown[][]) =>
  rows
    .map((row) => JSON.stringify(row))
    .toSorted()
    .join('\n')
