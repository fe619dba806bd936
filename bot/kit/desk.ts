import { deliver } from '#db/deliveries.ts'
import { keepHalfSaid, takeHalfSaid } from '#db/half-said.ts'
import { hear, markAnswered, unanswered } from '#db/inbox.ts'
import { consumeToken, getToken } from '#db/pending.ts'
import type { House } from '#jobs/kit/house.ts'
import { idFrom, newId } from '#jobs/kit/id.ts'
import { type Button, buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Access, whoIs } from './access.ts'
import { type Command, type CommandContext, may, questionFor, readArgs, usage } from './command.ts'
import { conversationOf, type Heard } from './face.ts'
import { nearest, wordsOf } from './typed.ts'

const HALF_SAID_MS = 10 * 60_000

/** Answers what is neither a command nor a button: a question in plain words, a file. */
export type Rest = {
  question(text: string, context: CommandContext): Promise<Message | undefined>
  file(heard: Heard, context: CommandContext): Promise<Message | undefined>
}

export type Desk = {
  /** Stores the event, then answers. Resolves once it is stored: only then may a platform be told that we have it. */
  hear(heard: Heard): Promise<void>
  /** Answers what an earlier process heard and didn't come to answer. */
  catchUp(): Promise<void>
  /** Resolves when nothing that was heard is still being answered. */
  idle(): Promise<void>
}

/** The front desk: who is it, may they, what do they want? Every message gets exactly one reply. */
export function openDesk(house: House, commands: Command[], access: Access, rest: Rest): Desk {
  const answering = new Set<Promise<void>>()

  function answerSoon(workspace: Workspace, heard: Heard): void {
    const work = answer(workspace, heard).finally(() => answering.delete(work))
    answering.add(work)
  }

  async function answer(workspace: Workspace, heard: Heard): Promise<void> {
    const source = `event:${heard.face}:${heard.event}`
    try {
      const reply = await replyTo(workspace, heard)
      if (reply) await deliver(workspace.db, { place: heard.place, source, part: 'reply', message: reply }, house.now())
      await markAnswered(workspace.db, heard.face, heard.event, house.now())
      house.bell.ring()
    } catch (error) {
      const id = newId()
      house.log.error({ err: error, trouble: id, event: heard.event }, 'A message could not be answered')
      const sorry = say(
        `Something went wrong on my side. Please try again; if it stays, tell whoever looks after me: trouble ${id}.`,
        'bad',
      )
      await deliver(workspace.db, { place: heard.place, source, part: 'reply', message: sorry }, house.now()).catch(
        () => {},
      )
    }
  }

  async function replyTo(workspace: Workspace, heard: Heard): Promise<Message | undefined> {
    const person = await whoIs(workspace, heard, house)
    const busy = access.tooMany(`${workspace.name}/${person.id}`, house.now())
    if (busy) return say(`That is a lot at once. I listen again in ${busy} seconds.`, 'warn')
    const context = contextFor(workspace, heard, person)
    if (heard.press) return pressed(heard.press, context)
    if (heard.files?.length) return may(person, 'viewer') ? rest.file(heard, context) : stranger()
    const said = heard.text?.trim() ?? ''
    if (!said) return say(`I can't read ${heard.other ?? 'an empty message'}. Write to me, or type /help.`, 'warn')
    return words(said, context)
  }

  function contextFor(workspace: Workspace, heard: Heard, person: CommandContext['person']): CommandContext {
    let started = 0
    return {
      house,
      workspace,
      person,
      commands,
      place: heard.place,
      direct: heard.direct,
      event: heard.event,
      now: house.now,
      async start(job, input) {
        const id = idFrom(`${heard.face}:${heard.event}:${started++}`)
        const { run, joined } = await start(house, workspace, job, input, { id, by: person.id, place: heard.place })
        if (!joined) return undefined
        return message(
          'Already on it',
          'plain',
          text(`The same work was started before, as run ${run.id}. I tell you here when it ends.`),
        )
      },
    }
  }

  async function pressed(token: string, context: CommandContext): Promise<Message | undefined> {
    const action = await consumeToken(context.workspace.db, token, context.person.id, context.now())
    if (action) return words(action.say, context)
    const known = await getToken(context.workspace.db, token)
    if (known?.usedAt) return say('That button was pressed already; it works once.', 'warn')
    return say('That button has expired. Ask again to get a new one.', 'warn')
  }

  async function words(said: string, context: CommandContext): Promise<Message | undefined> {
    const half = await takeHalfSaid(
      context.workspace.db,
      conversationOf(context.place),
      context.person.id,
      context.now(),
    )
    const [first = '', ...others] = wordsOf(said)
    const bare = others.length === 0 ? find(commands, first.toLowerCase()) : undefined
    if (first.startsWith('/')) return slash(first.slice(1).toLowerCase(), others, said, context)
    if (half) {
      const command = commands.find(({ name }) => name === half.command)
      if (command) return runCommand(command, [said], context, half.args)
    }
    if (bare) return runCommand(bare, [], context)
    return may(context.person, 'viewer') ? rest.question(said, context) : stranger()
  }

  async function slash(
    name: string,
    others: string[],
    said: string,
    context: CommandContext,
  ): Promise<Message | undefined> {
    // "/help@bellhop_bot": in groups Telegram says who is meant.
    const wanted = name.split('@')[0] ?? ''
    const command = find(commands, wanted)
    if (command) return runCommand(command, others, context)
    const near = nearest(
      wanted,
      commands.filter(({ role }) => may(context.person, role)).map((other) => other.name),
    )
    if (!near)
      return message(
        `I don't know /${wanted}`,
        'warn',
        text('Here is what I know:'),
        buttons({ label: 'Help', say: '/help' }),
      )
    const meant = `/${near}${said.slice(1 + name.length)}`
    return message(
      `I don't know /${wanted}`,
      'warn',
      text(`Did you mean ${meant}?`),
      buttons({ label: meant.slice(0, 40), say: meant, style: 'primary' }, { label: 'Help', say: '/help' }),
    )
  }

  async function runCommand(
    command: Command,
    others: string[],
    context: CommandContext,
    given: Record<string, unknown> = {},
  ): Promise<Message | undefined> {
    if (!may(context.person, command.role)) return refuse(command, context)
    const read = readArgs(command, others, given)
    if (read.ok) return command.run(read.args, context)
    return askFor(command, read, context)
  }

  async function askFor(
    command: Command,
    read: { missing: string; given: Record<string, unknown>; why: string | undefined },
    context: CommandContext,
  ) {
    const { missing, given, why } = read
    const half = {
      place: conversationOf(context.place),
      person: context.person.id,
      command: command.name,
      args: given,
      missing,
      expiresAt: context.now() + HALF_SAID_MS,
    }
    await keepHalfSaid(context.workspace.db, half)
    const choices: Button[] = (await command.choices?.(missing, context)) ?? []
    const question = [why && `${why}.`, questionFor(command, missing)].filter(Boolean).join(' ')
    return message(
      `/${command.name}`,
      why ? 'warn' : 'plain',
      text(question),
      ...(choices.length ? [buttons(...choices)] : []),
      text(`${usage(command)}, for example ${command.example}`, 'quiet'),
    )
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
        for (const { heard } of await unanswered(workspace.db, house.now())) answerSoon(workspace, heard as Heard)
      }
    },
    async idle() {
      while (answering.size) await Promise.all(answering)
    },
  }
}

function find(commands: Command[], word: string): Command | undefined {
  return commands.find(({ name, aliases }) => name === word || aliases?.includes(word))
}

function refuse(command: Command, { person }: CommandContext): Message {
  if (!person.active || !person.email) return stranger()
  return say(`/${command.name} is for ${command.role}s; you are ${person.role}. Ask an admin if you need it.`, 'warn')
}

function stranger(): Message {
  return say("I don't know you yet. Ask an admin of this workspace to let you in.", 'warn')
}
