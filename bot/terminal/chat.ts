import { createInterface } from 'node:readline/promises'
import { makeLog } from '#jobs/kit/log.ts'
import { configOrExit, exitPlainly } from '../kit/begin.ts'
import { terminalFace } from './face.ts'
import { openSession } from './session.ts'

// npm run chat: the product in a terminal, until the line ends.

const config = configOrExit()
const face = terminalFace(process.stdout, { color: config.COLOR === 'on' && process.stdout.isTTY, cards: true })
const session = await openSession(config, makeLog('error'), face, { user: 'you' }).catch(exitPlainly)
const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '› ' })
process.stdout.write('Ask me something, or type /help. A number presses a button, Ctrl-D ends.\n')
let ended = false
lines.once('close', () => {
  ended = true
})
lines.prompt()
for await (const line of lines) {
  if (line.trim()) await session.say(line)
  // What was typed ahead is still answered when the line has ended.
  if (!ended) lines.prompt()
}
await session.close()
