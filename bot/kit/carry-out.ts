import { type Approval, takeApproved, votesOf } from '#db/approvals.ts'
import { getPerson, identitiesOf } from '#db/people.ts'
import { getRun } from '#db/runs.ts'
import type { House } from '#jobs/kit/house.ts'
import { idFrom, newId } from '#jobs/kit/id.ts'
import type { Message } from '#jobs/kit/message.ts'
import { whyNotRun } from '#jobs/kit/rights.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Access, Known } from './access.ts'
import { closeApproval, printOf } from './approve.ts'
import { bring } from './bring.ts'
import { type Command, may } from './command.ts'
import { chatOf, directPlace, partsOf } from './face.ts'
import { begin, openTurn, record, type Turn } from './turn.ts'

/** Nobody takes this long to carry out what was approved. */
const STUCK_MS = 60_000

/**
 * Does what was approved and isn't done yet; only one process gets each. What it starts is named after the approval, so
 * that taking it up again after a crash starts nothing twice.
 */
export async function carryOutApproved(
  house: House,
  workspace: Workspace,
  access: Access,
  commands: Command[],
): Promise<void> {
  const take = () => takeApproved(workspace.db, house.now() - STUCK_MS, house.now())
  for (let next = await take(); next; next = await take()) {
    const source = `approval:${next.id}`
    const asker = await askerOf(house, workspace, next)
    const turn = openTurn({ house, workspace, access, commands, event: source, ...asker })
    const why = await carryOutOr(turn, next, source)
    await closeApproval(house, workspace, next.id, why ? { state: 'void', note: why } : { state: 'done' })
    house.bell.ring()
  }
}

/** Why it was not done, if it wasn't. */
async function carryOutOr(turn: Turn, approval: Approval, source: string): Promise<string | undefined> {
  const { house } = turn.context
  try {
    const why = await whyNot(turn, approval)
    if (why) return why
    const reply = await carryOut(turn, approval)
    if (reply) await bring(turn, reply, source)
    await record(turn)
    return undefined
  } catch (error) {
    const id = newId()
    house.log.error({ err: error, trouble: id, approval: approval.id }, 'What was approved could not be carried out')
    return `Something went wrong on my side: trouble ${id}. Ask again.`
  }
}

/** Everything is asked again: the parameters, the asker, their rights, and whether those who agreed are still here. */
async function whyNot({ context }: Turn, approval: Approval): Promise<string | undefined> {
  const { workspace, house, commands, person } = context
  if (person.standing !== 'in') return `${person.name} no longer has access.`
  const job = house.jobs.find(({ name }) => name === approval.what)
  const command = commands.find(({ name }) => name === approval.what)
  const shape = approval.kind === 'job' ? job?.input : command?.args
  const read = shape?.safeParse(approval.params)
  if (!read?.success || printOf({ ...approval, params: read.data }) !== approval.fingerprint)
    return 'It is no longer what was approved. Ask again.'
  if (approval.kind === 'job') {
    const why = await whyNotRun(workspace, person, job!, read.data)
    if (why) return `${person.name} may no longer do this.`
  } else if (!command || !may(person, command.role)) return `${person.name} may no longer do this.`
  const agreed = (await votesOf(workspace.db, approval.id)).filter(({ yes }) => yes)
  const here = await Promise.all(agreed.map(async (vote) => (await getPerson(workspace.db, vote.person))?.active))
  return here.filter(Boolean).length < approval.needed ? 'Somebody who approved it no longer has access.' : undefined
}

async function carryOut(turn: Turn, { id, kind, what, params, title }: Approval): Promise<Message | undefined> {
  const { house, workspace, commands } = turn.context
  if (kind === 'job') {
    const job = house.jobs.find(({ name }) => name === what)!
    const run = idFrom(`approval:${id}`)
    return (await getRun(workspace.db, run)) ? undefined : begin(turn, job, job.input.parse(params), run)
  }
  const command = commands.find(({ name }) => name === what)!
  turn.acts.push({ act: 'asked', what: title })
  turn.exposure.role = command.role
  if (command.numbers) turn.exposure.data.push('*')
  return command.run(command.args.parse(params), turn.context)
}

async function askerOf(house: House, { db }: Workspace, { askedBy, place }: Approval) {
  const found = await getPerson(db, askedBy)
  const known = await identitiesOf(db, askedBy, house.now())
  const { face } = partsOf(place)
  const user = (known.find((one) => one.face === face) ?? known[0])?.user ?? ''
  const standing = found?.active ? (known.length ? 'in' : 'expired') : 'revoked'
  const nobody = { id: askedBy, name: 'Who asked', email: null, role: 'viewer', active: false, createdAt: 0 } as const
  const person: Known = { ...(found ?? nobody), standing }
  return { person, at: { face, user, place, direct: chatOf(place) === directPlace(face, user) } }
}
