import { z } from 'zod'
import { Fault } from '#connectors/kit/fault.ts'
import { readTable } from '#connectors/kit/parse/read-table.ts'
import { getFile } from '#db/files.ts'
import { filePath } from './kit/files.ts'
import { defineJob } from './kit/job.ts'
import { takeIn } from './kit/take-in.ts'

export const upload = defineJob({
  name: 'upload',
  say: 'Take in a file that somebody handed over',
  lane: 'report',
  input: z.object({ file: z.string().describe('Which file? /files shows them') }),
  example: { file: 'k3m9q2a7w4xz' },
  minutes: 20,
  tries: 1,
  async run({ file: id }, context) {
    const { workspace, signal } = context
    const file = await getFile(workspace.db, id)
    if (!file) throw new Fault('missing', `There is no file ${id}.`, { hint: '/files shows what there is.' })
    const path = filePath(workspace, file)
    const found = {
      label: file.name.replace(/\.[^.]+$/, ''),
      say: `rows of the file ${file.name}`,
      title: file.name,
      freshHours: 24 * 365,
      rows: async () => (await readTable(path, { signal })).rows,
    }
    return takeIn(found, context)
  },
})
