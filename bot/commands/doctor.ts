import { z } from 'zod'
import { buttons, message, text } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'
import { examine, examineModel } from '../kit/probes.ts'

export const doctor = defineCommand({
  name: 'doctor',
  group: 'House',
  say: 'Test every configured part and say what to do',
  example: '/doctor',
  role: 'admin',
  args: z.object({}),
  async run(_, { house }) {
    const found = (await Promise.all([examine(house, { all: true }), examineModel(house)])).flat()
    const offers = found.flatMap(({ offer }) => offer ?? [])
    const rows = found.map(({ what, ok, say }) => [ok ? '✅' : '❌', what, say])
    const remedies = found.flatMap(({ what, remedy }) => (remedy ? [text(`${what}: ${remedy}`)] : []))
    const well = found.every(({ ok }) => ok)
    return message(
      well ? 'All is well' : 'Something needs you',
      well ? 'good' : 'bad',
      { kind: 'table', columns: [{ name: ' ' }, { name: 'part' }, { name: 'found' }], rows },
      ...remedies,
      ...(offers.length ? [buttons(...offers)] : []),
    )
  },
})
