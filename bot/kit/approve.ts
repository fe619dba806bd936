import {
  type Approval,
  addApproval,
  type Draw,
  endApproval,
  expiredApprovals,
  getApproval,
  listApprovals,
  type Voted,
  vote,
} from '#db/approvals.ts'
import { addAudit } from '#db/audit.ts'
import { getPerson, listPeople, type Person } from '#db/people.ts'
import { getSetting } from '#db/settings.ts'
import type { House } from '#jobs/kit/house.ts'
import { fingerprint, newId } from '#jobs/kit/id.ts'
import { whyNotRun } from '#jobs/kit/rights.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { drawApproval } from './approval-card.ts'
import { type Command, type CommandContext, may } from './command.ts'
import type { Place } from './face.ts'
import { directPlaces } from './tell.ts'

const CONFIRM_MS = 10 * 60_000
const HOUR_MS = 3_600_000
const MOST_ASKED = 20

/** What somebody wants done, exactly. */
export type Wish = { kind: 'job' | 'command'; what: string; params: unknown; title: string; why?: string | undefined }
/** How many must agree, and who they may be; null: all who could do it themselves. */
export type Rule = { needed: number; approvers: string[] | null }

export const printOf = ({ kind, what, params }: Pick<Wish, 'kind' | 'what' | 'params'>) =>
  fingerprint([kind, what, params])
export const ruleKey = (job: string) => `approvals:${job}`

/** The rule an admin made for a job, or the one it came with. */
export async function ruleFor({ db }: Workspace, job: { name: string; approvals?: number }): Promise<Rule> {
  const set = (await getSetting(db, ruleKey(job.name))) as Rule | undefined
  return set ?? { needed: job.approvals ?? 0, approvers: null }
}

/** Asks for the yes that a wish needs, where it was said and of everyone who may give it. */
export async function askFirst(context: CommandContext, wish: Wish, rule: Rule, place: Place): Promise<Approval> {
  const { house, workspace, person } = context
  const now = house.now()
  const holds = rule.needed ? house.config.APPROVAL_HOURS * HOUR_MS : CONFIRM_MS
  const made: Approval = {
    ...wish,
    ...rule,
    id: newId(8),
    fingerprint: printOf(wish),
    why: wish.why ?? null,
    askedBy: person.id,
    place,
    state: 'waiting',
    note: null,
    createdAt: now,
    expiresAt: now + holds,
    decidedAt: null,
  }
  const draw = await drawer(workspace, house)
  if (!rule.needed) await supersede(context, made, draw)
  const others = rule.needed ? await placesOf(house, workspace, made) : []
  const kept = await addApproval(workspace.db, made, [place, ...others], draw, now)
  await note(house, workspace, person, 'asked approval', kept, place)
  house.bell.ring()
  return kept
}

/** Asked anew with other words, the question before it is no longer the one to answer. */
async function supersede({ house, workspace }: CommandContext, made: Approval, draw: Draw): Promise<void> {
  const waiting = await listApprovals(workspace.db, ['waiting'], 100)
  const older = waiting.filter(
    ({ askedBy, what, place, needed, fingerprint }) =>
      askedBy === made.askedBy &&
      what === made.what &&
      place === made.place &&
      !needed &&
      fingerprint !== made.fingerprint,
  )
  for (const { id } of older)
    await endApproval(
      workspace.db,
      id,
      ['waiting'],
      { state: 'superseded', note: 'It was asked anew.' },
      draw,
      house.now(),
    )
}

/** Ends what waits, because what it waits for is no longer what would be done. */
export async function dropWaiting(
  house: House,
  workspace: Workspace,
  which: (approval: Approval) => boolean,
  to: { state: 'superseded' | 'void'; note: string },
): Promise<void> {
  const draw = await drawer(workspace, house)
  for (const approval of (await listApprovals(workspace.db, ['waiting'], 1000)).filter(which))
    await endApproval(workspace.db, approval.id, ['waiting'], to, draw, house.now())
  house.bell.ring()
}

export type Answered = Voted | { how: 'unknown' } | { how: 'refused'; why: string }

/** Counts a yes or no. Whether it may be counted is asked of the rows as they are now. */
export async function answerApproval(context: CommandContext, id: string, yes: boolean): Promise<Answered> {
  const { house, workspace, person, place } = context
  const approval = await getApproval(workspace.db, id)
  if (!approval) return { how: 'unknown' }
  const why = await whyNotAnswer(context, approval, yes)
  if (why) return { how: 'refused', why }
  const cast = { approval: id, person: person.id, yes, place, at: house.now() }
  const voted = await vote(workspace.db, cast, await drawer(workspace, house))
  if (!voted) return { how: 'unknown' }
  if (voted.how === 'counted') await note(house, workspace, person, yes ? 'approved' : 'declined', approval, place)
  house.bell.ring()
  return voted
}

async function whyNotAnswer(
  { person, workspace, commands, house: { jobs } }: CommandContext,
  approval: Approval,
  yes: boolean,
): Promise<string | undefined> {
  const { askedBy, needed, approvers, kind, what, params } = approval
  const own = askedBy === person.id
  if (!needed) return own ? undefined : 'Only who asked can confirm this.'
  if (own) return yes ? 'You asked for this yourself, so somebody else must approve it.' : undefined
  if (approvers) return approvers.includes(person.id) ? undefined : 'You are not among those who approve this.'
  if (kind === 'job')
    return (
      (await whyNotRun(workspace, person, jobs.find(({ name }) => name === what) ?? { name: what }, params)) &&
      'Only who could start this themselves may approve it.'
    )
  return may(person, roleOf(commands, what)) ? undefined : `Approving this is for ${roleOf(commands, what)}s.`
}

const roleOf = (commands: Command[], name: string) => commands.find((command) => command.name === name)?.role ?? 'admin'

/** Shows what ran out of time as what it is, without waiting for somebody to press. */
export async function expireApprovals(house: House, workspace: Workspace): Promise<number> {
  const late = await expiredApprovals(workspace.db, house.now())
  if (!late.length) return 0
  const draw = await drawer(workspace, house)
  for (const { id } of late) await endApproval(workspace.db, id, ['waiting'], { state: 'expired' }, draw, house.now())
  house.bell.ring()
  return late.length
}

/** Says how it went on, on every card. */
export async function closeApproval(
  house: House,
  workspace: Workspace,
  id: string,
  to: { state: 'done' | 'void'; note?: string },
): Promise<boolean> {
  return endApproval(workspace.db, id, ['doing'], to, await drawer(workspace, house), house.now())
}

async function drawer(workspace: Workspace, house: House): Promise<Draw> {
  const names = new Map((await listPeople(workspace.db)).map(({ id, name }) => [id, name]))
  return drawApproval(names, workspace.zone, house.now())
}

/** The direct chats of those who may approve; nobody has to see the channel it was asked in. */
async function placesOf(house: House, workspace: Workspace, made: Approval): Promise<Place[]> {
  const people = made.approvers
    ? (await Promise.all(made.approvers.map((id) => getPerson(workspace.db, id)))).filter((one) => one !== undefined)
    : (await listPeople(workspace.db)).filter((one) => may(one, made.kind === 'job' ? 'operator' : 'admin'))
  const others = people.filter(({ id, active }) => active && id !== made.askedBy).slice(0, MOST_ASKED)
  return (await Promise.all(others.map(({ id }) => directPlaces(house, workspace, id)))).flat()
}

async function note(
  house: House,
  { db }: Workspace,
  { id, name }: Pick<Person, 'id' | 'name'>,
  act: 'asked approval' | 'approved' | 'declined',
  approval: Approval,
  place: Place,
) {
  const { title, params, id: approvalId } = approval
  await addAudit(db, {
    person: id,
    name,
    act,
    what: title,
    place,
    at: house.now(),
    detail: { approval: approvalId, params },
  })
}
