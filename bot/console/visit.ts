import type { HttpBindings } from '@hono/node-server'
import type { House } from '#jobs/kit/house.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Access, type Known, whoIs } from '../kit/access.ts'
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
  sessions: Sessions
  hear(heard: Heard): Promise<void>
  /** Ends when the console closes: open streams must not hold it up. */
  closing: AbortSignal
}

/** Who they are in a workspace. */
export type Room = { workspace: Workspace; person: Known }

/** One request of somebody who is signed in. */
export type Visit = Room & {
  session: Session
  /** Sent back in a header by the page, which no other site can do. */
  proof: string
  voice: Omit<Heard, 'event'>
  /** Where files go that they hand over. */
  files: Room
  /** Where their talk at this place may be: at home, and beside it where their files go. */
  rooms: Room[]
  /** Whether all of this still holds: a stream outlives the question that opened it. */
  stillIn(): Promise<boolean>
}
export type Env = { Bindings: HttpBindings; Variables: { visit: Visit } }

export async function visitOf(inside: Inside, session: Session, secret: string): Promise<Visit> {
  const { house, access, sessions } = inside
  const { user, name } = session
  const voice = { face: FACE, place: placeOf(FACE, user), user, name, direct: true }
  const [home, files] = await Promise.all(
    (await access.workspacesAt(voice)).map(async (workspace) => ({
      workspace,
      person: await whoIs(workspace, voice, house),
    })),
  )
  const rooms = home!.workspace === files!.workspace ? [home!] : [home!, files!]
  async function stillIn(): Promise<boolean> {
    if (!sessions.find(secret)) return false
    const now = await visitOf(inside, session, secret)
    return now.workspace === home!.workspace && may(now.person, 'viewer')
  }
  const seen = rooms.filter(({ person }) => may(person, 'viewer'))
  return { ...home!, session, proof: proofOf(secret), voice, files: files!, rooms: seen, stillIn }
}

const proofOf = (secret: string) => hashOf(`proof of ${secret}`)
