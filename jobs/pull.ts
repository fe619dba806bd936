import { z } from 'zod'
import { Fault } from '#connectors/kit/fault.ts'
import { defineJob } from './kit/job.ts'
import { message, say, text } from './kit/message.ts'

/** "pulling fa562798fa56": which layer it is says nothing to people. */
const LAYER = /^pulling [0-9a-f]{8,}/

export const pull = defineJob({
  name: 'pull',
  say: 'Fetch the language model onto its server',
  lane: 'report',
  role: 'admin',
  input: z.object({}),
  example: {},
  minutes: 180,
  tries: 1,
  async run(_, { model, progress, signal }) {
    if (!model)
      return say('No model is set up. Set OLLAMA_URL to the address of an Ollama server, then start me again.', 'warn')
    const label = `Fetching ${model.name}, MB`
    const megabytes = (bytes: number) => Math.round(bytes / 1e6)
    const fetched = await model.pull(
      ({ done, total, step }) =>
        progress({
          label,
          state: 'running',
          done: megabytes(done),
          total: megabytes(total),
          ...(LAYER.test(step) ? {} : { note: step }),
        }),
      signal,
    )
    signal.throwIfAborted()
    if (!fetched.ok) throw new Fault('down', fetched.why, { hint: 'Check OLLAMA_URL and OLLAMA_MODEL, then retry.' })
    progress({ label, state: 'done' })
    const health = await model.check(signal)
    return health.ok
      ? message(`${model.name} is ready`, 'good', text('It helps with questions that I am not sure about.'))
      : message(`${model.name} is there, but fails its test`, 'warn', text(health.why))
  },
})
