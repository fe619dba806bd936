import type { Delivery } from '#db/deliveries.ts'
import { getHeard } from '#db/inbox.ts'
import { getPerson, type Person, signedInAs } from '#db/people.ts'
import { getRun } from '#db/runs.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { directPlace, type Heard, type Place } from './face.ts'
import { directPlaces } from './tell.ts'

/** Who caused a message, where they can be reached alone, and where they said it. */
export type Origin = { person?: Person | undefined; direct: Place[]; heardAt?: Place; run?: string }

export async function originOf(house: House, workspace: Workspace, { source }: Delivery): Promise<Origin> {
  const { db } = workspace
  const [kind, name = '', ...rest] = source.split(':')
  if (kind === 'event') {
    const heard = (await getHeard(db, name, rest.join(':')))?.heard as Heard | undefined
    if (!heard) return { direct: [] }
    const person = (await signedInAs(db, name, heard.user))?.person
    return { person, direct: [directPlace(name, heard.user)], heardAt: heard.place }
  }
  const run = kind === 'run' ? await getRun(db, name) : undefined
  if (!run) return { direct: [] }
  return {
    person: await getPerson(db, run.askedBy),
    direct: await directPlaces(house, workspace, run.askedBy),
    run: run.id,
  }
}
