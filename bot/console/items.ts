import type { Delivery } from '#db/deliveries.ts'
import type { Heard as InboxRow } from '#db/inbox.ts'
import { showBytes } from '#jobs/kit/format.ts'
import type { Heard } from '../kit/face.ts'
import { clean } from '../kit/words.ts'
import { located, type Shown } from './render.ts'

/** A line of the conversation. `rev` changes whenever it has to be drawn anew. */
export type Item = { id: string; at: number; rev: string } & (
  | { from: 'person'; text: string; press: string | null; files: { name: string; size: string }[]; answered: boolean }
  | { from: 'bellhop'; message: Shown }
)

export function heardItem(row: InboxRow): Item {
  const heard = row.heard as Heard
  const answered = row.answeredAt !== null
  return {
    id: row.event,
    at: row.at,
    rev: String(answered),
    from: 'person',
    text: clean(heard.text ?? ''),
    press: heard.press ?? null,
    files: (heard.files ?? []).map(({ name, bytes }) => ({ name: clean(name), size: showBytes(bytes) })),
    answered,
  }
}

/** What the outbox has brought to this place; what it hasn't yet isn't shown. */
export function deliveredItem(delivery: Delivery, workspace: string): Item[] {
  if (!delivery.posted) return []
  const message = located(delivery.posted as Shown, `${workspace}/deliveries/${delivery.id}`)
  return [
    {
      id: `${workspace}/${delivery.id}`,
      at: delivery.createdAt,
      rev: String(delivery.shown),
      from: 'bellhop',
      message,
    },
  ]
}

export function inOrder(items: Item[]): Item[] {
  return items.sort((a, b) => a.at - b.at)
}
