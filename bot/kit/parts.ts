import { createHash } from 'node:crypto'
import { type Message, text } from '#jobs/kit/message.ts'
import type { Showing } from './face.ts'

/** What was posted for one message: a part for each call, known by what it shows. */
export type Shown<Id> = { repeated?: true; parts: { key: string; id: Id }[] }

export type Hands<Call, Id> = {
  post(call: Call): Promise<Id>
  /** False: that can't be made of it, and it is posted anew. */
  edit(id: Id, call: Call): Promise<boolean>
  remove(id: Id): Promise<void>
  /** How many messages a call is to the platform. */
  weight?(call: Call): number
}

/** The message as it is to be shown: one that may be there twice says so, and goes on saying so. */
export function asShown(showing: Pick<Showing, 'message' | 'before' | 'repeated'>): Message {
  const { message } = showing
  if (!isRepeated(showing)) return message
  return { ...message, blocks: [text('(repeated: delivery was uncertain)', 'quiet'), ...message.blocks] }
}

const isRepeated = ({ before, repeated }: Pick<Showing, 'before' | 'repeated'>) =>
  repeated || (before as Shown<unknown> | undefined)?.repeated === true

/**
 * Makes the place show these calls and nothing else: what is there already stays, what differs is edited, the rest is
 * posted. Each step is written down, so that after a break in the middle nothing is posted twice that surely arrived.
 */
export async function showParts<Call, Id>(
  calls: Call[],
  showing: Pick<Showing, 'before' | 'repeated' | 'turn' | 'note'>,
  hands: Hands<Call, Id>,
): Promise<Shown<Id>> {
  const old = (showing.before as Shown<Id> | undefined)?.parts ?? []
  const shown: Shown<Id> = { ...(isRepeated(showing) && { repeated: true as const }), parts: [] }
  for (const [i, call] of calls.entries()) {
    const key = createHash('sha256').update(JSON.stringify(call)).digest('base64url').slice(0, 16)
    const was = old[i]
    if (was?.key === key) {
      shown.parts.push(was)
      continue
    }
    await showing.turn(hands.weight?.(call))
    shown.parts.push({ key, id: await placed(was?.id, call, hands) })
    if (i < calls.length - 1) await showing.note({ ...shown, parts: [...shown.parts, ...old.slice(i + 1)] })
  }
  for (const { id } of old.slice(calls.length)) await hands.remove(id)
  return shown
}

async function placed<Call, Id>(was: Id | undefined, call: Call, hands: Hands<Call, Id>): Promise<Id> {
  if (was === undefined) return hands.post(call)
  if (await hands.edit(was, call)) return was
  await hands.remove(was)
  return hands.post(call)
}
