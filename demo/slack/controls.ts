import { addChannel, type Block, type Channel, type Message, type World } from './world.ts'

/** What a test does to channels, and what it reads of them. */
export function makeChannels(world: World) {
  const channel = (id: string) => channelOf(world, id)
  return {
    /** A channel with these people and, unless told otherwise, the app. */
    channel: (
      name: string,
      members: { id: string }[],
      { bot = true, secret = false, external = false } = {},
    ): string => {
      const users = [...members.map((m) => m.id), ...(bot ? [world.bot.id] : [])]
      const made = addChannel(world, `C${world.next()}`, name, secret ? 'private' : 'channel', users)
      made.is_ext_shared = external
      return made.id
    },
    archive: (id: string) => {
      channel(id).is_archived = true
    },
    removeBot: (id: string) => void channel(id).members.delete(world.bot.id),
    history: (id: string): Message[] => channel(id).messages,
    delivered: (id: string): Message[] => channel(id).messages.filter((m) => m.user === world.bot.id),
    heard: (id: string, wanted: RegExp | string, ms = 5000) => heard(world, channel(id), wanted, ms),
    wordsOf,
  }
}

export const channelOf = (world: World, id: string): Channel =>
  world.channels.get(id) ?? fail(`there is no channel ${id}`)

/** Waits until the app has said something there that reads like this, in words, blocks, buttons or file names. */
async function heard(world: World, channel: Channel, wanted: RegExp | string, ms: number): Promise<Message> {
  for (const end = Date.now() + ms; ; ) {
    const own = channel.messages.filter((m) => m.user === world.bot.id)
    const found = own.findLast((m) =>
      typeof wanted === 'string' ? wordsOf(m).includes(wanted) : wanted.test(wordsOf(m)),
    )
    if (found) return found
    if (Date.now() > end)
      fail(`${wanted} was not said in ${channel.id}, but: ${own.map(wordsOf).join(' | ') || 'nothing'}`)
    await new Promise((done) => setTimeout(done, 15))
  }
}

/** What can be read in a message: its blocks where it has some, its text where not, and the names of its files. */
export function wordsOf({ text, blocks, files }: Pick<Message, 'text' | 'blocks' | 'files'>): string {
  return [blocks ? wordsIn(blocks).join('\n') : text, ...(files ?? []).map((f) => f.name)].filter(Boolean).join('\n')
}

function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn)
  if (!value || typeof value !== 'object') return []
  const own = (value as { text?: unknown }).text
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(wordsIn)]
}

export type Pressed = { block: Block; element: Record<string, unknown> }

/** The button of that name among blocks. */
export function buttonIn(blocks: Block[] | undefined, label: string): Pressed | undefined {
  for (const block of blocks ?? []) {
    const all = [
      ...((block.elements as Record<string, unknown>[]) ?? []),
      ...(block.accessory ? [block.accessory as Record<string, unknown>] : []),
    ]
    const element = all.find((e) => e.type === 'button' && (e.text as { text: string }).text === label)
    if (element) return { block, element }
  }
  return undefined
}

export function fail(why: string): never {
  throw new Error(why)
}
