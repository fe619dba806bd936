import type { Dataset } from '../dataset.ts'
import { pathTo } from '../plan/find.ts'
import type { Plan } from '../plan.ts'
import type { Draft } from './draft.ts'
import type { Item } from './item.ts'
import { isDone, stem } from './words.ts'

/** Every column, value and thing that was said must stand somewhere in the plan. */
export function swallowed(draft: Draft, plan: Plan, path: Item[]): string[] {
  const base = draft.atlas.datasets.find((each) => each.name === plan.dataset)!
  const text = JSON.stringify(plan)
  const loose = path.filter(
    (item, i) =>
      !draft.modifiers.includes(item) && !(item.ent && behindOf(path, i, item.ent.own) && item.ent.dataset === base),
  )
  const isNamed = (item: Item) => item.t === 'ent' && path[path.indexOf(item) + 1]?.t === 'nameof'
  const fine = (item: Item) => stands(item, text, draft, base) && (!isNamed(item) || nameShown(item, text, base))
  return loose.filter((item) => !fine(item)).map((item) => `"${item.say}" changes nothing`)
}

/** "of all orders": the rows themselves. */
function behindOf(path: Item[], at: number, own: boolean): boolean {
  const before = path.slice(0, at).findLast((each) => !/^(w|val|flag)$/.test(each.t))
  return /^(of|in|for|by)$/.test(before?.t ?? '') || (own && before?.t === 'verb')
}

/** "With the drug name": then it must stand there. */
function nameShown({ ent }: Item, text: string, base: Dataset): boolean {
  const columns = [...ent!.label, ...(ent!.key ? [ent!.key] : [])]
  return columns.some(({ dataset, name }) => text.includes(dataset === base ? `"${name}"` : `${dataset.name}.${name}"`))
}

function stands(item: Item, text: string, draft: Draft, base: Dataset): boolean {
  if (item.t === 'val' || item.t === 'num' || item.t === 'dim' || item.t === 'flag' || item.t === 'idc')
    return mentions(text, item, base)
  if (item.t === 'tcol')
    return (
      mentions(text, item, base) || (!isDone(item.say.toLowerCase()) && WHEN.test(item.say)) || plays(item, text, draft)
    )
  if (item.t !== 'ent') return true
  const { dataset, own, key, label } = item.ent!
  if (!own)
    return [key, ...label].some(
      (field) =>
        field &&
        (text.includes(`"${field.name}"`) || text.includes(`.${field.name}"`) || text.includes(`"${field.name}>`)),
    )
  // A link that only some rows follow says nothing of the others.
  const led = (from: Dataset) => pathTo(draft.atlas.datasets, from, dataset)?.every((hop) => !hop.when) === true
  return (
    text.includes(`${dataset.name}.`) ||
    text.includes(`"dataset":"${dataset.name}"`) ||
    draft.atlas.datasets.some((each) => text.includes(`"dataset":"${each.name}",`) && led(each)) ||
    led(base)
  )
}

/** Flights that depart from a place stand on their departure airport, papers published in a year on that. */
function plays({ say, field }: Item, text: string, { atlas }: Draft): boolean {
  return atlas.fields.some(
    ({ dataset, name, words }) =>
      dataset === field!.dataset && text.includes(name) && stem(words[0]!) === stem(say.toLowerCase()),
  )
}

/** A date or time that was said may be the one that is meant anyway. */
const WHEN = /^(dates?|days?|when|year|month|week)$/i

function mentions(text: string, item: Item, base: Dataset): boolean {
  const { dataset, name } = item.field!
  const quoted = (value: string) => JSON.stringify(value).slice(1, -1)
  if (item.value !== undefined && !text.includes(quoted(String(item.value)))) return false
  if (dataset === base && text.includes(`"${quoted(name)}"`)) return true
  if (base.links?.some(({ to, at, column }) => to === dataset.name && at === name && text.includes(`"${column}"`)))
    return true
  if (text.includes(`${quoted(dataset.name)}.${quoted(name)}`) || linked(dataset, name, text)) return true
  return dataset !== base && text.includes(`"dataset":"${dataset.name}"`)
}

/** A link column is there when what it links to is. */
function linked(dataset: Dataset, name: string, text: string): boolean {
  return (dataset.links ?? []).some((link) => link.column === name && text.includes(`${link.to}.`))
}

/** What "which" asks for is a column of the answer, or of its rows. */
export function shown(target: Item, plan: Plan, draft: Draft): boolean {
  const { ent, field, t } = target
  if (plan.fold || (t !== 'ent' && t !== 'dim')) return true
  if (!ent?.own) {
    const columns = ent ? [ent.key, ...ent.label, ent.via] : [field]
    const said = JSON.stringify([plan.by, plan.rows])
    return columns.some((each) => each && (said.includes(each.name) || linked(each.dataset, each.name, said)))
  }
  if (ent.dataset.name === plan.dataset) return Boolean(plan.rows || plan.by || !ent.key)
  const base = draft.atlas.datasets.find((each) => each.name === plan.dataset)!
  const links = (base.links ?? []).filter((link) => link.to === ent.dataset.name).map((link) => `"${link.column}"`)
  const text = JSON.stringify([plan.by, plan.rows, plan.measures])
  return text.includes(`${ent.dataset.name}.`) || links.some((link) => text.includes(link))
}
