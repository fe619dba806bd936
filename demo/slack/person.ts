import { acting } from './acting.ts'
import { channelOf } from './controls.ts'
import type { Deliveries } from './deliver.ts'
import { keep } from './files.ts'
import type { Ack } from './lines.ts'
import {
  addMessage,
  type Channel,
  directWith,
  type Message,
  newTs,
  newUser,
  now,
  shared,
  type User,
  type World,
} from './world.ts'

type Traits = { email?: string; guest?: boolean; stranger?: boolean; admin?: boolean; deleted?: boolean }
type More = { thread?: string }
type Tell = (event: Record<string, unknown>, id?: string) => Promise<Ack>
type Sent = { name: string; bytes?: Buffer | string; type?: string }

/** Somebody with the app open. Guests are of this workspace with less rights; strangers are of another one. */
export function makePerson(world: World, deliveries: Deliveries, name: string, traits: Traits) {
  const user = userWith(world, name, traits)
  world.users.set(user.id, user)
  const tell: Tell = (event, id = `Ev${world.next()}`) => deliveries.bring('events_api', eventOf(world, event, id))
  return {
    user,
    id: user.id,
    /** The direct channel with the app. */
    dm: directWith(world, user.id).id,
    ...speaking(world, tell, user),
    ...acting(world, deliveries, user),
    opensHome: () =>
      tell({
        type: 'app_home_opened',
        user: user.id,
        channel: directWith(world, user.id).id,
        tab: 'home',
        event_ts: newTs(world),
      }),
    /** Any event; under the same id once more, as after an acknowledgement that got lost. */
    tells: tell,
  }
}

function userWith(
  world: World,
  name: string,
  { guest = false, stranger = false, admin = false, deleted = false, email }: Traits,
): User {
  const rights = { is_restricted: guest, is_stranger: stranger, is_admin: admin, deleted }
  return newUser(`U${world.next()}`, name, { ...rights, ...(email && { email }), ...(stranger && { team_id: 'T9' }) })
}

/** What they write, attach, change and take back. */
function speaking(world: World, tell: Tell, user: User) {
  function post(id: string, content: Partial<Message>, subtype?: string): Message {
    const channel = channelOf(world, id)
    const message = addMessage(world, channel, { user: user.id, ...content })
    if (!channel.members.has(world.bot.id)) return message
    const where = { channel: channel.id, channel_type: TYPES[channel.kind], event_ts: message.ts, team: user.team_id }
    const event = { ...message, ...where, ...(subtype && { subtype }) }
    void tell(event)
    if (message.text.includes(`<@${world.bot.id}>`) && channel.kind !== 'im')
      void tell({ ...event, type: 'app_mention' })
    return message
  }

  function changed(message: Message, subtype: string, content: Record<string, unknown>): void {
    const channel = [...world.channels.values()].find((c) => c.messages.includes(message))!
    const where = { channel: channel.id, channel_type: TYPES[channel.kind], ts: newTs(world), hidden: true }
    void tell({ type: 'message', subtype, ...where, previous_message: { ...message }, ...content })
  }

  return {
    says: (channel: string, text: string, { thread }: More = {}) =>
      post(channel, { text: typed(world, text), ...(thread && { thread_ts: thread }) }),
    sends: (channel: string, files: Sent[], text = '', { thread }: More = {}) => {
      const kept = files.map((f) =>
        keep(world, { name: f.name, type: f.type ?? 'text/csv', bytes: Buffer.from(f.bytes ?? 'x') }, user.id),
      )
      for (const { id } of kept)
        void tell({
          type: 'file_shared',
          file_id: id,
          user_id: user.id,
          file: { id },
          channel_id: channel,
          event_ts: newTs(world),
        })
      const sharedFiles = kept.map((f) => shared(world, f))
      return post(
        channel,
        { text: typed(world, text), files: sharedFiles, ...(thread && { thread_ts: thread }) },
        'file_share',
      )
    },
    edits: (message: Message, text: string) => {
      const before = { ...message }
      Object.assign(message, { text: typed(world, text), edited: { user: user.id, ts: newTs(world) } })
      changed(message, 'message_changed', { message: { ...message }, previous_message: before })
    },
    deletes: (message: Message) => {
      changed(message, 'message_deleted', { deleted_ts: message.ts })
      for (const channel of world.channels.values()) channel.messages = channel.messages.filter((m) => m !== message)
    },
  }
}

const TYPES: Record<Channel['kind'], string> = { im: 'im', channel: 'channel', private: 'group' }

/** What the app writes for what was typed: letters that mean markup are escaped, a name becomes a mention. */
function typed({ bot }: World, text: string): string {
  const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return safe.replaceAll(/@bellhop\b/gi, `<@${bot.id}>`)
}

function eventOf({ team, bot }: World, event: Record<string, unknown>, event_id: string): Record<string, unknown> {
  const authorizations = [
    { enterprise_id: null, team_id: team.id, user_id: bot.id, is_bot: true, is_enterprise_install: false },
  ]
  const head = { token: 'x', team_id: team.id, api_app_id: 'A1', type: 'event_callback', event_id, event_time: now() }
  return { ...head, event_context: `4-${event_id}`, authorizations, event }
}
