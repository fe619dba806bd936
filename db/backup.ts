import { existsSync, renameSync, rmSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { plainly, StoreTrouble, troubleOf } from './kit/trouble.ts'
import { openStore, type Store } from './open.ts'

/** A consistent copy, made while others go on writing. */
export async function backup(db: Store, path: string): Promise<void> {
  if (existsSync(path)) throw new StoreTrouble(`${path} is there already.`, 'Choose another name.')
  try {
    await db.sqlite.backup(path)
    check(path)
  } catch (error) {
    rmSync(path, { force: true })
    throw troubleOf(path, error) ?? error
  }
}

/** Puts a copy in the place of a workspace's file; what was there is kept beside it. */
export async function restore(from: string, to: string): Promise<{ aside: string | undefined }> {
  if (!existsSync(from)) throw new StoreTrouble(`${from} is not there.`, 'Name the file of a backup.')
  const fresh = `${to}.restoring`
  rmSync(fresh, { force: true })
  const source = plainly(from, () => new SQLite(from, { readonly: true }))
  try {
    await source.backup(fresh)
  } catch (error) {
    throw troubleOf(from, error) ?? error
  } finally {
    source.close()
  }
  check(fresh)
  openStore(fresh).close()
  const aside = existsSync(to) ? `${to}.${new Date().toISOString().replace(/[:.]/g, '-')}` : undefined
  if (aside) for (const end of ['', '-wal', '-shm']) if (existsSync(to + end)) renameSync(to + end, aside + end)
  renameSync(fresh, to)
  return { aside }
}

function check(path: string): void {
  const copy = plainly(path, () => new SQLite(path, { readonly: true }))
  try {
    const found = plainly(path, () => copy.pragma('integrity_check', { simple: true }))
    if (found !== 'ok') throw new StoreTrouble(`${path}: The file is damaged.`, 'Take another backup.')
    const ours = copy.prepare("SELECT count(*) AS n FROM sqlite_master WHERE name IN ('runs', 'deliveries')").get() as {
      n: number
    }
    if (ours.n !== 2) throw new StoreTrouble(`${path} is no workspace of Bellhop.`, 'Name the file of a backup.')
  } finally {
    copy.close()
  }
}
