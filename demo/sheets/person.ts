import type { World } from './api.ts'
import { type Book, draft, type Pen, type Value } from './book.ts'
import type { Given } from './given.ts'
import { applyRequests } from './requests.ts'
import { writeRange } from './values.ts'

const SOMEBODY = 'dewi@demo-company.example'
type Shelf = Pick<World, 'books' | 'now'>

/** A person types into cells. */
export function personTypes(world: Shelf, id: string, range: string, values: (Value | null)[][], by = SOMEBODY): void {
  edit(world, id, by, (pen) => void writeRange(pen, { range, values }, 'USER_ENTERED'))
}

/** A person sorts, filters, paints, inserts or deletes: the same requests their browser would send. */
export function personBatch(world: Shelf, id: string, requests: Record<string, Given>[], by = SOMEBODY): void {
  edit(world, id, by, (pen) => void applyRequests(pen, requests))
}

function edit(world: Shelf, id: string, by: string, change: (pen: Pen) => void): void {
  const book: Book | undefined = world.books.get(id)
  if (!book) throw new Error(`No spreadsheet ${id}`)
  const copy = draft(book)
  change({ book: copy, by, at: world.now() })
  world.books.set(id, { ...copy, modified: world.now() })
}
