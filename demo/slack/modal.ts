import { fail } from './controls.ts'
import type { Deliveries } from './deliver.ts'
import type { Ack } from './lines.ts'
import type { Block, User, View, World } from './world.ts'

/** Sends the newest open modal, and does with it what the app answers: errors keep it open, nothing closes it. */
export async function submit(
  world: World,
  deliveries: Deliveries,
  user: User,
  values: Record<string, string>,
): Promise<Ack> {
  const open = world.modals.get(user.id) ?? []
  const view = open.at(-1) ?? fail('no modal is open')
  const ack = await deliveries.bring('interactive', {
    type: 'view_submission',
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
    team: { id: world.team.id, domain: world.team.domain },
    api_app_id: 'A1',
    token: 'x',
    trigger_id: '',
    response_urls: [],
    view: { ...view, state: { values: stateOf(view, values) } },
  })
  const { response_action, view: next } = ack.payload as { response_action?: string; view?: View }
  if (ack.acked && response_action === 'update' && next) Object.assign(view, next)
  else if (ack.acked && response_action === 'push' && next) open.push({ ...next, id: `V${world.next()}` })
  else if (ack.acked && response_action !== 'errors')
    world.modals.set(user.id, response_action === 'clear' ? [] : open.slice(0, -1))
  return ack
}

function stateOf({ blocks }: View, values: Record<string, string>): Record<string, unknown> {
  const inputs = blocks.filter((b) => b.type === 'input')
  for (const id of Object.keys(values))
    if (!inputs.some((b) => b.block_id === id))
      fail(`the modal has no input "${id}", but: ${inputs.map((b) => b.block_id).join(', ')}`)
  return Object.fromEntries(
    inputs.map((b) => [
      b.block_id,
      { [(b.element as Block).action_id as string]: chosen(b.element as Block, values[b.block_id as string]) },
    ]),
  )
}

function chosen({ type }: Block, value: string | undefined): Record<string, unknown> {
  if (type === 'static_select')
    return { type, selected_option: value === undefined ? null : { value, text: { type: 'plain_text', text: value } } }
  return type === 'datepicker' ? { type, selected_date: value ?? null } : { type, value: value ?? null }
}
