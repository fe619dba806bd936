import { deliver } from '#db/deliveries.ts'
import { type Message, say } from '#jobs/kit/message.ts'
import { mayBeShown } from './audience.ts'
import { directPlace, type Place } from './face.ts'
import type { Turn } from './turn.ts'

/** An answer goes where it was asked for only if everyone there may see it; else to who asked, with a word there. */
export async function bring({ context, access, exposure, acts }: Turn, reply: Message, source: string): Promise<void> {
  const { workspace, place, face, user, person, now } = context
  const send = (to: Place, part: string, said: Message) =>
    deliver(workspace.db, { place: to, source, part, message: said }, now())
  if (exposure.data.length) acts.push({ act: 'saw', what: [...new Set(exposure.data)].join(', ') })
  if (await mayBeShown(workspace, access, context, exposure)) return void (await send(place, 'reply', reply))
  await send(directPlace(face, user), 'reply', reply)
  await send(place, 'word', say(`${person.name}, I answered you directly: not everyone here may see it.`))
}
