import { type Accounts, whoIs } from './auth.ts'
import { type Book, draft } from './book.ts'
import { type Body, type Call, calls, roleNeeded } from './calls.ts'
import { away, forbidden, invalid, notFound, overQuota, switchedOff, unauthenticated } from './errors.ts'

/** What can go wrong on purpose. `lost`: applied, but the answer never arrives. `cut`: the line breaks before. */
export type Trouble = {
  kind: 'quota' | 'away' | 'off' | 'lost' | 'cut' | 'slow'
  /** A call's name such as 'batchUpdate', or all that read or write. */
  on?: string
  times?: number
  skip?: number
  ms?: number
}
export type Seen = { name: string; kind: 'read' | 'write'; by: string; status: number; sent: number; received: number }
export type Quota = { reads: number; writes: number }
export type World = {
  books: Map<string, Book>
  accounts: Accounts
  quota: Quota
  used: Map<string, number>
  troubles: Trouble[]
  seen: Seen[]
  now: () => number
  /** Called before every call is looked at: the place where a person edits while a program is between two calls. */
  before: ((name: string, count: number) => void) | undefined
}
export type Asked = {
  method: string
  path: string
  query: URLSearchParams
  authorization: string | undefined
  body: string
  root: string
}
export type Answered = { call: Pick<Call, 'name' | 'kind'>; by: string; body: object; trouble: Trouble | undefined }

/** Google asks in this order: who are you, have you quota left, may you, is it there. */
export function answer(world: World, asked: Asked): Answered {
  const { call, id, range } = route(asked)
  world.before?.(call.name, world.seen.filter(({ name }) => name === call.name).length)
  const by = whoIs(world.accounts, asked.authorization, world.now())
  if (!by) throw unauthenticated()
  const trouble = nextTrouble(world.troubles, call)
  if (trouble?.kind === 'quota') throw overQuota(call.kind, limitOf(world.quota, call.kind))
  if (trouble?.kind === 'away') throw away()
  if (trouble?.kind === 'off') throw switchedOff()
  spend(world, call.kind, by)
  if (trouble?.kind === 'cut') return { call, by, body: {}, trouble }
  const book = openBook(world, id, by, call)
  const copy = draft(book)
  const pen = { book: copy, by, at: world.now() }
  const body = call.run({ pen, range, query: asked.query, root: asked.root, body: parse(asked.body) })
  if (call.kind === 'write') world.books.set(id, { ...copy, modified: pen.at })
  return { call, by, body, trouble }
}

export function route({ method, path }: Asked): { call: Call; id: string; range: string } {
  for (const call of calls) {
    const found = call.method === method ? call.path.exec(path)?.groups : undefined
    if (found) return { call, id: found.id ?? '', range: decodeURIComponent(found.range ?? '') }
  }
  throw notFound()
}

function openBook(world: World, id: string, by: string, call: Call): Book {
  const book = world.books.get(id)
  if (!book) throw notFound()
  const role = book.shares[by]
  if (!role || !roleNeeded(call.kind).includes(role)) throw forbidden()
  return book
}

function nextTrouble(troubles: Trouble[], call: Call): Trouble | undefined {
  const trouble = troubles.find(({ on }) => !on || on === call.name || on === call.kind)
  if (!trouble) return undefined
  if (trouble.skip) {
    trouble.skip--
    return undefined
  }
  trouble.times = (trouble.times ?? 1) - 1
  if (trouble.times <= 0) troubles.splice(troubles.indexOf(trouble), 1)
  return trouble
}

/** A bucket a minute, filled anew when the minute is over. */
export function spend(world: Pick<World, 'quota' | 'used' | 'now'>, kind: 'read' | 'write', by: string): void {
  const bucket = `${kind} ${by} ${Math.floor(world.now() / 60_000)}`
  const used = (world.used.get(bucket) ?? 0) + 1
  const limit = limitOf(world.quota, kind)
  if (used > limit) throw overQuota(kind, limit)
  world.used.set(bucket, used)
}

const limitOf = (quota: Quota, kind: 'read' | 'write'): number => (kind === 'read' ? quota.reads : quota.writes)

function parse(text: string): Body {
  if (!text) return {}
  try {
    return JSON.parse(text) as Body
  } catch {
    throw invalid('Invalid JSON payload received. Unexpected token.')
  }
}
