import { setTimeout as pause } from 'node:timers/promises'
import { deliveriesAt, deliveriesSince } from '#db/deliveries.ts'
import { heardAt } from '#db/inbox.ts'
import type { Store } from '#db/open.ts'
import { deliveredItem, heardItem, type Item, inOrder } from './items.ts'

const TURN_MS = 250
/** Rows of other processes may be written a little later than they are dated. */
const LATE_MS = 5000
/** Every so many turns everything recent is looked at, whatever the clocks say. */
const THOROUGH = 40

/** Reads a conversation from its rows, whoever wrote them: first all of it, then what changed, until told to stop. */
export async function follow(
  db: Store,
  place: string,
  most: number,
  send: (items: Item[], all: boolean) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Map<string, string>()
  let newest = 0
  let first = 0

  async function changed(turn: number): Promise<Item[]> {
    const said = await heardAt(db, place, turn ? 30 : most)
    const shown =
      turn % THOROUGH
        ? await deliveriesSince(db, place, newest - LATE_MS)
        : await deliveriesAt(db, place, turn ? 50 : most)
    if (turn === 0) first = shown.length < most ? 0 : shown[0]!.id
    for (const { changedAt } of shown) newest = Math.max(newest, changedAt)
    const items = [...said.map(heardItem), ...shown.filter(({ id }) => id >= first).flatMap(deliveredItem)]
    return inOrder(items.filter(({ id, rev }) => seen.get(id) !== rev))
  }
  for (let turn = 0; !signal.aborted; turn++) {
    const items = await changed(turn)
    if (items.length || turn === 0 || turn % THOROUGH === 0) await send(items, turn === 0)
    for (const { id, rev } of items) seen.set(id, rev)
    await pause(TURN_MS, undefined, { signal }).catch(() => {})
  }
}
