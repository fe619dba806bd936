import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { defineDataset } from '#db/dataset.ts'
import { write } from '#db/write.ts'
import { defineJob } from '#jobs/kit/job.ts'
import { say } from '#jobs/kit/message.ts'

// Work that says where it stands, so that its process can be killed there.

export const STAGES = ['began', 'rows', 'file', 'returns'] as const
export type Stage = (typeof STAGES)[number]
export const ROWS = 20

export const parcels = defineDataset({
  name: 'parcels',
  say: 'parcels',
  columns: { id: { kind: 'text' }, work: { kind: 'integer' }, run: { kind: 'text' } },
  key: ['id'],
  measures: { parcels: { say: 'parcels', unit: 'count', is: { count: '*' } } },
  dimensions: {},
  freshHours: 24,
  asks: [],
})

const tell = (stage: Stage | 'going' | 'waits', run: string) => process.send?.({ stage, run })

/** Rows, a file and an outcome; `pause` is how long it stays at each stage. */
export const effects = defineJob({
  name: 'effects',
  say: 'Rows and a file',
  lane: 'api',
  input: z.object({ work: z.number(), pause: z.number().default(60) }),
  example: { work: 1 },
  minutes: 5,
  tries: 1000,
  async run({ work, pause }, { workspace, run, keep, log, signal }) {
    const at = async (stage: Stage) => {
      tell(stage, run.id)
      await sleep(pause)
    }
    await log(`attempt ${run.attempt} works`)
    await at('began')
    const rows = Array.from({ length: ROWS }, (_, n) => ({ id: `${work}-${n}`, work, run: run.id }))
    await write(workspace.db, parcels, rows, run, { signal })
    await at('rows')
    const file = await keep('report.csv', Buffer.from(`work\n${work}\n`))
    await at('file')
    tell('returns', run.id)
    return { tone: 'good', blocks: [{ kind: 'text', text: `work ${work} is done` }, file] }
  },
})

/** Takes its worker down each time. */
export const poison = defineJob({
  name: 'poison',
  say: 'Poison',
  lane: 'api',
  input: z.object({}),
  example: {},
  minutes: 1,
  tries: 3,
  async run() {
    process.kill(process.pid, 'SIGKILL')
    await sleep(60_000)
    return say('nobody reads this')
  },
})

/** Says that it is at work, and is done a little later. */
export const short = defineJob({
  name: 'short',
  say: 'Short work',
  lane: 'api',
  input: z.object({ work: z.number(), ms: z.number() }),
  example: { work: 1, ms: 1 },
  minutes: 1,
  tries: 3,
  async run({ work, ms }) {
    tell('going', String(work))
    await sleep(ms)
    return say(`work ${work} is done`)
  },
})

/** Ends when the test says so to its process. */
export const gate = defineJob({
  name: 'gate',
  say: 'Wait for a word',
  lane: 'api',
  input: z.object({ work: z.number() }),
  example: { work: 1 },
  minutes: 5,
  tries: 3,
  async run(_, { run }) {
    tell('waits', run.id)
    await new Promise((resolve) => process.once('message', resolve))
    return say('on we go')
  },
})
