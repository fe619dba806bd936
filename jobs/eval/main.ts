import { parseArgs } from 'node:util'
import { describePlan } from '#db/plan/describe.ts'
import { answerFile, byReader, type Understanding } from '#db/question/examine.ts'
import type { Model } from '#prompts/kit/model.ts'
import { readConfig } from '../kit/config.ts'
import { choose, planByModel } from '../kit/thinking.ts'

// npm run -s eval -- --db FILE.sqlite --questions FILE.jsonl --out FILE [--model]

const { values: given } = parseArgs({
  options: {
    db: { type: 'string' },
    questions: { type: 'string' },
    out: { type: 'string' },
    model: { type: 'boolean' },
  },
})
const { db, questions, out } = given
if (!db || !questions || !out) fail('Say --db FILE.sqlite --questions FILE.jsonl --out FILE')
await answerFile({ db, questions, out }, given.model ? byBoth(await openLocal()) : byReader)

async function openLocal(): Promise<Model> {
  const { OLLAMA_URL: url, OLLAMA_MODEL: model } = readConfig()
  if (!url) fail('Set OLLAMA_URL to the address of an Ollama server, or leave --model out')
  const { openModel } = await import('#prompts/kit/model.ts')
  return openModel({ url, model })
}

/** As in the chat: the reader first, the model where the reader isn't sure; where the two differ nobody has answered. */
function byBoth(model: Model): Understanding {
  return async (question, asking) => {
    const { read, via } = await byReader(question, asking)
    if (read.kind === 'plan') return { read, via }
    const say = (plan: Parameters<typeof describePlan>[0]) => describePlan(plan, asking.datasets)
    const { now, zone, weekStart, datasets } = asking
    const values = [...asking.values.exact.values()].flat()
    const thought = await planByModel({ now, zone, weekStart, datasets, model, question, values })
    const first = read.kind === 'doubt' ? read.choices[0]?.plan : undefined
    const choice = choose({ sure: false, ...(first && { plan: first }) }, thought, say)
    if (!('use' in choice)) return { read, via: 'reader' }
    return {
      read: { kind: 'plan', plan: choice.use, sentence: say(choice.use), confidence: 1, ledger: [] },
      via: choice.via,
    }
  }
}

function fail(why: string): never {
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
