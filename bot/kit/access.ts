import { getToken } from '#db/pending.ts'
import { addPerson, linkIdentity, type Person, signedInAs } from '#db/people.ts'
import { workspaceOf } from '#db/workspaces.ts'
import type { House } from '#jobs/kit/house.ts'
import { newId } from '#jobs/kit/id.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { type Audience, chatOf, type Face, type Heard, type HeardFile, type Place, partsOf } from './face.ts'

export type Access = {
  workspaceFor(heard: Heard): Promise<Workspace>
  /** Where their talk at a place may be: at home, and where their files go. */
  workspacesAt(heard: Pick<Heard, 'face' | 'place' | 'user'>): Promise<[home: Workspace, files: Workspace]>
  /** Seconds until they are heard again, if they said too much, they or their chat. */
  tooMany(heard: Pick<Heard, 'place' | 'direct'>, who: string, kind: 'message' | 'question'): number | undefined
  audience(place: Place): Promise<Audience | undefined>
  /** Brings the files of a message here that still lie with its platform. */
  bringFiles(heard: Heard, workspace: Workspace, by: string): Promise<HeardFile[]>
}

/** `faces` is asked each time: a face is made after the desk it talks to. */
export function openAccess(house: House, faces: () => Face[] = () => []): Access {
  const { config, now, workspaces } = house
  const said = openCounter(now)

  async function workspacesAt({ face, place, user }: Pick<Heard, 'face' | 'place' | 'user'>) {
    const { chat } = partsOf(place)
    const named =
      (await workspaceOf(workspaces.root, face, 'chat', chat)) ??
      (await workspaceOf(workspaces.root, face, 'person', user))
    const open = async (what: 'talk' | 'file') => workspaces.open(named ?? (await workspaces.home(what)))
    return [await open('talk'), await open('file')] as [Workspace, Workspace]
  }
  return {
    workspacesAt,
    async workspaceFor(heard) {
      const [home, real] = await workspacesAt(heard)
      if (heard.files?.length) return real
      // A button belongs to where its message came from.
      const pressedThere = heard.press && home !== real && (await getToken(real.db, heard.press))
      return pressedThere ? real : home
    },
    tooMany({ place, direct }, who, kind) {
      if (kind === 'question') return said({ [`question ${who}`]: config.QUESTIONS_PER_MINUTE })
      const here = direct ? {} : { [chatOf(place)]: config.CHAT_MESSAGES_PER_MINUTE }
      return said({ [who]: config.MESSAGES_PER_MINUTE, ...here })
    },
    audience: async (place) =>
      faces()
        .find(({ name }) => name === partsOf(place).face)
        ?.audience?.(place),
    async bringFiles({ face: name, files = [] }, workspace, by) {
      const face = faces().find((one) => one.name === name)
      return Promise.all(files.map((file) => (file.remote && face?.fetch?.(file, workspace, by)) || file))
    },
  }
}

/** Counts what was said in the last minute; what goes beyond any of the limits isn't counted, only held back. */
function openCounter(now: () => number) {
  const recent = new Map<string, number[]>()
  return (limits: Record<string, number>): number | undefined => {
    const at = now()
    const kept = Object.entries(limits).map(([who, most]) => {
      const times = (recent.get(who) ?? []).filter((time) => time > at - 60_000)
      return { who, times, full: times.length >= most }
    })
    const full = kept.find((one) => one.full)
    if (full) return Math.max(1, Math.ceil((full.times[0]! + 60_000 - at) / 1000))
    for (const { who, times } of kept) recent.set(who, [...times, at])
    if (recent.size > 10_000) for (const [who, times] of recent) if (times.at(-1)! < at - 60_000) recent.delete(who)
    return undefined
  }
}

/** Why somebody is let in or not. */
type Standing = 'in' | 'unknown' | 'expired' | 'revoked'
export type Known = Person & { standing: Standing }

/** The person behind a platform's id, asked anew at every message. Nobody is known by a name they can choose. */
export async function whoIs(
  workspace: Workspace,
  heard: Pick<Heard, 'face' | 'user' | 'name'>,
  house: House,
): Promise<Known> {
  const { face, user, name } = heard
  const found = await signedInAs(workspace.db, face, user)
  if (found) return standing(found, house.now())
  const nobody = { id: `${face}:${user}`, name, email: null, role: 'viewer', active: false, createdAt: 0 } as const
  if (!atThisMachine(house, face)) return { ...nobody, standing: 'unknown' }
  const email = `${user}@this.machine`
  const owner = await addPerson(workspace.db, { id: newId(), name, role: 'admin', email }, house.now())
  await linkIdentity(workspace.db, face, user, owner.id)
  return standing({ person: owner, until: null }, house.now())
}

function standing({ person, until }: { person: Person; until: number | null }, now: number): Known {
  if (!person.active) return { ...person, standing: 'revoked' }
  if (until !== null && until <= now) return { ...person, active: false, standing: 'expired' }
  return { ...person, standing: 'in' }
}

/** Whoever can use these could read the data folder as well. A console that others can reach is not among them. */
function atThisMachine({ config }: House, face: string): boolean {
  return face === 'terminal' || (face === 'console' && /^(localhost|127(\.\d+){3}|::1)$/.test(config.HOST))
}
