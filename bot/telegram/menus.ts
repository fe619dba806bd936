import type { Api } from 'grammy'
import type { BotCommandScope } from 'grammy/types'
import type { House } from '#jobs/kit/house.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Known, whoIs } from '../kit/access.ts'
import { type Command, may } from '../kit/command.ts'
import { type Place, partsOf } from '../kit/face.ts'
import { clip } from '../kit/words.ts'
import { FACE } from './hear.ts'

/** The list that opens at "/": for everybody what anyone may, in a direct chat what this person may. */
export function openMenus(house: House, api: Api, commands: Command[]) {
  const known = new Map<string, string>()

  async function set(scope: BotCommandScope, person: Pick<Known, 'role' | 'active'>): Promise<void> {
    await api.setMyCommands(menuFor(commands, person), { scope })
  }
  return {
    async start() {
      const nobody = { role: 'viewer', active: false } as const
      const member = { role: 'operator', active: true } as const
      try {
        await set({ type: 'all_private_chats' }, nobody)
        await set({ type: 'all_group_chats' }, member)
      } catch (error) {
        house.log.warn({ err: error }, 'The menus could not be set')
      }
    },
    /** After an answer: signing in or another role changes what they may. */
    async follow(workspace: Workspace, place: Place): Promise<void> {
      const { chat } = partsOf(place)
      if (chat.startsWith('-')) return
      const person = await whoIs(workspace, { face: FACE, user: chat, name: '' }, house)
      const now = person.active ? person.role : 'nobody'
      if ((known.get(chat) ?? 'nobody') === now) return
      known.set(chat, now)
      await set({ type: 'chat', chat_id: Number(chat) }, person).catch((error: unknown) => {
        known.delete(chat)
        house.log.debug({ err: error }, 'A menu could not be set')
      })
    },
  }
}

/** What Telegram takes as a menu: short lower-case words, each with a line about it. */
function menuFor(commands: Command[], person: Pick<Known, 'role' | 'active'>) {
  const mine = commands.filter(({ name, role }) => may(person, role) && /^[a-z0-9_]{1,32}$/.test(name))
  return mine.slice(0, 100).map(({ name, say }) => ({ command: name, description: clip(say, 256) }))
}
