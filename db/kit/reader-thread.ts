import { parentPort, workerData } from 'node:worker_threads'
import SQLite from 'better-sqlite3'

// Reads in a thread of its own, so that a long question never stops the house. It can't write: neither file nor statement.

export type Wish = { id: number; sql: string; params: unknown; maxRows: number }
export type Grant =
  | { id: number; columns: string[]; rows: unknown[][]; truncated: boolean }
  | { id: number; error: string; code?: string }

const sqlite = new SQLite(workerData.path, { readonly: true, fileMustExist: true, timeout: 5000 })
sqlite.pragma('query_only = ON')
sqlite.pragma('cache_size = -65536')

parentPort!.on('message', (wish: Wish) => parentPort!.postMessage(grant(wish)))

function grant({ id, sql, params, maxRows }: Wish): Grant {
  try {
    const statement = sqlite.prepare(sql)
    if (!statement.reader || !statement.readonly) return { id, error: 'Only questions can be asked here.' }
    const rows: unknown[][] = []
    for (const row of statement.raw().iterate(params)) {
      if (rows.length === maxRows) return { id, columns: names(statement), rows, truncated: true }
      rows.push(row as unknown[])
    }
    return { id, columns: names(statement), rows, truncated: false }
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    return { id, error: message, ...(code ? { code } : {}) }
  }
}

const names = (statement: SQLite.Statement) => statement.columns().map(({ name }) => name)
