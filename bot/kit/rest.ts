import { answer } from '#jobs/answer.ts'
import { say } from '#jobs/kit/message.ts'
import { upload } from '#jobs/upload.ts'
import { may } from './command.ts'
import type { Rest } from './desk.ts'
import { conversationOf } from './face.ts'

/** What is neither a command nor a button. */
export const rest: Rest = {
  question: (question, { start, place }) => start(answer, { question, conversation: conversationOf(place) }),
  async file(heard, context) {
    if (!may(context.person, 'operator'))
      return say(`Handing over files is for operators; you are ${context.person.role}.`, 'warn')
    for (const file of heard.files?.slice(1) ?? []) await context.start(upload, { file: file.id })
    return context.start(upload, { file: heard.files![0]!.id })
  },
}
