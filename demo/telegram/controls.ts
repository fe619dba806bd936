import { addChat, addMessage, type Chat, chatShown, type Message, type User, type World } from './world.ts'

type Member = { user: User }

/** What a test does to chats, and what it reads of them. */
export function makeChats(world: World) {
  let groups = 1
  const owner: User = { id: 1, is_bot: false, first_name: 'Owner' }
  const chat = (id: number): Chat => world.chats.get(id) ?? fail(`there is no chat ${id}`)

  function group(title: string, members: Member[], { forum = false, small = false } = {}): number {
    const id = small ? -++groups : -1_000_000_000_000 - ++groups
    const made = addChat(world, { id, type: small ? 'group' : 'supergroup', title, ...(forum && { is_forum: true }) })
    for (const { user } of members) made.members.set(user.id, 'member')
    world.emit({ my_chat_member: statusChange(world, made, members[0]?.user ?? owner, 'left', 'member') })
    return id
  }

  /** A small group becomes a supergroup: the old id stops working and both sides say so. */
  function migrate(id: number): number {
    const old = chat(id)
    const to = group(
      old.title ?? 'Group',
      [...old.members.keys()].map((user) => ({ user: world.people.get(user)! })),
    )
    old.movedTo = to
    for (const [from, content] of [
      [old, { migrate_to_chat_id: to }],
      [chat(to), { migrate_from_chat_id: id }],
    ] as const)
      world.emit({ message: addMessage(world, from, owner, content) })
    return to
  }

  function topic(id: number, name: string): number {
    const made = addMessage(world, chat(id), owner, { forum_topic_created: { name, icon_color: 7322096 } })
    chat(id).topics.set(made.message_id, name)
    made.message_thread_id = made.message_id
    return made.message_id
  }

  return {
    group,
    migrate,
    topic,
    closeTopic: (id: number, thread: number) => chat(id).topics.delete(thread),
    kick: (id: number) => {
      chat(id).closed = 'kicked'
      world.emit({ my_chat_member: statusChange(world, chat(id), owner, 'member', 'kicked') })
    },
    /** Everything in a chat as its people see it now. */
    history: (id: number): Message[] => chat(id).messages,
    /** What the bot brought there, oldest first. */
    delivered: (id: number): Message[] => chat(id).messages.filter((m) => m.from?.id === world.bot.id),
    /** Waits until the bot has said something there that reads like this, in words, a caption or a button. */
    heard: (id: number, wanted: RegExp | string, ms = 5000) => heard(world, chat(id), wanted, ms),
  }
}

export function statusChange(world: World, chat: Chat, from: User, before: string, after: string) {
  const was = { user: world.bot, status: before }
  return {
    chat: chatShown(chat),
    from,
    date: Math.floor(Date.now() / 1000),
    old_chat_member: was,
    new_chat_member: { user: world.bot, status: after },
  }
}

async function heard(world: World, chat: Chat, wanted: RegExp | string, ms: number): Promise<Message> {
  for (const end = Date.now() + ms; ; ) {
    const own = chat.messages.filter((m) => m.from?.id === world.bot.id)
    const found = own.findLast((m) =>
      typeof wanted === 'string' ? wordsOf(m).includes(wanted) : wanted.test(wordsOf(m)),
    )
    if (found) return found
    if (Date.now() > end)
      fail(`${wanted} was not said in chat ${chat.id}, but: ${own.map(wordsOf).join(' | ') || 'nothing'}`)
    await new Promise((done) => setTimeout(done, 15))
  }
}

function wordsOf({ text, caption, document, reply_markup }: Message): string {
  const keys = reply_markup?.inline_keyboard.flat().map((key) => key.text) ?? []
  return [text, caption, document?.file_name, ...keys].filter(Boolean).join('\n')
}

export function fail(why: string): never {
  throw new Error(why)
}
