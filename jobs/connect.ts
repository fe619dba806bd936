import { z } from 'zod'
import { Fault } from '#connectors/kit/fault.ts'
import { sheetId } from '#connectors/sheets/client.ts'
import { openTable, type SheetTable } from '#connectors/sheets/table.ts'
import { defineJob } from './kit/job.ts'
import { takeIn } from './kit/take-in.ts'

export const connect = defineJob({
  name: 'connect',
  say: 'Take in a Google Sheet',
  lane: 'report',
  input: z.object({
    sheet: z.string().refine(isSheet, 'That is no link of a Google Sheet').describe('Which sheet? Paste its link'),
    tab: z.string().optional().describe('Which tab? Otherwise the one the link leads to'),
  }),
  example: { sheet: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOp/edit#gid=0' },
  minutes: 20,
  tries: 3,
  async run({ sheet, tab }, context) {
    const { workspace, now, signal } = context
    const access = await workspace.outside.sheets()
    if (!access)
      throw new Fault('missing', 'I have no account of my own for Google Sheets yet.', {
        hint: 'Ask whoever looks after me to set GOOGLE_KEY.',
      })
    const open = () => openTable({ spreadsheetId: sheet, tab, ...access, now: () => new Date(now()), signal })
    const first = await open()
    const title = nameOf(first)
    const found = {
      label: title,
      say: `rows of the Google Sheet ${title}`,
      title,
      freshHours: 24 * 7,
      rows: async () => (await open()).rows,
    }
    return takeIn(found, context)
  },
})

/** "Targets / Targets" and "Targets / Sheet1" are called Targets. */
function nameOf({ title, tab }: SheetTable): string {
  const unnamed = /^\D{3,9} ?1$/.test(tab)
  return unnamed || title.toLowerCase().includes(tab.toLowerCase()) ? title : `${title} / ${tab}`
}

function isSheet(given: string): boolean {
  try {
    return sheetId(given) !== ''
  } catch {
    return false
  }
}
