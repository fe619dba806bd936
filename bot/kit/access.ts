import { addPerson, linkIdentity, type Person, personBehind } from '#db/people.ts'
import { workspaceOf } from '#db/workspaces.ts'
import type { House } from '#jobs/kit/house.ts'
import { newId } from '#jobs/kit/id.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Heard, partsOf } from './face.ts'

/** Faces whose users sit at this machine: whoever can use them could read the data folder as well. */
const OURS = ['console', 'terminal']

export type Access = {
  workspaceFor(heard: Heard): Promise<Workspace>
  /** Seconds until this person is heard again, if they said too much. */
  tooMany(who: string, now: number): number | undefined
}

export function openAccess(house: House): Access {
  const recent = new Map<string, number[]>()
  const most = house.config.MESSAGES_PER_MINUTE
  return {
    async workspaceFor(heard) {
      const { chat } = partsOf(heard.place)
      const named =
        (await workspaceOf(house.workspaces.root, heard.face, 'chat', chat)) ??
        (await workspaceOf(house.workspaces.root, heard.face, 'person', heard.user))
      return house.workspaces.open(named ?? (await house.workspaces.home()))
    },
    tooMany(who, now) {
      const kept = (recent.get(who) ?? []).filter((at) => at > now - 60_000)
      if (kept.length >= most) return Math.ceil((kept[0]! + 60_000 - now) / 1000)
      recent.set(who, [...kept, now])
      return undefined
    },
  }
}

/** The person behind a platform's id. Nobody is known by a name they can choose. */
export async function whoIs(workspace: Workspace, heard: Heard, house: House): Promise<Person> {
  const known = await personBehind(workspace.db, heard.face, heard.user)
  if (known) return known
  if (!OURS.includes(heard.face))
    return {
      id: `${heard.face}:${heard.user}`,
      name: heard.name,
      email: null,
      role: 'viewer',
      active: false,
      createdAt: 0,
    }
  const owner = await addPerson(
    workspace.db,
    { id: newId(), name: heard.name, role: 'admin', email: `${heard.user}@this.machine` },
    house.now(),
  )
  await linkIdentity(workspace.db, heard.face, heard.user, owner.id)
  return owner
}
