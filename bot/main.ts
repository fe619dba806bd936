import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Node strips the types of every file at every start; kept from last time, a start takes half the work and 20 MB less.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/bellhop', import.meta.url)))

const { configOrExit, exitPlainly } = await import('./kit/begin.ts')
const { secretsOf } = await import('#jobs/kit/config.ts')
const { makeLog } = await import('#jobs/kit/log.ts')
const { run } = await import('./run.ts')

const config = configOrExit()
await run(config, makeLog(config.LOG_LEVEL, secretsOf(config))).catch(exitPlainly)
process.exit(0)
