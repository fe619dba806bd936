import { Fault } from '#connectors/kit/fault.ts'
import { claimDeliveries, type Delivery, type Settled, settleDelivery } from '#db/deliveries.ts'
import { mintToken } from '#db/pending.ts'
import { every } from '#jobs/kit/every.ts'
import type { House } from '#jobs/kit/house.ts'
import { idFrom } from '#jobs/kit/id.ts'
import type { Message } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Face, Uncertain } from './face.ts'

/** How often we look without being rung for, for what other processes put there. */
const TURN_MS = 400
const LEASE_MS = 60_000
const TOKEN_MS = 7 * 86_400_000
const TRIES = 8

/** Takes what waits in the outbox to its face, in order per place. The only caller of `show`. */
export function startDelivering(house: House, faces: Face[]) {
  const turning = every(TURN_MS, () => deliverAll(house, faces), house.log)
  house.bell.answer(turning.soon)
  return { stop: () => turning.stop() }
}

/** Until nothing more is due: several messages may wait for one place. */
async function deliverAll(house: House, faces: Face[]): Promise<void> {
  while (await deliverDue(house, faces));
}

/** One turn: the first due delivery of every place. */
export async function deliverDue(house: House, faces: Face[]): Promise<number> {
  let count = 0
  for (const workspace of await house.workspaces.all()) {
    for (const face of faces) {
      const due = await claimDeliveries(workspace.db, face.name, house.owner, house.now(), LEASE_MS)
      count += due.length
      await Promise.all(due.map((delivery) => send(house, workspace, face, delivery)))
    }
  }
  return count
}

async function send(house: House, workspace: Workspace, face: Face, delivery: Delivery): Promise<void> {
  const settled = await face
    .show({
      place: delivery.place,
      message: delivery.message as Message,
      before: delivery.posted ?? undefined,
      workspace,
      repeated: delivery.trouble === 'uncertain',
      token: (button) => mint(house, workspace, delivery, button.say),
    })
    .then((posted): Settled => ({ state: 'sent', shown: delivery.version, posted, trouble: null }))
    .catch((error: unknown) => afterTrouble(house, delivery, error))
  await settleDelivery(workspace.db, delivery.id, house.owner, settled, house.now())
}

function afterTrouble(house: House, delivery: Delivery, error: unknown): Settled {
  const trouble = error instanceof Uncertain ? 'uncertain' : (error as Error).message
  house.log.warn(
    { delivery: delivery.id, place: delivery.place, attempt: delivery.attempt, why: trouble },
    'A message did not get through',
  )
  if (error instanceof Fault && (error.kind === 'missing' || error.kind === 'auth' || error.kind === 'input'))
    return { state: 'failed', trouble }
  if (delivery.attempt >= TRIES) return { state: error instanceof Uncertain ? 'unknown' : 'failed', trouble }
  const pause = (error instanceof Fault ? error.retryAfterMs : undefined) ?? 500 * 2 ** delivery.attempt
  return { state: 'waiting', trouble, notBefore: house.now() + pause }
}

/** The token of a button stays the same when its message is edited, so an old picture of it still works, once. */
function mint(house: House, workspace: Workspace, delivery: Delivery, say: string): string {
  const token = idFrom(`${workspace.name}:${delivery.id}:${say}`, 14)
  void mintToken(workspace.db, { token, say, place: delivery.place, expiresAt: house.now() + TOKEN_MS })
  return token
}
