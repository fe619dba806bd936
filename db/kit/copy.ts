import { closeSync, fsyncSync, openSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import { plainly, StoreTrouble } from './trouble.ts'

/** Copies a workspace's file as it is at one moment, whoever goes on writing, and looks at the copy. */
export function copyStore(from: string, to: string): void {
  plainly(from, () => {
    const source = new SQLite(from, { readonly: true, fileMustExist: true, timeout: 10_000 })
    try {
      source.prepare('VACUUM INTO ?').run(to)
    } finally {
      source.close()
    }
    const file = openSync(to, 'r+')
    fsyncSync(file)
    closeSync(file)
  })
  checkStore(to)
}

/** Reads a whole file to see that it is sound, and that it is a workspace of ours. */
export function checkStore(path: string): void {
  plainly(path, () => {
    const sqlite = new SQLite(path, { readonly: true, fileMustExist: true })
    try {
      const ours = sqlite.prepare("SELECT count(*) FROM sqlite_master WHERE name IN ('runs', 'dataset_state')").pluck()
      if (ours.get() !== 2) throw new StoreTrouble(`${path} is no workspace of Bellhop.`, 'Name the file of a backup.')
      if (sqlite.pragma('integrity_check', { simple: true }) === 'ok') return
      throw new StoreTrouble(`${path}: The file is damaged.`, 'Bring an older backup back: npm run -s restore -- FILE.')
    } finally {
      sqlite.close()
    }
  })
}
