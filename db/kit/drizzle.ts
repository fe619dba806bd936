import { createRequire } from 'node:module'

// Drizzle's ES modules cost 1 s and 200 MB at every start: Node reads its 180 kB package.json anew for each of 111 files.
// Its CommonJS twin costs 0.3 s and 20 MB, so it is taken from here, and only from here.

const require = createRequire(import.meta.url)
const orm: typeof import('drizzle-orm') = require('drizzle-orm')
const core: typeof import('drizzle-orm/sqlite-core') = require('drizzle-orm/sqlite-core')
const driver: typeof import('drizzle-orm/better-sqlite3') = require('drizzle-orm/better-sqlite3')

export type { SQL } from 'drizzle-orm'
export const { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } = orm
export const { index, integer, primaryKey, sqliteTable, text, uniqueIndex } = core
export const { drizzle } = driver
export const given = (name: string) => orm.sql.placeholder(name)
