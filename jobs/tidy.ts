import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { forgetCodes } from '#db/codes.ts'
import { forgetDoubts } from '#db/doubts.ts'
import { dropFile, filesBefore } from '#db/files.ts'
import { forgetTokens } from '#db/pending.ts'
import { filePath } from './kit/files.ts'
import { showBytes, showMany } from './kit/format.ts'
import { defineJob } from './kit/job.ts'
import { facts, message } from './kit/message.ts'

const DAY_MS = 86_400_000

export const tidy = defineJob({
  name: 'tidy',
  say: 'Clear away old files and used-up buttons',
  lane: 'report',
  input: z.object({ days: z.coerce.number().int().min(1).default(90).describe('Files older than how many days?') }),
  example: { days: 90 },
  minutes: 10,
  tries: 2,
  async run({ days }, { workspace, now, signal }) {
    const old = await filesBefore(workspace.db, now() - days * DAY_MS)
    let freed = 0
    for (const file of old) {
      signal.throwIfAborted()
      await rm(filePath(workspace, file), { force: true })
      await dropFile(workspace.db, file.id)
      freed += file.bytes
    }
    const halves = await dropHalves(workspace.files, now() - DAY_MS)
    const tokens = await forgetTokens(workspace.db, now())
    await forgetCodes(workspace.db, now() - DAY_MS)
    await forgetDoubts(workspace.db, now() - days * DAY_MS)
    return message(
      'Tidied',
      'good',
      facts({ Files: showMany(old.length + halves, 'file'), Freed: showBytes(freed), Buttons: `${tokens} expired` }),
    )
  },
})

/** What a killed process began to write and nobody finished. */
async function dropHalves(folder: string, before: number): Promise<number> {
  const halves = (await readdir(folder)).filter((name) => name.endsWith('.part')).map((name) => join(folder, name))
  const old = await Promise.all(halves.map(async (path) => ((await stat(path)).mtimeMs < before ? path : undefined)))
  const gone = old.filter((path) => path !== undefined)
  await Promise.all(gone.map((path) => rm(path, { force: true })))
  return gone.length
}
