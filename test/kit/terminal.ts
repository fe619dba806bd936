import { commands } from '#bot/commands/index.ts'
import { openAccess } from '#bot/kit/access.ts'
import { deliverDue } from '#bot/kit/deliver.ts'
import { openDesk } from '#bot/kit/desk.ts'
import { rest } from '#bot/kit/rest.ts'
import { terminalFace } from '#bot/terminal/face.ts'
import type { Button, Message } from '#jobs/kit/message.ts'
import { type TestHouse, until } from './house.ts'
import { wordsOf } from './world.ts'

export type Terminal = {
  say(text: string): Promise<void>
  /** Waits until something is said in such words. */
  hears(words: RegExp): Promise<Message>
  last(): { outcome: Message; buttons: Button[] }
}

/** Somebody at a terminal of their own, and all they are told. */
export function terminal(house: TestHouse, user = 'ann'): Terminal {
  const face = terminalFace({ write: () => true })
  const desk = openDesk(house, commands, openAccess(house), rest)
  const look = () => deliverDue(house, [face])
  let count = 0
  return {
    async say(text) {
      const event = `${user}${count++}`
      await desk.hear({ face: 'terminal', event, place: `terminal:${user}/1`, user, name: user, direct: true, text })
      await desk.idle()
      await look()
    },
    hears: (words) =>
      until(async () => {
        await look()
        return face.said.find((message) => words.test(wordsOf(message)))
      }, 40_000),
    last() {
      const outcome = face.said.at(-1)!
      const buttons = outcome.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
      return { outcome, buttons }
    },
  }
}
