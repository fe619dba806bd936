import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openStore, type Store } from '#db/open.ts'

/** A workspace's file in a folder of its own, both gone when the test is over. */
export function freshStore(): Store {
  const folder = freshFolder()
  const store = openStore(join(folder, 'main.db'))
  onTestFinished(() => store.close())
  return store
}

export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-db-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export function tableOf(store: Store, columns = '*', table = 'data_orders'): Record<string, unknown>[] {
  return store.sqlite.prepare(`SELECT ${columns} FROM ${table} ORDER BY 1`).all() as Record<string, unknown>[]
}
