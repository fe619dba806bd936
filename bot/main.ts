import { secretsOf } from '#jobs/kit/config.ts'
import { makeLog } from '#jobs/kit/log.ts'
import { configOrExit, exitPlainly } from './kit/begin.ts'
import { run } from './run.ts'

const config = configOrExit()
await run(config, makeLog(config.LOG_LEVEL, secretsOf(config))).catch(exitPlainly)
process.exit(0)
