import type { Bot } from 'grammy'
import type { ChatMemberUpdated, Update } from 'grammy/types'
import { renameChat, renameMember } from '#db/places.ts'
import { type Heard, placeOf } from '../kit/face.ts'
import type { FaceParts } from '../kit/faces.ts'
import { lostChat } from '../kit/undelivered.ts'
import { FACE, heardIn } from './hear.ts'

export type Taking = ReturnType<typeof openTaking>

/** Takes updates in: what is said goes to the desk, what happens to chats into our rows. */
export function openTaking({ house, workspaceFor }: FaceParts, bot: Bot) {
  let hear: (heard: Heard) => Promise<void> = async () => {}

  async function takeOne(together: Update[]): Promise<void> {
    const [first] = together
    const heard = heardIn(together, bot.botInfo)
    if (heard) await hear(heard)
    if (first?.callback_query) void bot.api.answerCallbackQuery(first.callback_query.id).catch(() => {})
    if (first?.my_chat_member) await membership(first.my_chat_member)
    const { migrate_to_chat_id: to, chat } = first?.message ?? {}
    if (to && chat) await moved(chat.id, to)
  }

  /** A group became a supergroup: everything we know of it goes along. */
  async function moved(from: number, to: number): Promise<void> {
    const [before, after] = [placeOf(FACE, from), placeOf(FACE, to)]
    for (const { db } of await house.workspaces.all()) await renameChat(db, before, after)
    await renameMember(house.workspaces.root, FACE, String(from), String(to))
    house.log.info({ from: before, to: after }, 'A group became a supergroup; I moved with it')
  }

  async function membership({ chat, from, new_chat_member }: ChatMemberUpdated): Promise<void> {
    if (new_chat_member.status !== 'kicked' && new_chat_member.status !== 'left') return
    const place = placeOf(FACE, chat.id)
    const workspace = await workspaceFor({ face: FACE, place, user: String(from.id) })
    const what = chat.type === 'private' ? `${from.first_name} blocked me.` : `I was removed from ${chat.title}.`
    await lostChat(house, workspace, place, what)
  }

  return {
    moved,
    begin(heard: (heard: Heard) => Promise<void>) {
      hear = heard
    },
    /** Resolves when all of it is stored. */
    async take(updates: Update[]): Promise<void> {
      for (const together of albums(updates)) await takeOne(together)
    },
  }
}

/** Updates one by one, those of an album together. */
function albums(updates: Update[]): Update[][] {
  const groups: Update[][] = []
  for (const update of updates) {
    const album = update.message?.media_group_id
    const last = groups.at(-1)
    if (album && last?.[0]?.message?.media_group_id === album) last.push(update)
    else groups.push([update])
  }
  return groups
}
