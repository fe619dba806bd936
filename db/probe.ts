import { plainly } from './kit/trouble.ts'
import type { Store } from './open.ts'

/** Takes the write lock and gives it back: the shortest honest test that rows could be stored. */
export async function probeStore({ sqlite, path }: Store): Promise<void> {
  plainly(path, () => {
    sqlite.exec('BEGIN IMMEDIATE')
    sqlite.exec('ROLLBACK')
  })
}
