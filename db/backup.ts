import { existsSync, renameSync, rmSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { askApart, startApart } from './kit/apart.ts'
import { checkStore, copyStore } from './kit/copy.ts'
import { plainly, StoreTrouble, troubleOf } from './kit/trouble.ts'
import { openStore, type Store } from './open.ts'

/** A consistent copy, made while others go on writing. It has its name only when it is whole. */
export async function backup(db: Store, path: string, signal?: AbortSignal): Promise<void> {
  if (existsSync(path)) throw new StoreTrouble(`${path} is there already.`, 'Choose another name.')
  const part = `${path}.${crypto.randomUUID()}.part`
  const copier = startApart(new URL('./kit/backup-process.ts', import.meta.url), db.path)
  try {
    await askApart(copier, path, { to: part }, { signal })
    plainly(path, () => renameSync(part, path))
  } finally {
    copier.kill('SIGKILL')
    removeFile(part)
  }
}

/** Puts a copy in the place of a workspace's file; what was there is kept beside it. */
export async function restore(from: string, to: string): Promise<{ aside: string | undefined }> {
  if (!existsSync(from)) throw new StoreTrouble(`${from} is not there.`, 'Name the file of a backup.')
  checkStore(from)
  const fresh = `${to}.restoring`
  try {
    removeFile(fresh)
    copyStore(from, fresh)
    openStore(fresh).close()
    const aside = existsSync(to) ? putAside(to) : undefined
    plainly(to, () => renameSync(fresh, to))
    return { aside }
  } finally {
    removeFile(fresh)
  }
}

/** Gives the old file another name, with whatever it hasn't taken in yet. */
function putAside(path: string): string {
  const aside = `${path}.${new Date().toISOString().replace(/[:.]/g, '-')}`
  settle(path)
  for (const end of ['-wal', '-shm', ''])
    if (existsSync(path + end)) plainly(path, () => renameSync(path + end, aside + end))
  return aside
}

/** Makes one file of it, which only works when nobody else has it open. A damaged one stays as it is. */
function settle(path: string): void {
  try {
    const old = new SQLite(path, { timeout: 0 })
    try {
      old.pragma('journal_mode = DELETE')
    } finally {
      old.close()
    }
  } catch (error) {
    const busy = String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')
    if (busy) throw new StoreTrouble(`${path} is in use.`, 'Stop Bellhop first, then restore.', troubleOf(path, error))
  }
}

function removeFile(path: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true })
}
