import { type Chat, getChat, setChat } from '#db/chats.ts'
import { type Delivery, deliver } from '#db/deliveries.ts'
import { signedInAs } from '#db/people.ts'
import type { House } from '#jobs/kit/house.ts'
import { buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { chatOf, type Place, partsOf } from './face.ts'
import { type Origin, originOf } from './origin.ts'
import { tellAdmins } from './tell.ts'

const DETOUR = 'undelivered'

/**
 * What can't be brought to its chat goes to the direct chat of whoever caused it; if that is where it failed, or there is
 * nobody, admins are told. A detour that fails takes no further detour.
 */
export async function reroute(house: House, workspace: Workspace, failed: Delivery, why: string): Promise<void> {
  if (failed.source.startsWith(DETOUR) && failed.part === 'notice') return
  const origin = await originOf(house, workspace, failed)
  const direct = origin.direct.includes(chatOf(failed.place)) ? undefined : origin.direct[0]
  if (direct) await bringCopy(house, workspace, failed, direct, why)
  else await lostChat(house, workspace, failed.place, why)
  if (!direct) await tellWhereAsked(house, workspace, failed, origin)
  house.bell.ring()
}

async function bringCopy(
  { now }: House,
  { db }: Workspace,
  failed: Delivery,
  place: Place,
  why: string,
): Promise<void> {
  const { blocks, ...head } = failed.message as Message
  const note = text(`I could not bring this to ${failed.place}: ${why}`, 'quiet')
  const copy: Message = { ...head, blocks: [...blocks, note] }
  await deliver(db, { place, source: `${DETOUR}:${failed.id}`, part: 'copy', message: copy }, now())
}

/** Tells each admin once that a place can't be reached; if it was heard from in between, once more. */
export async function lostChat(house: House, workspace: Workspace, place: Place, why: string): Promise<void> {
  const chat = chatOf(place)
  const known = await getChat(workspace.db, chat)
  const since = known?.goneAt ?? house.now()
  if (!known?.goneAt)
    await setChat(
      workspace.db,
      chat,
      { ...(known ?? (await unknownChat(workspace, chat))), goneAt: since },
      'bellhop',
      since,
    )
  const more = buttons({ label: 'Deliveries', say: '/deliveries' })
  const news = message(
    `I can't reach ${chat}`,
    'warn',
    text('What is meant for it waits in /deliveries.'),
    text(why, 'quiet'),
    more,
  )
  await tellAdmins(house, workspace, `${DETOUR}:${chat}:${since}`, news, [chat])
}

async function unknownChat({ db }: Workspace, place: Place): Promise<Pick<Chat, 'state' | 'direct'>> {
  const { face, chat } = partsOf(place)
  return { state: 'forbidden', direct: (await signedInAs(db, face, chat)) !== undefined }
}

async function tellWhereAsked({ now }: House, { db }: Workspace, failed: Delivery, { heardAt }: Origin): Promise<void> {
  if (!heardAt || chatOf(heardAt) === chatOf(failed.place)) return
  const words = say("I can't write to you directly. Open a chat with me, press Start, and ask again.", 'warn')
  await deliver(db, { place: heardAt, source: failed.source, part: 'unreached', message: words }, now())
}
