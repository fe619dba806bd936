import { deliveriesUnder } from '#db/deliveries.ts'
import type { Message } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'

type Sayable = { label: string; say: string }
const SOME = 10

/** What can be pressed in a message, in the order in which the terminal numbers it. */
export function pressable({ blocks }: Message): Sayable[] {
  if (blocks.some(({ kind }) => kind === 'progress')) return []
  const all = blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
  return all.flatMap((button) => ('say' in button ? [button] : []))
}

/** A terminal has no buttons: their number, or their words, say what they say. */
export async function pressed(text: string, { db }: Workspace, place: string): Promise<string> {
  const said = text.trim().toLowerCase()
  const shown = await deliveriesUnder(db, place, SOME)
  const last = shown.map(({ message }) => pressable(message as Message)).find(({ length }) => length) ?? []
  const found = last[Number(said) - 1] ?? last.find(({ label }) => label.toLowerCase() === said)
  return found?.say ?? text
}
