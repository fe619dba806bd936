import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// Node strips the types of every file at every start; kept from last time, a start takes half the work and 20 MB less.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/bellhop', import.meta.url)))
// Loading hundreds of files makes V8 widen the room for young objects to 32 MB for good; it may once there is work,
// which is after the first question has been made ready for.
setFlagsFromString('--semi-space-growth-factor=1')
const { configOrExit, exitPlainly } = await import('./kit/begin.ts')
const { secretsOf } = await import('#jobs/kit/config.ts')
const { makeLog } = await import('#jobs/kit/log.ts')
const { run } = await import('./run.ts')
setTimeout(() => setFlagsFromString('--semi-space-growth-factor=2'), 20_000).unref()

const config = configOrExit()
await run(config, makeLog(config.LOG_LEVEL, secretsOf(config))).catch(exitPlainly)
process.exit(0)
