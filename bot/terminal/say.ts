import { parseArgs } from 'node:util'
import { makeLog } from '#jobs/kit/log.ts'
import { configOrExit, exitPlainly } from '../kit/begin.ts'
import { terminalFace } from './face.ts'
import { openSession } from './session.ts'

// npm run -s say -- "<text>" [--json] [--file PATH] [--data DIR] [--as EMAIL] [--now ISO]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    file: { type: 'string', multiple: true, default: [] },
    data: { type: 'string' },
    as: { type: 'string' },
    now: { type: 'string' },
  },
})
const config = configOrExit(values.data)
const text = positionals.join(' ')
const offset = values.now ? Date.parse(values.now) - Date.now() : 0
if (Number.isNaN(offset)) fail(`--now ${values.now} is no moment such as 2026-11-20T08:00:00Z`)
if (!text && !values.file.length) fail('Say something: npm run -s say -- "/help"')

const log = makeLog(config.LOG_LEVEL === 'info' ? 'error' : config.LOG_LEVEL)
const face = terminalFace(process.stdout, { json: values.json, color: config.COLOR === 'on' && process.stdout.isTTY })
const session = await openSession(config, log, face, {
  user: values.as ?? 'you',
  now: () => Date.now() + offset,
}).catch(exitPlainly)
await session.say(text, values.file).catch(exitPlainly)
await session.close()
process.exitCode = face.said.length === 0 || face.said.some(({ tone }) => tone === 'bad') ? 1 : 0

function fail(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
