import type { z } from 'zod'
import type { Act } from '#db/audit.ts'
import type { Person } from '#db/people.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Job } from '#jobs/kit/job.ts'
import type { Button, Message } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Known } from './access.ts'
import type { Place } from './face.ts'

export type NeededRole = 'anyone' | 'viewer' | 'operator' | 'admin'

export type CommandContext = {
  house: House
  workspace: Workspace
  /** Somebody unknown may only use what is open to anyone. */
  person: Known
  /** Who it is to the platform: "telegram", "4711". */
  face: string
  user: string
  place: Place
  direct: boolean
  /** The platform's id of the message that these words reply to. */
  replies?: string | undefined
  /** Names this message; what it starts is named after it, so that hearing it twice starts it once. */
  event: string
  commands: Command[]
  now(): number
  /** Starts a job if they may, or asks those who must agree first. */
  start<I extends z.ZodType>(job: Job<I>, input: z.input<I>): Promise<Message | undefined>
  /** The next words they say here belong to this command, with these arguments already known. */
  awaits(command: string, args?: Record<string, unknown>): Promise<void>
  /** Writes down what was done, for /audit. */
  note(act: Act, what: string, detail?: unknown): void
  /** Says which datasets the answer shows, so that it goes only where they may be seen. */
  shows(...datasets: string[]): void
}

export const groups = ['Ask', 'Work', 'Data', 'People', 'House'] as const
type Group = (typeof groups)[number]

/** A word a person can type. Help, menus, manifests, the README and tests are made from this. */
export type Command<Args extends z.ZodObject = z.ZodObject> = {
  name: string
  aliases?: string[]
  group: Group
  say: string
  example: string
  role: NeededRole
  args: Args
  /** Only between the two of us: in a group people are sent to their direct chat. Its words are never kept. */
  privately?: true
  /** Its answer may be read by anyone who is there. */
  openly?: true
  /** Its answer shows rows or files, so not every chat may see it. */
  numbers?: true
  /** Its button may be pressed by several people; its own rows decide what counts. */
  shared?: true
  /** Why this person may not do it with these arguments; asked before a button is used up. */
  bars?(args: z.output<Args>, context: CommandContext): Promise<string | undefined>
  /** A question that must be answered with yes first, if there is one. */
  confirm?(args: z.output<Args>, context: CommandContext): Promise<string | undefined> | string | undefined
  /** How many others must approve it first. */
  approvals?: number
  /** The arguments, where plain words mean this command: "send me this every Monday". */
  hears?(said: string): Record<string, unknown> | undefined
  /** What can be meant by a missing argument, as buttons. */
  choices?(missing: string, context: CommandContext): Promise<Button[]>
  /** Undefined: a progress card is the answer. */
  run(args: z.output<Args>, context: CommandContext): Promise<Message | undefined>
}

export function defineCommand<Args extends z.ZodObject>(command: Command<Args>): Command<Args> {
  return command
}

export type ArgsRead<T> =
  | { ok: true; args: T }
  | { ok: false; missing: string; given: Record<string, unknown>; why: string | undefined }

/** Words fill the arguments in the order they are written in the schema; the last one takes the rest. */
export function readArgs<A extends z.ZodObject>(
  command: Command<A>,
  words: string[],
  given: Record<string, unknown> = {},
): ArgsRead<z.output<A>> {
  const free = Object.keys(command.args.shape).filter((key) => !(key in given))
  const last = free.length - 1
  const filled: Record<string, unknown> = { ...given }
  free.forEach((key, i) => {
    const said = i === last ? words.slice(i).join(' ') : words[i]
    if (said) filled[key] = said
  })
  const read = command.args.safeParse(filled)
  if (read.success) return { ok: true, args: read.data }
  const issue = read.error.issues[0]!
  const missing = String(issue.path[0])
  const { [missing]: wrong, ...rest } = filled
  return { ok: false, missing, given: rest, why: wrong === undefined ? undefined : `"${wrong}" ${issue.message}` }
}

/** The question that a missing argument asks. */
export function questionFor(command: Command, missing: string): string {
  const type = command.args.shape[missing] as z.ZodType | undefined
  return type?.description ?? `Which ${missing}?`
}

export function usage(command: Command): string {
  const args = Object.entries(command.args.shape).map(([name, type]) =>
    (type as z.ZodType).safeParse(undefined).success ? `[${name}]` : name,
  )
  return [`/${command.name}`, ...args].join(' ')
}

const ranks: NeededRole[] = ['anyone', 'viewer', 'operator', 'admin']

export function may(person: Pick<Person, 'role' | 'active'>, needed: NeededRole): boolean {
  return needed === 'anyone' || (person.active && ranks.indexOf(person.role) >= ranks.indexOf(needed))
}
