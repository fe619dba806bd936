import { z } from 'zod'
import { buttons, message, text } from '#jobs/kit/message.ts'
import { type Command, defineCommand, groups, may, usage } from '../kit/command.ts'
import { nearest } from '../kit/typed.ts'

export const help = defineCommand({
  name: 'help',
  aliases: ['start', '?'],
  group: 'House',
  say: 'What you can ask me to do',
  example: '/help runs',
  role: 'anyone',
  args: z.object({ about: z.string().optional().describe('Which command?') }),
  async run({ about }, { commands, person }) {
    const mine = commands.filter((command) => may(person, command.role))
    if (about) return one(about.replace(/^\//, ''), mine)
    const listed = groups.flatMap((group) => {
      const lines = mine.filter((command) => command.group === group).map(line)
      return lines.length ? [text(`${group}\n${lines.join('\n')}`)] : []
    })
    return message(
      'What I can do',
      'plain',
      text('Ask me anything about your numbers in plain words, or use a command:'),
      ...listed,
      text('/help and a command says more about it.', 'quiet'),
    )
  },
})

const line = ({ example, say }: Command) => `${example} – ${say}`

function one(about: string, mine: Command[]) {
  const command = mine.find(({ name, aliases }) => name === about || aliases?.includes(about))
  if (command)
    return message(
      `/${command.name}`,
      'plain',
      text(`${command.say}.`),
      text(usage(command), 'code'),
      text(`Try: ${command.example}`),
      buttons({ label: command.example, say: command.example }),
    )
  const near = nearest(
    about,
    mine.map(({ name }) => name),
  )
  return message(
    `I don't know /${about}`,
    'warn',
    ...(near ? [buttons({ label: `/help ${near}`, say: `/help ${near}` })] : []),
    buttons({ label: 'All commands', say: '/help' }),
  )
}
