import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { backup as copyStore } from '#db/backup.ts'
import { showBytes } from './kit/format.ts'
import { defineJob } from './kit/job.ts'
import { facts, message, text } from './kit/message.ts'

export const backup = defineJob({
  name: 'backup',
  say: 'A copy of everything that is stored',
  lane: 'report',
  role: 'admin',
  input: z.object({}),
  example: {},
  minutes: 30,
  tries: 2,
  async run(_, { workspace, now, keep, progress }) {
    progress({ label: 'Copying', state: 'running' })
    const folder = await mkdtemp(join(tmpdir(), 'bellhop-backup-'))
    try {
      const copy = join(folder, 'copy.db')
      await copyStore(workspace.db, copy)
      const name = `${workspace.name}-${new Date(now()).toISOString().slice(0, 16).replace(/[:T]/g, '-')}.db`
      const file = await keep(name, createReadStream(copy), 'The whole workspace in one file')
      return message(
        'Backup made',
        'good',
        facts({ Workspace: workspace.name, Size: showBytes(file.bytes) }),
        file,
        text('Bring it back with: npm run -s restore -- FILE', 'quiet'),
      )
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
})
