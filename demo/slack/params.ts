export type Params = Record<string, unknown>

export const text = (params: Params, name: string): string => String(params[name] ?? '')
export const bool = (params: Params, name: string): boolean => params[name] === true || params[name] === 'true'

/** Nested values come as JSON inside of the form. */
export function list<T>(params: Params, name: string): T[] | undefined {
  const value = params[name]
  if (typeof value !== 'string') return value as T[] | undefined
  return value ? JSON.parse(value) : undefined
}

/** One page of a list and the cursor of the next, "" at the end. */
export function paged(all: unknown[], params: Params, name: string): Record<string, unknown> {
  const from = Number(text(params, 'cursor')) || 0
  const limit = Math.min(1000, Number(text(params, 'limit')) || 100)
  const next = from + limit < all.length ? String(from + limit) : ''
  return { [name]: all.slice(from, from + limit), has_more: next !== '', response_metadata: { next_cursor: next } }
}
