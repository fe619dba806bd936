import SQLite from 'better-sqlite3'
import { answerApart } from './apart.ts'

// Answers questions in a process of its own. It can't write: neither through its connection nor by any statement.

export type Wish = { sql: string; params: unknown; maxRows: number }
export type Read = { columns: string[]; rows: unknown[][]; truncated: boolean }

let open: SQLite.Database | undefined
answerApart(read)

function read({ sql, params, maxRows }: Wish): Read {
  open ??= connect(process.argv[2]!)
  const statement = open.prepare(sql)
  if (!statement.reader || !statement.readonly) throw new Error('Only questions can be asked here.')
  const columns = statement.columns().map(({ name }) => name)
  const rows: unknown[][] = []
  for (const row of statement.raw().iterate(params)) {
    if (rows.length === maxRows) return { columns, rows, truncated: true }
    rows.push(row as unknown[])
  }
  return { columns, rows, truncated: false }
}

function connect(path: string): SQLite.Database {
  const sqlite = new SQLite(path, { readonly: true, fileMustExist: true, timeout: 5_000 })
  sqlite.pragma('query_only = ON')
  sqlite.pragma('cache_size = -65536')
  return sqlite
}
