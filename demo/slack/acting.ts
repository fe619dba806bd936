import { buttonIn, channelOf, fail, type Pressed, wordsOf } from './controls.ts'
import type { Deliveries } from './deliver.ts'
import type { Ack } from './lines.ts'
import { submit } from './modal.ts'
import { newTs, type Responder, type User, type World } from './world.ts'

/** What they do besides writing: slash commands, buttons, the home of the app and its modals. */
export function acting(world: World, deliveries: Deliveries, user: User) {
  return {
    /** Types a slash command: what was acknowledged, and what came over its response_url. */
    commands: (channel: string, command: string, text = '') => {
      const asked = responderFor(world, channel, user)
      const where = { channel_id: channel, channel_name: channelOf(world, channel).name || 'directmessage' }
      const payload = { command, text, ...asking(world, user, asked), ...where }
      return { ack: deliveries.bring('slash_commands', payload), said: asked.responder.said }
    },
    presses: (channel: string, label: string) => {
      const { messages } = channelOf(world, channel)
      const message =
        messages.findLast((m) => buttonIn(m.blocks, label)) ??
        fail(`no button "${label}", but: ${messages.map(wordsOf).join(' | ')}`)
      const container = { type: 'message', message_ts: message.ts, channel_id: channel }
      const where = { channel: { id: channel, name: '' }, message, container }
      return press(
        world,
        deliveries,
        user,
        buttonIn(message.blocks, label)!,
        where,
        responderFor(world, channel, user, message.ts),
      )
    },
    home: () => world.homes.get(user.id),
    pressesHome: (label: string) => {
      const view = world.homes.get(user.id) ?? fail('there is no home yet')
      const pressed =
        buttonIn(view.blocks, label) ?? fail(`no button "${label}", but: ${wordsOf({ text: '', blocks: view.blocks })}`)
      return press(world, deliveries, user, pressed, { view, container: { type: 'view', view_id: view.id } })
    },
    modal: () => world.modals.get(user.id)?.at(-1),
    /** Fills in the open modal by block id and sends it. */
    submits: (values: Record<string, string>) => submit(world, deliveries, user, values),
  }
}

type Asking = { responder: Responder; url: string }

function responderFor(world: World, channel: string, user: User, ts?: string): Asking {
  const responder: Responder = { channel, user: user.id, at: Date.now(), left: 5, said: [], ...(ts && { ts }) }
  const id = `R${world.next()}`
  world.responders.set(id, responder)
  return { responder, url: `${world.url}/respond/${id}` }
}

function asking(world: World, user: User, { url }: Asking): Record<string, unknown> {
  const { team } = world
  return {
    token: 'x',
    team_id: team.id,
    team_domain: team.domain,
    user_id: user.id,
    user_name: user.name,
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: url,
    trigger_id: newTrigger(world, user),
  }
}

function newTrigger(world: World, user: User): string {
  const id = `trigger.${world.next()}`
  world.triggers.set(id, { user: user.id, at: Date.now(), used: false })
  return id
}

function press(
  world: World,
  deliveries: Deliveries,
  user: User,
  { block, element }: Pressed,
  where: Record<string, unknown>,
  answer?: Asking,
): Promise<Ack> {
  const action = { ...element, block_id: block.block_id ?? 'b1', action_ts: newTs(world) }
  return deliveries.bring('interactive', {
    type: 'block_actions',
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
    team: { id: world.team.id, domain: world.team.domain },
    api_app_id: 'A1',
    token: 'x',
    trigger_id: newTrigger(world, user),
    ...(answer && { response_url: answer.url }),
    actions: [action],
    ...where,
  })
}
