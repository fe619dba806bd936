import { type Act, addAudit } from '#db/audit.ts'
import { keepHalfSaid } from '#db/half-said.ts'
import type { Person } from '#db/people.ts'
import type { House } from '#jobs/kit/house.ts'
import { idFrom } from '#jobs/kit/id.ts'
import { type Job, titleOf } from '#jobs/kit/job.ts'
import { type Message, message, say, text } from '#jobs/kit/message.ts'
import { whyNotRun } from '#jobs/kit/rights.ts'
import { start } from '#jobs/kit/start.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Access, Known } from './access.ts'
import { askFirst, ruleFor } from './approve.ts'
import { type Exposure, mayBeShown } from './audience.ts'
import type { Command, CommandContext } from './command.ts'
import { conversationOf, directPlace, type Place } from './face.ts'

const HALF_SAID_MS = 10 * 60_000

/** One message being answered: what its answer shows, and what is written down about it. */
export type Turn = {
  context: CommandContext
  access: Access
  exposure: Exposure
  acts: { act: Act; what: string; run?: string; detail?: unknown }[]
  /** A run has begun: what is said now shows nothing yet. */
  began: boolean
  /** Its words are a secret and are forgotten once it is answered. */
  secret: boolean
}

export type TurnParts = {
  house: House
  workspace: Workspace
  access: Access
  commands: Command[]
  person: Known
  at: { face: string; user: string; place: Place; direct: boolean; replies?: string | undefined }
  /** Names this wish: what it starts is named after it. */
  event: string
}

export function openTurn({ house, workspace, access, commands, person, at, event }: TurnParts): Turn {
  let started = 0
  const context: CommandContext = {
    house,
    workspace,
    person,
    commands,
    event,
    ...at,
    now: house.now,
    start: async (job, input) =>
      startFor(turn, job, job.input.parse(input), idFrom(`${at.face}:${event}:${started++}`)),
    async awaits(command, args = {}) {
      const half = { place: conversationOf(at.place), person: person.id, command, args, missing: '' }
      await keepHalfSaid(workspace.db, { ...half, expiresAt: house.now() + HALF_SAID_MS })
    },
    note: (act, what, detail) => void turn.acts.push({ act, what, detail }),
    shows: (...datasets) => void turn.exposure.data.push(...datasets),
  }
  const turn: Turn = { context, access, exposure: { role: 'anyone', data: [] }, acts: [], began: false, secret: false }
  return turn
}

/** Starts a job for who asked, if they may, or asks first those who must agree. */
async function startFor(turn: Turn, job: Job, input: unknown, id: string): Promise<Message | undefined> {
  const { workspace, person, place } = turn.context
  const why = await whyNotRun(workspace, person, job, input)
  if (why) {
    turn.acts.push({ act: 'refused', what: job.name, detail: input })
    return say(why, 'warn')
  }
  const rule = await ruleFor(workspace, job)
  const question = job.confirm?.(input)
  if (!rule.needed && !question) return begin(turn, job, input, id)
  const title = titleOf(job, { job: job.name, input })
  await askFirst(turn.context, { kind: 'job', what: job.name, params: input, title, why: question }, rule, place)
  return undefined
}

/** Starts it where its outcome may be seen, and says so if that is elsewhere. */
export async function begin(turn: Turn, job: Job, input: unknown, id: string): Promise<Message | undefined> {
  const { house, workspace, person, place, direct, face, user } = turn.context
  turn.began = true
  const exposure: Exposure = { role: 'viewer', data: job.shows?.(input) ?? ['*'] }
  const open = await mayBeShown(workspace, turn.access, { place, direct }, exposure)
  const where = open ? place : directPlace(face, user)
  const { run, joined } = await start(house, workspace, job, input, { id, by: person.id, place: where })
  // A question is written down as asked already.
  if (job.role !== 'viewer') turn.acts.push({ act: 'ran', what: titleOf(job, run), run: run.id, detail: input })
  if (joined)
    return message(
      'Already on it',
      'plain',
      text(
        `The same work was started before, as run ${run.id}. I tell you ${open ? 'here' : 'directly'} when it ends.`,
      ),
    )
  return open
    ? undefined
    : say(`I'm on it, ${person.name}. I tell you directly how it ends: not everyone here may see it.`)
}

/** Writes down what happened in a turn; only ever added to. */
export async function record({ context, acts }: Turn): Promise<void> {
  const { workspace, person, place, now } = context
  for (const act of acts) await addAudit(workspace.db, { ...act, ...named(person), place, at: now() })
}

const named = ({ id, name }: Pick<Person, 'id' | 'name'>) => ({ person: id, name })
