import type { HttpBindings } from '@hono/node-server'
import type { Person } from '#db/people.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Access, whoIs } from '../kit/access.ts'
import type { Command } from '../kit/command.ts'
import { type Heard, placeOf } from '../kit/face.ts'
import { hashOf } from './keys.ts'
import type { Session } from './sessions.ts'

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
}
export type Env = { Bindings: HttpBindings; Variables: { visit: Visit } }

export async function visitOf({ house, access }: Inside, session: Session, secret: string): Promise<Visit> {
  const { user, name } = session
  const voice = { face: FACE, place: placeOf(FACE, user), user, name, direct: true }
  const workspace = await access.workspaceFor({ ...voice, event: '' })
  const person = await whoIs(workspace, voice, house)
  return { session, proof: proofOf(secret), voice, workspace, person }
}

const proofOf = (secret: string) => hashOf(`proof of ${secret}`)
