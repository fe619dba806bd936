import { deliver } from '#db/deliveries.ts'
import { identitiesOf, listPeople } from '#db/people.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Message } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { directPlace, type Place } from './face.ts'

/** A terminal is only there while somebody types. */
const FLEETING = ['terminal']

/** Where somebody can be reached alone: their direct chats on every face they are signed in to. */
export async function directPlaces(house: House, { db }: Workspace, person: string): Promise<Place[]> {
  const known = await identitiesOf(db, person, house.now())
  return known.filter(({ face }) => !FLEETING.includes(face)).map(({ face, user }) => directPlace(face, user))
}

async function adminPlaces(house: House, workspace: Workspace): Promise<Place[]> {
  const people = await listPeople(workspace.db)
  const admins = people.filter(({ role, active }) => role === 'admin' && active)
  return (await Promise.all(admins.map(({ id }) => directPlaces(house, workspace, id)))).flat()
}

/** Tells every admin once: said again under the same name, it only changes what they already have. */
export async function tellAdmins(
  house: House,
  workspace: Workspace,
  source: string,
  news: Message,
  not: Place[] = [],
): Promise<number> {
  const places = (await adminPlaces(house, workspace)).filter((place) => !not.includes(place))
  for (const place of places) await deliver(workspace.db, { place, source, part: 'notice', message: news }, house.now())
  house.bell.ring()
  return places.length
}
