import { z } from 'zod'
import { giveCode, openAsks } from '#db/code-asks.ts'
import { say } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

export const code = defineCommand({
  name: 'code',
  group: 'Work',
  say: 'Give the one-time code that a back office wants',
  example: '/code 123456',
  role: 'operator',
  args: z.object({
    code: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9 -]{2,14}$/, "doesn't look like a code")
      .describe('What is the one-time code?'),
  }),
  async run({ code }, { workspace, person, place, now, note }) {
    const open = await openAsks(workspace.db, now())
    const ask = open.find((one) => one.place === place) ?? open[0]
    if (!ask) return say('Nothing waits for a code.', 'warn')
    const first = await giveCode(workspace.db, ask.id, code.replaceAll(/[ -]/g, ''), person.id, now())
    if (!first) return say('Somebody was faster; that code is not needed any more.')
    note('ran', `/code for ${ask.title}`, { run: ask.run })
    return say(`Thank you, I give it to ${ask.title}.`, 'good')
  },
})
