import { say } from '#jobs/kit/message.ts'
import type { Rest } from './desk.ts'

/** What is neither a command nor a button. */
export const rest: Rest = {
  async question(text) {
    return say(`I can't answer "${text}" yet.`, 'warn')
  },
  async file(heard) {
    return say(`I got ${heard.files?.map(({ name }) => name).join(', ')}.`)
  },
}
