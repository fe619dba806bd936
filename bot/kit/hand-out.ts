import { addAudit } from '#db/audit.ts'
import { getFile, type StoredFile } from '#db/files.ts'
import type { House } from '#jobs/kit/house.ts'
import { maySeeFile } from '#jobs/kit/rights.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Known } from './access.ts'
import type { Place } from './face.ts'

/** The file somebody asks for by its id, if they may have it; written down either way. */
export async function handOut(
  { jobs, now }: House,
  workspace: Workspace,
  person: Known,
  id: string,
  place: Place,
): Promise<StoredFile | undefined> {
  const file = await getFile(workspace.db, id)
  if (!file) return undefined
  const may = await maySeeFile(workspace, person, file, jobs)
  const row = { person: person.id, name: person.name, what: file.name, place, at: now() }
  await addAudit(workspace.db, { ...row, act: may ? 'downloaded' : 'refused', ...(file.run ? { run: file.run } : {}) })
  return may ? file : undefined
}
