import { and, eq, given } from './kit/drizzle.ts'
import { prepared } from './kit/prepared.ts'
import type { RootStore } from './open.ts'
import { members, workspaces } from './schema/root.ts'

export type WorkspaceRecord = typeof workspaces.$inferSelect

export async function addWorkspace(root: RootStore, workspace: WorkspaceRecord): Promise<void> {
  root.orm.insert(workspaces).values(workspace).onConflictDoNothing().run()
}

export async function listWorkspaces(root: RootStore): Promise<WorkspaceRecord[]> {
  return everyOne(root).all()
}

const everyOne = prepared(({ orm }: RootStore) => orm.select().from(workspaces).orderBy(workspaces.name).prepare())

export async function workspaceOf(
  root: RootStore,
  face: string,
  kind: 'chat' | 'person',
  id: string,
): Promise<string | undefined> {
  return memberHere(root).get({ face, kind, id })?.workspace
}

const memberHere = prepared(({ orm }: RootStore) =>
  orm
    .select()
    .from(members)
    .where(and(eq(members.face, given('face')), eq(members.kind, given('kind')), eq(members.id, given('id'))))
    .prepare(),
)

export async function assignWorkspace(root: RootStore, member: typeof members.$inferSelect): Promise<void> {
  const { face, kind, id, workspace } = member
  root.orm
    .insert(members)
    .values({ face, kind, id, workspace })
    .onConflictDoUpdate({ target: [members.face, members.kind, members.id], set: { workspace } })
    .run()
}
