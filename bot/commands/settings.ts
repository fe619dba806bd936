import { z } from 'zod'
import { variables } from '#jobs/kit/config.ts'
import { message, text } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

export const settings = defineCommand({
  name: 'settings',
  group: 'House',
  say: 'How Bellhop is set up',
  example: '/settings',
  role: 'admin',
  args: z.object({}),
  async run(_, { house }) {
    const values = house.config as Record<string, unknown>
    const rows = variables.map(({ name, meaning, secret }) => [name, shown(values[name], secret), meaning])
    return message(
      'Settings',
      'plain',
      { kind: 'table', columns: [{ name: 'setting' }, { name: 'value' }, { name: 'meaning' }], rows },
      text('They are read from the environment or .env when Bellhop starts.', 'quiet'),
    )
  },
})

function shown(value: unknown, secret: boolean): string {
  if (value === undefined) return 'not set'
  return secret ? 'set' : String(value)
}
