import type { Dataset } from '../dataset.ts'
import type { By, Plan } from '../plan.ts'

/** Columns of the plan's own dataset need not name it. */
export function shorten(plan: Plan, base: Dataset): Plan {
  const prefix = `${base.name}.`
  const short = (ref: string) => ownName(ref.startsWith(prefix) ? ref.slice(prefix.length) : ref, base)
  const grouped = (it: By): By => (typeof it === 'string' ? short(it) : plainGroup(it, short, prefix))
  const walk = (value: unknown, key = ''): unknown => {
    if (key === 'has') return value
    if (typeof value === 'string')
      return /^(column|key|times|less|from|to|measure|on)$/.test(key) ? short(value) : value
    const lists = key === 'by' || key === 'rows' || key === 'correlation'
    if (Array.isArray(value)) return value.map((each) => walk(lists ? grouped(each) : each))
    if (!value || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each, name)]))
  }
  return walk(plan) as Plan
}

/** What a link points at is the link itself: no join is needed to read it. */
function ownName(ref: string, base: Dataset): string {
  const links = base.links ?? []
  const link = links.find(
    (each) => !each.when && (ref === `${each.to}.${each.at}` || ref === `${each.column}>${each.to}.${each.at}`),
  )
  const only = link && (ref.includes('>') || links.filter((each) => each.to === link.to).length === 1)
  return only ? link.column : ref
}

/** A column that is its own key, or names the row it links to, needs no key. */
function plainGroup(it: By, short: (ref: string) => string, prefix: string): By {
  if (typeof it !== 'object' || !('key' in it) || !it.key) return it
  const column = short(it.column)
  return column === short(it.key) || (column !== it.column && !column.includes('.') && !it.column.startsWith(prefix))
    ? column
    : it
}
