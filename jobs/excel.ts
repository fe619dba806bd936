import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWorkbook } from '#connectors/excel.ts'
import { Fault } from '#connectors/kit/fault.ts'
import { getAnswer } from '#db/answers.ts'
import { runPlan } from '#db/plan/run.ts'
import type { Plan } from '#db/plan.ts'
import { planReader } from './kit/answer/knowledge.ts'
import { tableOf } from './kit/answer/table.ts'
import { showMany } from './kit/format.ts'
import { defineJob } from './kit/job.ts'
import { message } from './kit/message.ts'

const MOST = { maxRows: 200_000, timeoutMs: 60_000 }

export const excel = defineJob({
  name: 'excel',
  say: 'An answer as an Excel workbook',
  lane: 'report',
  role: 'viewer',
  input: z.object({ answer: z.string().describe('Which answer? Its id stands below it') }),
  example: { answer: 'k3m9q2a' },
  minutes: 5,
  tries: 1,
  async run({ answer: id }, { workspace, signal, keep }) {
    const answer = await getAnswer(workspace.db, id)
    if (!answer)
      throw new Fault('missing', `There is no answer ${id}.`, {
        hint: 'Ask again, and take the button below the answer.',
      })
    const { datasets } = await workspace.knowledge()
    const plan = answer.plan as Plan
    const table = tableOf(
      await runPlan(planReader(workspace.reader, { ...MOST, signal }), plan, datasets, {
        weekStart: workspace.weekStart,
      }),
    )
    const folder = await mkdtemp(join(tmpdir(), 'bellhop-excel-'))
    try {
      const path = join(folder, 'answer.xlsx')
      const origin = [
        ['Question', answer.question],
        ['Read as', answer.sentence],
        ['Dataset', plan.dataset],
        ['Answer', id],
        ['SQL', answer.sql],
      ]
      await writeWorkbook(path, [
        { name: 'Answer', columns: table.columns, rows: table.rows, zone: workspace.zone },
        { name: 'Where from', columns: [{ name: 'what' }, { name: 'is' }], rows: origin },
      ])
      const file = await keep(
        `${
          answer.question
            .replace(/[^\p{L}\p{N} -]/gu, '')
            .slice(0, 60)
            .trim() || 'answer'
        }.xlsx`,
        createReadStream(path),
        showMany(table.rows.length, 'row'),
      )
      return message(answer.sentence, 'good', file)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
})
