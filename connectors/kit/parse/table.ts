/** A cell as the file holds it. `where` is how a person finds the row: "row 12", "page 3, row 5". */
export type RawCell = string | number | boolean | Date | null
export type TableRow = {
  where: string
  cells: RawCell[]
  /** Text beside the table, such as a title: never a row, but it may say that there is no data. */
  loose?: boolean
}
export type TableSource = AsyncIterable<TableRow>

export function cellText(cell: RawCell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T', ' ')
  return String(cell).replace(/\s+/g, ' ').trim()
}
