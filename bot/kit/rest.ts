import { answer } from '#jobs/answer.ts'
import { type Message, message, say, text } from '#jobs/kit/message.ts'
import { DEMO } from '#jobs/kit/workspace.ts'
import { upload } from '#jobs/upload.ts'
import { repliedTo } from './answer-meant.ts'
import { type CommandContext, may } from './command.ts'
import type { Rest } from './desk.ts'
import { conversationOf } from './face.ts'

/** What is neither a command nor a button. */
export const rest: Rest = {
  async question(question, context) {
    const about = await repliedTo(context)
    return context.start(answer, { question, conversation: conversationOf(context.place), ...(about && { about }) })
  },
  async file(heard, context) {
    if (!may(context.person, 'operator'))
      return say(`Handing over files is for operators; you are ${context.person.role}.`, 'warn')
    const moves = await leavesDemo(context)
    for (const file of heard.files?.slice(1) ?? []) await context.start(upload, { file: file.id })
    return (await context.start(upload, { file: heard.files![0]!.id })) ?? moves
  },
}

/** The first file of one's own: what is asked next is no longer asked of the pretend company. */
async function leavesDemo({ house, workspace }: CommandContext): Promise<Message | undefined> {
  if ((await house.workspaces.home()) !== DEMO || workspace.demo) return undefined
  return message(
    'This is your own data',
    'good',
    text(
      'It goes to a workspace of your own. Once it is read I answer from it, and the pretend company rests; DEMO=on brings it back.',
    ),
  )
}
