import { z } from 'zod'
import { recentFiles, type StoredFile } from '#db/files.ts'
import { fileBlock } from '#jobs/kit/files.ts'
import { showTime } from '#jobs/kit/format.ts'
import { message, say } from '#jobs/kit/message.ts'
import { maySeeFile } from '#jobs/kit/rights.ts'
import { defineCommand } from '../kit/command.ts'

/** How far back is looked for files that may be seen. */
const LOOK_AT = 200

export const files = defineCommand({
  name: 'files',
  group: 'Data',
  say: 'The latest files',
  example: '/files',
  role: 'viewer',
  numbers: true,
  args: z.object({ count: z.coerce.number('is no number').int().min(1).max(20).default(5).describe('How many?') }),
  async run({ count }, { house, workspace, person }) {
    const found: StoredFile[] = []
    for (const file of await recentFiles(workspace.db, LOOK_AT))
      if (found.length < count && (await maySeeFile(workspace, person, file, house.jobs))) found.push(file)
    if (!found.length) return say('There are no files yet.')
    return message(
      'Latest files',
      'plain',
      ...found.map((file) => fileBlock(file, showTime(new Date(file.createdAt), workspace.zone))),
    )
  },
})
