import type { Approval, Draw, Vote } from '#db/approvals.ts'
import { showMany, showTime } from '#jobs/kit/format.ts'
import { buttons, facts, type Message, message, type Tone, text } from '#jobs/kit/message.ts'

type Face = { tone: Tone; say: string }
const faces: Record<Approval['state'], Face> = {
  waiting: { tone: 'warn', say: 'waits' },
  approved: { tone: 'good', say: 'approved' },
  doing: { tone: 'good', say: 'approved' },
  done: { tone: 'good', say: 'approved' },
  refused: { tone: 'bad', say: 'refused' },
  expired: { tone: 'plain', say: 'expired' },
  superseded: { tone: 'plain', say: 'superseded' },
  void: { tone: 'bad', say: 'not done' },
}

/** The one card of an approval, the same wherever it is shown: what, who, when, and how it stands now. */
export function drawApproval(names: Map<string, string>, zone: string, now: number): Draw {
  const name = (id: string) => names.get(id) ?? 'somebody'
  const when = (at: number) => showTime(new Date(at), zone)
  return (approval, votes) => card(approval, votes, { name, when, now })
}

type Words = { name(id: string): string; when(at: number): string; now: number }

function card(approval: Approval, votes: Vote[], words: Words): Message {
  const { title, state, why, note } = approval
  const { tone, say } = faces[state]
  const waiting = state === 'waiting'
  const asks = !approval.needed && waiting
  return message(
    asks ? title : `${title}: ${waiting ? waitsFor(approval, votes) : say}`,
    tone,
    ...(why ? [text(why)] : []),
    facts(known(approval, votes, words)),
    ...(note ? [text(note)] : []),
    ...(waiting ? [pressable(approval)] : []),
  )
}

function waitsFor({ needed }: Approval, votes: Vote[]): string {
  const given = votes.filter(({ yes }) => yes).length
  return given ? `${given} of ${showMany(needed, 'approval')}` : `waits for ${showMany(needed, 'approval')}`
}

function known(approval: Approval, votes: Vote[], { name, when }: Words): Record<string, string> {
  const { askedBy, createdAt, expiresAt, decidedAt, state, needed, approvers, params } = approval
  const of = (yes: boolean) =>
    votes.filter((vote) => vote.yes === yes).map(({ person, at }) => `${name(person)}, ${when(at)}`)
  const [yes, no] = [of(true), of(false)]
  return {
    ...paramsOf(params),
    ...(needed ? { 'Asked by': `${name(askedBy)}, ${when(createdAt)}` } : {}),
    ...(needed && approvers && state === 'waiting' ? { 'May approve': approvers.map(name).join(', ') } : {}),
    ...(yes.length ? { [needed ? 'Approved by' : 'Confirmed by']: yes.join('; ') } : {}),
    ...(no.length ? { 'Refused by': no.join('; ') } : {}),
    ...(state === 'waiting' ? { Expires: when(expiresAt) } : {}),
    ...(state === 'expired' ? { Expired: when(expiresAt) } : {}),
    ...(['superseded', 'void'].includes(state) && decidedAt ? { Ended: when(decidedAt) } : {}),
  }
}

function paramsOf(params: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries((params ?? {}) as Record<string, unknown>)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  )
}

function pressable({ id, needed }: Approval) {
  const [yes, no] = needed ? ['Approve', 'Refuse'] : ['Yes, do it', 'No']
  return buttons({ label: yes, say: `/approve ${id}`, style: 'primary' }, { label: no, say: `/refuse ${id}` })
}
