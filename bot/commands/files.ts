import { z } from 'zod'
import { recentFiles } from '#db/files.ts'
import { fileBlock } from '#jobs/kit/files.ts'
import { showTime } from '#jobs/kit/format.ts'
import { message, say } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

export const files = defineCommand({
  name: 'files',
  group: 'Data',
  say: 'The latest files',
  example: '/files',
  role: 'viewer',
  numbers: true,
  args: z.object({ count: z.coerce.number('is no number').int().min(1).max(20).default(5).describe('How many?') }),
  async run({ count }, { workspace }) {
    const found = await recentFiles(workspace.db, count)
    if (!found.length) return say('There are no files yet.')
    return message(
      'Latest files',
      'plain',
      ...found.map((file) => fileBlock(file, showTime(new Date(file.createdAt), workspace.zone))),
    )
  },
})
