import type { Command } from '../kit/command.ts'
import { backup } from './backup.ts'
import { cancel } from './cancel.ts'
import { data } from './data.ts'
import { doctor } from './doctor.ts'
import { files } from './files.ts'
import { help } from './help.ts'
import { jobs } from './jobs.ts'
import { log } from './log.ts'
import { retry } from './retry.ts'
import { run } from './run.ts'
import { runs } from './runs.ts'
import { settings } from './settings.ts'
import { version } from './version.ts'
import { whoami } from './whoami.ts'

export const commands: Command[] = [
  run,
  runs,
  log,
  cancel,
  retry,
  jobs,
  data,
  files,
  help,
  whoami,
  settings,
  doctor,
  version,
  backup,
]
