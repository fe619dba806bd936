import { Fault } from '../kit/fault.ts'
import type { RawCell, TableSource } from '../kit/parse/table.ts'
import { columnName, serialTime } from './cells.ts'
import { type Content, connectSheet, type Sheet, type SheetOptions, tabOf } from './client.ts'
import { PAGE_CELLS, quote } from './look.ts'

/** One tab of somebody's sheet as a table, read anew each time. */
export type SheetTable = { title: string; tab: string; rows: TableSource }
/** Without a tab it is the one that the link leads to, or the first that holds something. */
type Options = Omit<SheetOptions, 'tab'> & { tab?: string | undefined }

export async function openTable({ tab = '', ...options }: Options): Promise<SheetTable> {
  const sheet = await connectSheet({ tab, ...options })
  const { properties, sheets = [] } = await sheet.about()
  const tabs = sheets.flatMap(({ properties }) => properties ?? [])
  const gid = tabOf(options.spreadsheetId)
  const named = tabs.find(({ title }) => title?.toLowerCase() === tab.toLowerCase())
  const linked = tabs.find(({ sheetId }) => sheetId === gid)
  const found = tab ? named : gid === undefined ? await firstFilled(sheet, tabs) : linked
  if (!found)
    throw new Fault(
      'missing',
      tab ? `The sheet has no tab "${tab}".` : 'The sheet no longer has the tab that the link leads to.',
      {
        hint: `It has: ${tabs.map(({ title }) => title).join(', ')}.`,
      },
    )
  const { title = '', gridProperties } = found
  const { rowCount = 0, columnCount = 0 } = gridProperties ?? {}
  const size = { height: rowCount ?? 0, width: columnCount ?? 0 }
  return { title: properties?.title ?? 'sheet', tab: title ?? '', rows: rowsOf(sheet, title ?? '', size) }
}

/** A new spreadsheet begins with a tab that often stays empty. */
async function firstFilled<Tab extends { title?: string | null }>(sheet: Sheet, tabs: Tab[]): Promise<Tab | undefined> {
  const starts = tabs.map(({ title }) => `${quote(title ?? '')}!1:20`)
  const heads = await sheet.read(starts, 'UNFORMATTED_VALUE')
  return tabs.find((_, i) => heads[i]?.length) ?? tabs[0]
}

async function* rowsOf(sheet: Sheet, title: string, { height, width }: { height: number; width: number }): TableSource {
  const step = Math.max(1, Math.floor(PAGE_CELLS / Math.max(1, width)))
  for (let from = 0; width > 0 && from < height; from += step) {
    const range = [`${quote(title)}!A${from + 1}:${columnName(width - 1)}${Math.min(height, from + step)}`]
    const [values = []] = await sheet.read(range, 'UNFORMATTED_VALUE')
    const [shown = []] = await sheet.read(range, 'UNFORMATTED_VALUE', 'FORMATTED_STRING')
    for (const [i, cells] of values.entries())
      if (cells.length)
        yield { where: `row ${from + i + 1}`, cells: cells.map((cell, c) => cellOf(cell, shown[i]?.[c])) }
  }
}

/** A number that shows itself as words when dates are asked for as words is a date, whatever its format. */
function cellOf(cell: Content, shown: Content | undefined): RawCell {
  if (typeof cell !== 'number' || typeof shown !== 'string') return cell === '' ? null : cell
  return cell < 1 ? shown : serialTime(cell)
}
