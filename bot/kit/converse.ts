import { takeHalfSaid } from '#db/half-said.ts'
import { consumeToken, getToken } from '#db/pending.ts'
import { type Button, buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import { askFirst } from './approve.ts'
import { type Command, type CommandContext, may, questionFor, readArgs, usage } from './command.ts'
import { conversationOf, type Heard } from './face.ts'
import { changedWords, filesHere } from './handed.ts'
import { canSignIn } from './sign-in.ts'
import type { Turn } from './turn.ts'
import { nearest, wordsOf } from './typed.ts'

/** Answers what is neither a command nor a button: a question in plain words, a file. */
export type Rest = {
  question(text: string, context: CommandContext): Promise<Message | undefined>
  file(heard: Heard, context: CommandContext): Promise<Message | undefined>
}

/** What do they want? A button, a file, a command, the rest of one, or a question: one reply. */
export async function converse(turn: Turn, heard: Heard, rest: Rest): Promise<Message | undefined> {
  if (heard.press) return pressed(turn, heard.press, rest)
  const changed = await changedWords(turn, heard)
  if (changed) return changed === 'nothing' ? undefined : changed
  if (heard.files?.length) return handedOver(turn, heard, rest)
  const said = heard.text?.trim() ?? ''
  if (!said) return say(`I can't read ${heard.other ?? 'an empty message'}. Write to me, or type /help.`, 'warn')
  return words(turn, said, rest)
}

async function handedOver(turn: Turn, heard: Heard, rest: Rest): Promise<Message | undefined> {
  turn.acts.push({ act: 'asked', what: (heard.files ?? []).map(({ name }) => `file ${name}`).join(', ') })
  if (!may(turn.context.person, 'viewer')) return stranger(turn)
  const files = await filesHere(turn, heard)
  return Array.isArray(files) ? openly(turn, () => rest.file({ ...heard, files }, turn.context)) : files
}

/** Pressing is saying the button's words with one's own rights; who may not doesn't use it up for those who may. */
async function pressed(turn: Turn, token: string, rest: Rest): Promise<Message | undefined> {
  const { workspace, person, commands, now } = turn.context
  const known = await getToken(workspace.db, token)
  const [first = '', ...others] = wordsOf(known?.say ?? '')
  const command = find(commands, first.replace(/^\//, '').toLowerCase())
  if (known && command && !may(person, command.role)) return refuse(turn, command)
  const read = command && readArgs(command, others, {})
  const barred = read?.ok && (await command?.bars?.(read.args, turn.context))
  if (barred) return say(barred, 'warn')
  if (known && command?.shared) return words(turn, known.say, rest)
  const action = await consumeToken(workspace.db, token, person.id, now())
  if (action) return words(turn, action.say, rest)
  if ((await getToken(workspace.db, token))?.usedAt)
    return say('That button was pressed already; it works once.', 'warn')
  return say('That button has expired. Ask again to get a new one.', 'warn')
}

async function words(turn: Turn, said: string, rest: Rest): Promise<Message | undefined> {
  const { workspace, place, person, commands, now } = turn.context
  const half = await takeHalfSaid(workspace.db, conversationOf(place), person.id, now())
  const [first = '', ...others] = wordsOf(said)
  const bare = others.length === 0 ? find(commands, first.toLowerCase()) : undefined
  if (first.startsWith('/')) return slash(turn, first.slice(1).toLowerCase(), others, said)
  const begun = half && commands.find(({ name }) => name === half.command)
  if (half && begun) return runCommand(turn, begun, [said], half.args, said)
  if (bare) return runCommand(turn, bare, [], {}, said)
  for (const command of commands) {
    const heard = command.hears?.(said)
    if (heard) return runCommand(turn, command, [], heard, said)
  }
  return question(turn, said, rest)
}

async function question(turn: Turn, said: string, rest: Rest): Promise<Message | undefined> {
  const { context, access } = turn
  if (!may(context.person, 'viewer')) return stranger(turn)
  const busy = access.tooMany(context, `${context.workspace.name}/${context.person.id}`, 'question')
  if (busy) return say(`That's a lot of questions at once. Ask me again in ${busy} seconds.`, 'warn')
  turn.acts.push({ act: 'asked', what: said.slice(0, 500) })
  return openly(turn, () => rest.question(said, context))
}

/** An answer that doesn't say what it shows may show anything. */
async function openly(turn: Turn, answer: () => Promise<Message | undefined>): Promise<Message | undefined> {
  turn.exposure.role = 'viewer'
  const reply = await answer()
  if (!turn.began && !turn.exposure.data.length) turn.exposure.data.push('*')
  return reply
}

async function slash(turn: Turn, name: string, others: string[], said: string): Promise<Message | undefined> {
  const { commands, person } = turn.context
  // "/help@bellhop_bot": in groups Telegram says who is meant.
  const wanted = name.split('@')[0] ?? ''
  const command = find(commands, wanted)
  if (command) return runCommand(turn, command, others, {}, said)
  const mine = commands.filter(({ role }) => may(person, role)).map((other) => other.name)
  const near = nearest(wanted, mine)
  const title = `I don't know /${wanted}`
  if (!near) return message(title, 'warn', text('Here is what I know:'), buttons({ label: 'Help', say: '/help' }))
  const meant = `/${near}${said.slice(1 + name.length)}`
  return message(
    title,
    'warn',
    text(`Did you mean ${meant}?`),
    buttons({ label: meant.slice(0, 40), say: meant, style: 'primary' }, { label: 'Help', say: '/help' }),
  )
}

async function runCommand(
  turn: Turn,
  command: Command,
  others: string[],
  given: Record<string, unknown>,
  said: string,
): Promise<Message | undefined> {
  const { context, exposure } = turn
  turn.secret ||= command.privately === true
  if (command.privately && !context.direct)
    return say(`That's between the two of us. Write /${command.name} to me directly.`, 'warn')
  if (!may(context.person, command.role)) return refuse(turn, command)
  turn.acts.push({ act: 'asked', what: turn.secret ? `/${command.name}` : said.slice(0, 500) })
  const read = readArgs(command, others, given)
  if (!read.ok) return askFor(command, read, context)
  const barred = await command.bars?.(read.args, context)
  if (barred) return say(barred, 'warn')
  if (!command.openly) exposure.role = command.role
  const why = await command.confirm?.(read.args, context)
  if (!why && !command.approvals) {
    const reply = await command.run(read.args, context)
    if (command.numbers && !turn.began && !exposure.data.length) exposure.data.push('*')
    return reply
  }
  const wish = { kind: 'command', what: command.name, params: read.args, title: said.slice(0, 200), why } as const
  await askFirst(context, wish, { needed: command.approvals ?? 0, approvers: null }, context.place)
  return undefined
}

type Missing = { missing: string; given: Record<string, unknown>; why: string | undefined }

async function askFor(command: Command, { missing, given, why }: Missing, context: CommandContext): Promise<Message> {
  await context.awaits(command.name, given)
  const choices: Button[] = (await command.choices?.(missing, context)) ?? []
  const asked = [why && `${why}.`, questionFor(command, missing)].filter(Boolean).join(' ')
  return message(
    `/${command.name}`,
    why ? 'warn' : 'plain',
    text(asked),
    ...(choices.length ? [buttons(...choices)] : []),
    text(`${usage(command)}, for example ${command.example}`, 'quiet'),
  )
}

function find(commands: Command[], word: string): Command | undefined {
  return commands.find(({ name, aliases }) => name === word || aliases?.includes(word))
}

function refuse(turn: Turn, command: Command): Message | Promise<Message> {
  const { person } = turn.context
  if (person.standing !== 'in') return stranger(turn)
  turn.acts.push({ act: 'refused', what: `/${command.name}` })
  return say(`/${command.name} is for ${command.role}s; you are ${person.role}. Ask an admin if you need it.`, 'warn')
}

/** Somebody we may tell nothing but how to get in. */
async function stranger(turn: Turn): Promise<Message> {
  const { person, house, workspace, direct } = turn.context
  turn.acts.push({ act: 'refused', what: person.standing })
  if (person.standing === 'revoked')
    return say('You no longer have access here. Ask an admin of this workspace.', 'warn')
  const first = person.standing === 'expired' ? 'Your sign-in has ended.' : "I don't know you yet."
  if (!(await canSignIn(house, workspace))) return say(`${first} Ask an admin of this workspace to let you in.`, 'warn')
  return say(
    `${first} Sign in with your e-mail address${direct ? '' : ', in a direct chat with me'}: /login you@company.com`,
    'warn',
  )
}
