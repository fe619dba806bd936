import { addAudit } from '#db/audit.ts'
import { getChat } from '#db/chats.ts'
import { type Delivery, deliver } from '#db/deliveries.ts'
import { signedInAs } from '#db/people.ts'
import type { House } from '#jobs/kit/house.ts'
import { type Message, say } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Exposure, mayBeShown } from './audience.ts'
import { chatOf, type Face, type Place, partsOf } from './face.ts'
import { originOf } from './origin.ts'

/** Somebody who was sent away is brought nothing more; only what they say themselves is still answered. */
export async function whyWithheld({ db }: Workspace, { place, part }: Delivery): Promise<string | undefined> {
  if (part === 'reply') return undefined
  const { face, chat } = partsOf(place)
  const known = await signedInAs(db, face, chat)
  return known?.person.active === false ? 'Withheld: this person no longer has access.' : undefined
}

/**
 * What shows datasets that not everyone in a chat may see goes to who caused it instead; the chat gets a word. It is asked
 * at the very moment of showing: who is there and what they may see can have changed since.
 */
export async function asAllowed(house: House, workspace: Workspace, face: Face, delivery: Delivery): Promise<Message> {
  const message = delivery.message as Message
  const { db } = workspace
  const { place, source, part } = delivery
  const chat = message.shows && (await getChat(db, chatOf(place)))
  if (!message.shows || !chat || chat.direct) return message
  const audience = async (where: Place) => face.audience?.(where)
  const exposure: Exposure = { role: 'viewer', data: message.shows }
  if (await mayBeShown(workspace, { audience }, { place, direct: false }, exposure)) return message
  const { person, direct } = await originOf(house, workspace, delivery)
  if (direct.includes(chatOf(place))) return message
  if (direct[0]) await deliver(db, { place: direct[0], source, part, message }, house.now())
  house.bell.ring()
  return say(
    `${person?.name ?? 'The answer'}${direct[0] ? ', I answered you directly' : ' stays here with me'}: not everyone here may see it.`,
  )
}

/** What reached a chat was seen, and files were handed out: by whom, what, where. */
export async function recordShown(house: House, workspace: Workspace, delivery: Delivery): Promise<void> {
  const { blocks, shows = [] } = delivery.message as Message
  const files = blocks.flatMap((block) => (block.kind === 'file' ? [block.name] : []))
  if (!files.length && !shows.length) return
  const { person, run } = await originOf(house, workspace, delivery)
  const who = { person: person?.id ?? 'bellhop', name: person?.name ?? 'Bellhop', place: delivery.place }
  const row = { ...who, at: house.now(), ...(run ? { run } : {}) }
  for (const what of files) await addAudit(workspace.db, { ...row, act: 'downloaded', what })
  if (shows.length) await addAudit(workspace.db, { ...row, act: 'saw', what: shows.join(', ') })
}
