import { randomBytes } from 'node:crypto'
import type { World } from './api.ts'
import { type Book, newTab, type Role, type Value } from './book.ts'
import { writeRange } from './values.ts'

/** A new spreadsheet: cells as a person would type them. */
export type BookPlan = {
  id?: string
  title: string
  locale?: string
  timeZone?: string
  shares?: Record<string, Role>
  tabs?: { title: string; rows?: (Value | null)[][]; rowCount?: number; columnCount?: number; frozenRows?: number }[]
}

const OWNER = 'owner@demo-company.example'

export function makeBook(world: Pick<World, 'books' | 'now'>, plan: BookPlan): string {
  const id = plan.id ?? randomBytes(33).toString('base64url')
  const book: Book = {
    id,
    title: plan.title,
    locale: plan.locale ?? 'en_US',
    timeZone: plan.timeZone ?? 'Etc/GMT',
    modified: world.now(),
    shares: { [OWNER]: 'owner', ...plan.shares },
    tabs: [],
    metadata: [],
  }
  for (const [at, given] of (plan.tabs ?? [{ title: 'Sheet1' }]).entries()) {
    const { title, rows = [], frozenRows = 0 } = given
    const tab = newTab(title, at, Math.max(given.rowCount ?? 1000, rows.length), given.columnCount)
    tab.frozenRows = frozenRows
    book.tabs.push(tab)
    const range = `'${title.replaceAll("'", "''")}'!A1`
    if (rows.length > 0) writeRange({ book, by: OWNER, at: 0 }, { range, values: rows }, 'USER_ENTERED')
  }
  world.books.set(id, book)
  return id
}

export function toState(books: Map<string, Book>): string {
  return JSON.stringify([...books.values()])
}

export function fromState(state: string | undefined): Map<string, Book> {
  const books = state ? (JSON.parse(state) as Book[]) : []
  return new Map(books.map((book) => [book.id, book]))
}
