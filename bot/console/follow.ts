import { setTimeout as pause } from 'node:timers/promises'
import { deliveriesAt, deliveriesSince } from '#db/deliveries.ts'
import { heardAt } from '#db/inbox.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { deliveredItem, heardItem, type Item, inOrder } from './items.ts'

const TURN_MS = 250
/** Rows of other processes may be written a little later than they are dated. */
const LATE_MS = 5000
/** Every so many turns everything recent is looked at, whatever the clocks say. */
const THOROUGH = 40

/** Reads a conversation from its rows, whoever wrote them: first all of it, then what changed, until told to stop. */
export async function follow(
  workspaces: Workspace[],
  place: string,
  most: number,
  send: (items: Item[], all: boolean) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Map<string, string>()
  const readers = workspaces.map((workspace) => reader(workspace, place, most))
  for (let turn = 0; !signal.aborted; turn++) {
    const read = (await Promise.all(readers.map((recent) => recent(turn)))).flat()
    const items = inOrder(read.filter(({ id, rev }) => seen.get(id) !== rev))
    if (items.length || turn === 0 || turn % THOROUGH === 0) await send(items, turn === 0)
    for (const { id, rev } of items) seen.set(id, rev)
    await pause(TURN_MS, undefined, { signal }).catch(() => {})
  }
}

/** What was said and shown in one workspace: first the last of it, then what may have changed. */
function reader({ db, name }: Workspace, place: string, most: number): (turn: number) => Promise<Item[]> {
  let newest = 0
  let first = 0
  return async (turn) => {
    const said = await heardAt(db, place, turn ? 30 : most)
    const shown =
      turn % THOROUGH
        ? await deliveriesSince(db, place, newest - LATE_MS)
        : await deliveriesAt(db, place, turn ? 50 : most)
    if (turn === 0) first = shown.length < most ? 0 : shown[0]!.id
    for (const { changedAt } of shown) newest = Math.max(newest, changedAt)
    const delivered = shown.filter(({ id }) => id >= first).flatMap((one) => deliveredItem(one, name))
    return [...said.map(heardItem), ...delivered]
  }
}
