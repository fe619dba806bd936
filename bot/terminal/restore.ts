import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { restore } from '#db/backup.ts'
import { configOrExit, exitPlainly } from '../kit/begin.ts'

// npm run -s restore -- FILE [--workspace NAME]: brings a backup back; the file it replaces is put aside.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { workspace: { type: 'string' }, data: { type: 'string' } },
})
const config = configOrExit(values.data)
const workspace = values.workspace ?? config.WORKSPACE
if (!positionals[0] || !/^[a-z][a-z0-9-]{0,40}$/.test(workspace)) {
  process.stderr.write('Say which file: npm run -s restore -- FILE [--workspace NAME]. Stop Bellhop first.\n')
  process.exit(1)
}
try {
  const { aside } = await restore(positionals[0], join(config.DATA_DIR, `${workspace}.db`))
  process.stdout.write(
    `The workspace ${workspace} is as it was in ${positionals[0]}.${aside ? ` What was there before is in ${aside}.` : ''}\n`,
  )
} catch (error) {
  exitPlainly(error)
}
