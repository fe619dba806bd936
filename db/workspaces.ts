import { and, eq } from './kit/drizzle.ts'
import type { RootStore } from './open.ts'
import { members, workspaces } from './root/schema.ts'

export type WorkspaceRecord = typeof workspaces.$inferSelect

export async function addWorkspace(root: RootStore, workspace: WorkspaceRecord): Promise<void> {
  root.orm.insert(workspaces).values(workspace).onConflictDoNothing().run()
}

export async function listWorkspaces(root: RootStore): Promise<WorkspaceRecord[]> {
  return root.orm.select().from(workspaces).orderBy(workspaces.name).all()
}

export async function workspaceOf(
  root: RootStore,
  face: string,
  kind: 'chat' | 'person',
  id: string,
): Promise<string | undefined> {
  return root.orm
    .select()
    .from(members)
    .where(and(eq(members.face, face), eq(members.kind, kind), eq(members.id, id)))
    .get()?.workspace
}

export async function assignWorkspace(root: RootStore, member: typeof members.$inferSelect): Promise<void> {
  const { face, kind, id, workspace } = member
  root.orm
    .insert(members)
    .values({ face, kind, id, workspace })
    .onConflictDoUpdate({ target: [members.face, members.kind, members.id], set: { workspace } })
    .run()
}
