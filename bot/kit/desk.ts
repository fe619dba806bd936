import { getChat, setChat } from '#db/chats.ts'
import { deliver } from '#db/deliveries.ts'
import { forgetWords, hear, markAnswered, unanswered } from '#db/inbox.ts'
import type { House } from '#jobs/kit/house.ts'
import { newId } from '#jobs/kit/id.ts'
import { buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Access, type Known, whoIs } from './access.ts'
import { bring } from './bring.ts'
import { carryOutApproved } from './carry-out.ts'
import { type Command, may } from './command.ts'
import { converse, type Rest } from './converse.ts'
import { chatOf, type Heard } from './face.ts'
import { openTurn, record, type Turn } from './turn.ts'

export type { Rest } from './converse.ts'

/** More than any process leaves behind. */
const MOST = 100_000

export type Desk = {
  /** Stores the event, then answers. Resolves once it is stored: only then may a platform be told that we have it. */
  hear(heard: Heard): Promise<void>
  /** Answers what an earlier process heard and didn't come to answer. */
  catchUp(): Promise<void>
  /** Does what was approved and is left undone. */
  finish(): Promise<void>
  /** Resolves when nothing that was heard is still being answered. */
  idle(): Promise<void>
}

/** The front desk: who is it, may they, what do they want? Every message gets exactly one reply. */
export function openDesk(house: House, commands: Command[], access: Access, rest: Rest): Desk {
  const answering = new Set<Promise<void>>()
  const lines = new Map<string, Promise<void>>()

  /** What one person says in one place is answered in its order; a button, such as Stop, waits for nothing. */
  function answerSoon(workspace: Workspace, heard: Heard): void {
    const line = `${heard.place} ${heard.press ? heard.event : heard.user}`
    const work = (lines.get(line) ?? Promise.resolve()).then(() => answer(workspace, heard))
    answering.add(work)
    lines.set(line, work)
    void work.finally(() => {
      answering.delete(work)
      if (lines.get(line) === work) lines.delete(line)
    })
  }

  async function answer(workspace: Workspace, heard: Heard): Promise<void> {
    const source = `event:${heard.face}:${heard.event}`
    try {
      const turn = await open(workspace, heard)
      const reply = await replyTo(turn, heard)
      if (reply) await bring(turn, reply, source)
      house.bell.ring()
      await record(turn)
      await carryOutApproved(house, workspace, access, commands)
      if (turn.secret) await forgetWords(workspace.db, heard.face, heard.event)
      await markAnswered(workspace.db, heard.face, heard.event, house.now())
      house.bell.ring()
    } catch (error) {
      const id = newId()
      house.log.error({ err: error, trouble: id, event: heard.event }, 'A message could not be answered')
      await deliver(workspace.db, { place: heard.place, source, part: 'reply', message: sorry(id) }, house.now()).catch(
        () => {},
      )
    }
  }

  async function open(workspace: Workspace, heard: Heard): Promise<Turn> {
    const { face, user, place, direct, event, replies } = heard
    const person = await whoIs(workspace, heard, house)
    return openTurn({ house, workspace, access, commands, person, event, at: { face, user, place, direct, replies } })
  }

  async function replyTo(turn: Turn, heard: Heard): Promise<Message | undefined> {
    const { workspace, person } = turn.context
    const busy = access.tooMany(heard, `${workspace.name}/${person.id}`, 'message')
    if (busy) return say(`That is a lot at once. I listen again in ${busy} seconds.`, 'warn')
    return (await closed(workspace, heard, person)) ?? converse(turn, heard, rest)
  }

  async function finish(): Promise<void> {
    for (const workspace of await house.workspaces.all()) await carryOutApproved(house, workspace, access, commands)
  }

  return {
    async hear(heard) {
      const workspace = await access.workspaceFor(heard)
      const { face, event, place, user } = heard
      if (await hear(workspace.db, { face, event, place, person: user, heard, at: house.now() }))
        answerSoon(workspace, heard)
    },
    async catchUp() {
      for (const workspace of await house.workspaces.all()) {
        for (const { heard } of await unanswered(workspace.db, house.now(), MOST)) answerSoon(workspace, heard as Heard)
      }
      await finish()
    },
    finish,
    async idle() {
      while (answering.size) await Promise.all(answering)
    },
  }
}

/** Who notes that a chat is out of reach; that says nothing about whether it was let in. */
const NOBODY = 'bellhop'

/** A group is let in by an admin; until then I say only that. */
async function closed(workspace: Workspace, heard: Heard, person: Known): Promise<Message | undefined> {
  const chat = await getChat(workspace.db, chatOf(heard.place))
  if (chat?.goneAt) await setChat(workspace.db, chat.place, { goneAt: null }, chat.by, chat.at)
  if (heard.direct || chat?.state === 'allowed') return undefined
  const admin = may(person, 'admin')
  if (admin && (heard.press || /^\s*\/here\b/i.test(heard.text ?? ''))) return undefined
  if (chat && chat.by !== NOBODY) return say('An admin closed this chat to me. Write to me directly.', 'warn')
  if (!admin) return say("I don't speak here until an admin lets me in with /here allow. Write to me directly.", 'warn')
  return message(
    'This chat is not let in yet',
    'warn',
    text('Once it is, people here can talk to me; what they may see is up to you.'),
    buttons({ label: 'Let it in', say: '/here allow', style: 'primary' }),
  )
}

const sorry = (id: string) =>
  say(
    `Something went wrong on my side. Please try again; if it stays, tell whoever looks after me: trouble ${id}.`,
    'bad',
  )
