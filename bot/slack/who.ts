import type { webApi } from '@slack/bolt'
import type { Audience } from '../kit/face.ts'

type User = { name: string; stranger: boolean; bot: boolean }
type Kept<T> = { at: number; value: Promise<T> }

const USER_MS = 10 * 60_000
const MEMBERS_MS = 60_000

export type Who = ReturnType<typeof openWho>

/** Who people are and who is in a channel, asked of Slack and remembered for a while. */
export function openWho(client: webApi.WebClient, self: () => { user: string; team: string }, now: () => number) {
  const users = new Map<string, Kept<User>>()
  const audiences = new Map<string, Kept<Audience>>()
  const directs = new Map<string, Kept<string>>()

  function keep<T>(kept: Map<string, Kept<T>>, key: string, ms: number, ask: () => Promise<T>): Promise<T> {
    const known = kept.get(key)
    if (known && now() - known.at < ms) return known.value
    const value = ask()
    kept.set(key, { at: now(), value })
    value.catch(() => kept.delete(key))
    return value
  }

  const userOf = (id: string) =>
    keep(users, id, USER_MS, async () => asUser((await client.users.info({ user: id })).user))

  function asUser(user: (webApi.UsersInfoResponse['user'] & { is_stranger?: boolean }) | undefined): User {
    const name = user?.profile?.display_name || user?.real_name || user?.name || ''
    const guest = Boolean(user?.is_restricted || user?.is_ultra_restricted || user?.is_stranger || user?.deleted)
    return { name, stranger: guest || user?.team_id !== self().team, bot: Boolean(user?.is_bot) }
  }

  async function members(channel: string): Promise<string[]> {
    const all: string[] = []
    let cursor: string | undefined
    do {
      const page = await client.conversations.members({ channel, limit: 1000, ...(cursor && { cursor }) })
      all.push(...(page.members ?? []))
      cursor = page.response_metadata?.next_cursor
    } while (cursor)
    return all.filter((user) => user !== self().user)
  }

  async function audienceOf(channel: string): Promise<Audience> {
    const [there, { channel: about }] = await Promise.all([members(channel), client.conversations.info({ channel })])
    const known = await Promise.all(there.map(async (id) => ({ id, ...(await userOf(id)) })))
    const people = known.filter(({ bot }) => !bot)
    const shared = about?.is_ext_shared || about?.is_shared ? 1 : 0
    const strangers = people.filter(({ stranger }) => stranger).length
    return { members: people.map(({ id }) => id), strangers: Math.max(strangers, shared) }
  }

  return {
    audience: (channel: string) => keep(audiences, channel, MEMBERS_MS, () => audienceOf(channel)),
    /** Their name, if Slack tells it soon enough. */
    name: (id: string) =>
      Promise.race([
        userOf(id).then(({ name }) => name || id),
        new Promise<string>((done) => setTimeout(done, 1000, id).unref()),
      ]).catch(() => id),
    /** The direct channel of a person; a channel is itself. */
    async channelOf(chat: string): Promise<string> {
      if (!/^[UW]/.test(chat)) return chat
      return keep(directs, chat, Number.POSITIVE_INFINITY, async () => {
        const { channel } = await client.conversations.open({ users: chat })
        return channel?.id ?? chat
      })
    },
  }
}
