import { run } from '#bot/run.ts'
import { readConfig, secretsOf } from '#jobs/kit/config.ts'
import { makeLog } from '#jobs/kit/log.ts'
import { effects, gate, poison, short } from './crash-jobs.ts'

// bot/main.ts with jobs of the tests. It ends with the test that started it.

process.on('disconnect', () => process.exit(9))
const config = readConfig()
await run(config, makeLog(config.LOG_LEVEL, secretsOf(config)), [effects, gate, poison, short])
process.exit(0)
