import type { Grain, PlanMeasure } from '../plan.ts'
import type { Counted } from './counting.ts'
import type { Draft } from './draft.ts'
import type { Entity, Item } from './item.ts'
import { countOf } from './sense.ts'

/** What "Return …" asks to see joins what the question itself gathered. */
export function joinAsked(draft: Draft, asked: Draft): string | undefined {
  countThemApart(draft, asked)
  const known = [...draft.measures, ...draft.ranks.map((each) => each.measure)].map((each) => JSON.stringify(each))
  const counts = known.some((each) => /^\{"fn":"(count|distinct)"/.test(each ?? ''))
  for (const measure of asked.measures) {
    const bare = JSON.stringify(measure) === '{"fn":"count"}' && counts
    if (!bare && !spanAgain(measure, draft.measures) && !known.includes(JSON.stringify(measure)))
      draft.measures.push(measure)
  }
  const tested = draft.having.map((each) => JSON.stringify(each.measure))
  if (asked.echo && ![...known, ...tested].some((each) => /"(sum|count|distinct|measure)"/.test(each ?? '')))
    return 'a total of what'
  const named =
    draft.target?.ent ??
    draft.groups.find(({ item }) => item.ent)?.item.ent ??
    draft.outputs.find(({ ent }) => ent)?.ent
  // Beside a borrower a name is that of the borrower, not of the office.
  const others = asked.outputs.filter((each) => !isNameElsewhere(each, named))
  if (others.length < asked.outputs.length) Object.assign(asked, { outputs: others, names: true })
  if (asked.names && !named && !draft.groups.length) return 'a name of what'
  const names: Item[] = asked.names && named ? [{ t: 'ent', ent: named, from: 0, to: 0, say: 'name', score: 0 }] : []
  const shown = [
    ...names,
    ...[asked.target ?? [], asked.outputs].flat().filter((each) => !sortedBy(each, draft, asked)),
    ...asked.groups.map((each) => each.item),
  ]
  draft.asked = [...(draft.asked ?? []), ...shown]
  draft.sort ??= asked.sort
  if (asked.beside) draft.beside = true
  if (asked.share) draft.share = true
  draft.show.push(...asked.show.filter((each) => !draft.show.includes(each)))
  const [rank] = draft.ranks
  const limit = asked.ranks[0]?.limit
  if (rank && limit && !rank.limit) rank.limit = limit
  else if (asked.ranks.length && !isFirst(asked.ranks, draft)) draft.show.push('rank')
  const fresh = asked.where.filter(
    (each) => !draft.where.some((other) => JSON.stringify(other) === JSON.stringify(each)),
  )
  return fresh.length + asked.having.length > 0 ? 'a condition among what to show' : undefined
}

/** "The earliest coupon", where the question chose just those. */
const isFirst = (ranks: Draft['ranks'], { where }: Draft): boolean =>
  ranks.every(({ hint }) => hint === 'asc:time') && JSON.stringify(where).includes('"edge":"first"')

/** The same time between two moments, its unit said only once. */
function spanAgain(it: PlanMeasure, known: PlanMeasure[]): boolean {
  return 'unit' in it && known.some((each) => 'unit' in each && each.from === it.from && each.to === it.to)
}

/** "…, ordered from most to least sales": those that are counted are what it is ordered by. */
function sortedBy({ ent }: Item, draft: Draft, asked: Draft): boolean {
  return asked.sort !== undefined && ent !== undefined && [...draft.counted, ...asked.counted].includes(ent)
}

const isNameElsewhere = ({ t, say, field }: Item, named: Entity | undefined): boolean =>
  t === 'dim' &&
  /^names?$/i.test(say) &&
  named !== undefined &&
  named.label.length > 0 &&
  field!.dataset !== named.dataset

/** "How many shops have stands? Return the shop name and the number of stands": each shop is to be seen. */
function countThemApart(draft: Draft, asked: Draft): void {
  const [count] = draft.measures
  const [thing, ...others] = draft.counted.length ? draft.counted : rowsOf(draft)
  if (!thing?.own || others.length || draft.groups.length || draft.target || draft.measures.length !== 1) return
  if (draft.counted.length && JSON.stringify(count) !== JSON.stringify(countOf(thing))) return
  const names = [...thing.label, ...(thing.key ? [thing.key] : [])]
  const grouped = asked.groups.map(({ item }) => item)
  const shown = [...asked.outputs, ...(asked.target ? [asked.target] : []), ...grouped]
  const seen = shown.some(({ ent, field }) => ent === thing || names.some((each) => each.ref === field?.ref))
  const named = asked.names === true && !shown.some(({ ent }) => ent)
  const again = asked.measures.some((each) => JSON.stringify(each) === JSON.stringify(count))
  const apart = grouped.some(({ ent, field }) => (ent?.dataset ?? field?.dataset) !== thing.dataset)
  if (!(seen || named) || again || apart) return
  draft.measures = []
  draft.counted = []
  draft.target = { t: 'ent', ent: thing, from: 0, to: 0, say: thing.words.at(-1)!, score: 0 }
}

/** "How many farmers": the people whose occupation that is. */
function rowsOf({ measures, atlas }: Draft): Entity[] {
  const [count] = measures as Counted[]
  const of = count && 'fn' in count && count.fn === 'count' && !('column' in count) ? count.of : undefined
  return atlas.entities.filter((each) => each.own && each.dataset.name === of)
}

/** "Truncate created_at to month": each month is to be seen. */
export function groupAsNoted(draft: Draft, grains: { column: string; grain: Grain }[]): void {
  if (draft.groups.some(({ item }) => item.grain) || draft.fold || !draft.measures.length) return
  for (const { column, grain } of grains) {
    const fields = draft.atlas.fields.filter((each) => each.name.toLowerCase() === column.toLowerCase())
    const near = fields.filter((each) => used(draft).has(each.dataset))
    const plain = near.some(({ dataset, name }) => dataset.time?.column === name)
    const [field] = plain ? [] : near.length ? near : fields
    if (fields.length)
      draft.groups.push({
        item: { t: 'grain', grain, from: 0, to: 0, say: grain, score: 0, ...(field && { field }) },
        each: false,
      })
  }
}

/** The tables whose rows are measured. */
function used(draft: Draft) {
  const text = JSON.stringify(draft.measures)
  return new Set(
    draft.atlas.datasets.filter(({ name }) => text.includes(`"${name}.`) || text.includes(`"of":"${name}"`)),
  )
}
