import type { HttpBindings } from '@hono/node-server'
import type { Person } from '#db/people.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Access, whoIs } from '../kit/access.ts'
import { type Command, may } from '../kit/command.ts'
import { type Heard, placeOf } from '../kit/face.ts'
import { hashOf } from './keys.ts'
import type { Session, Sessions } from './sessions.ts'

export const FACE = 'console'

/** What the pages are made from. */
export type Inside = {
  house: House
  commands: Command[]
  access: Access
  hear(heard: Heard): Promise<void>
  /** Ends when the console closes: open streams must not hold it up. */
  closing: AbortSignal
}

/** One request of somebody who is signed in. */
export type Visit = {
  session: Session
  /** Sent back in a header by the page, which no other site can do. */
  proof: string
  voice: Omit<Heard, 'event'>
  workspace: Workspace
  person: Person
  /** Whether all of this still holds: a stream outlives the question that opened it. */
  stillIn(): Promise<boolean>
}
export type Env = { Bindings: HttpBindings; Variables: { visit: Visit } }

type Given = { session: Session; secret: string; sessions: Sessions }

export async function visitOf(inside: Inside, { session, secret, sessions }: Given): Promise<Visit> {
  const { house, access } = inside
  const { user, name } = session
  const voice = { face: FACE, place: placeOf(FACE, user), user, name, direct: true }
  const workspace = await access.workspaceFor({ ...voice, event: '' })
  const person = await whoIs(workspace, voice, house)
  async function stillIn(): Promise<boolean> {
    if (!sessions.find(secret)) return false
    const now = await visitOf(inside, { session, secret, sessions })
    return now.workspace.name === workspace.name && may(now.person, 'viewer')
  }
  return { session, proof: proofOf(secret), voice, workspace, person, stillIn }
}

const proofOf = (secret: string) => hashOf(`proof of ${secret}`)
