import type { Command } from '../kit/command.ts'
import { access } from './access.ts'
import { allow } from './allow.ts'
import { approvals } from './approvals.ts'
import { approve } from './approve.ts'
import { ask } from './ask.ts'
import { audit } from './audit.ts'
import { backup } from './backup.ts'
import { cancel } from './cancel.ts'
import { code } from './code.ts'
import { connect } from './connect.ts'
import { csv } from './csv.ts'
import { data } from './data.ts'
import { deliveries } from './deliveries.ts'
import { doctor } from './doctor.ts'
import { excel } from './excel.ts'
import { exportCommand } from './export.ts'
import { files } from './files.ts'
import { help } from './help.ts'
import { here } from './here.ts'
import { how } from './how.ts'
import { jobs } from './jobs.ts'
import { log } from './log.ts'
import { login } from './login.ts'
import { logout } from './logout.ts'
import { notify } from './notify.ts'
import { people } from './people.ts'
import { pin } from './pin.ts'
import { rate } from './rate.ts'
import { refuse } from './refuse.ts'
import { repeat } from './repeat.ts'
import { retry } from './retry.ts'
import { revoke } from './revoke.ts'
import { role } from './role.ts'
import { run } from './run.ts'
import { runs } from './runs.ts'
import { settings } from './settings.ts'
import { teach } from './teach.ts'
import { undo } from './undo.ts'
import { version } from './version.ts'
import { whoami } from './whoami.ts'
import { workspace } from './workspace.ts'

export const commands: Command[] = [
  ask,
  how,
  excel,
  csv,
  repeat,
  rate,
  teach,
  pin,
  exportCommand,
  undo,
  code,
  run,
  runs,
  log,
  cancel,
  retry,
  approve,
  refuse,
  approvals,
  notify,
  jobs,
  data,
  connect,
  files,
  login,
  logout,
  people,
  role,
  revoke,
  allow,
  here,
  audit,
  access,
  help,
  whoami,
  workspace,
  settings,
  doctor,
  deliveries,
  version,
  backup,
]
