import type SQLite from 'better-sqlite3'

const COLUMNS = ['time_day', 'branch', 'channel', 'category', 'product', 'order_id', 'status', 'amount']

export type Duck = { ask(sql: string): Promise<number>; close(): void }

/** The same rows in DuckDB, in memory and on all cores; undefined where its package isn't installed. */
export async function openDuck(bare: SQLite.Database): Promise<Duck | undefined> {
  const duckdb = await import('@duckdb/node-api').catch(() => undefined)
  if (!duckdb) return undefined
  const instance = await duckdb.DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const types = COLUMNS.map((name) => `${name} ${name === 'amount' ? 'BIGINT' : 'VARCHAR'}`)
  await connection.run(`CREATE TABLE data_sales (${types.join(', ')})`)
  const appender = await connection.createAppender('data_sales')
  for (const row of bare.prepare(`SELECT ${COLUMNS} FROM data_sales`).raw().iterate() as Iterable<string[]>) {
    for (const value of row.slice(0, -1)) appender.appendVarchar(value)
    appender.appendBigInt(BigInt(row.at(-1)!))
    appender.endRow()
  }
  appender.closeSync()
  return {
    async ask(sql) {
      const begun = performance.now()
      const read = await connection.runAndReadAll(sql)
      read.getRows()
      return performance.now() - begun
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}
