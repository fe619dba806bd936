import { type Chat, getChat } from '#db/chats.ts'
import { signedInAs } from '#db/people.ts'
import { seesAll } from '#jobs/kit/rights.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Access } from './access.ts'
import type { NeededRole } from './command.ts'
import { type Audience, chatOf, type Place, partsOf } from './face.ts'

/** What an answer asks of its readers: a role, and the right to see these datasets; "*" is anything we know. */
export type Exposure = { role: NeededRole; data: string[] }

/** Whether everyone in a chat may see it. What isn't sure stays between the two of us. */
export async function mayBeShown(
  workspace: Workspace,
  access: Pick<Access, 'audience'>,
  { place, direct }: { place: Place; direct: boolean },
  { role, data }: Exposure,
): Promise<boolean> {
  if (direct || (role === 'anyone' && !data.length)) return true
  const chat = await getChat(workspace.db, chatOf(place))
  if (role === 'admin' || chat?.state !== 'allowed' || chat.private) return false
  const there = await access.audience(place).catch(() => NOT_TOLD)
  if (there?.strangers) return false
  const known = there ? await readers(workspace, place, there, data) : 'some'
  if (known === 'not all' || !data.length) return known !== 'not all'
  return chat.data ? data.every((dataset) => declared(chat, dataset)) : known === 'all'
}

/** A platform that should tell and doesn't: somebody may be there who mustn't. */
const NOT_TOLD: Audience = { members: [], strangers: 1 }

const declared = ({ data }: Chat, dataset: string) => Boolean(data?.includes('*') || data?.includes(dataset))

/** Whether all who are there are known to us and may see it, only some of them are known, or somebody may not. */
async function readers(workspace: Workspace, place: Place, { members }: Audience, data: string[]) {
  const { face } = partsOf(place)
  let strangers = 0
  for (const user of members) {
    const person = (await signedInAs(workspace.db, face, user))?.person
    if (!person) strangers++
    else if (!person.active) return 'not all' as const
    else for (const dataset of data) if (!(await seesAll(workspace, person, dataset))) return 'not all' as const
  }
  return strangers ? ('some' as const) : ('all' as const)
}
