import type { Atlas, Meaning } from './atlas.ts'
import type { Field, Item } from './item.ts'
import { PHRASES } from './phrases.ts'
import type { Known } from './values.ts'

/** A column of that very name leaves no room for one that only sounds like it; half a name of a table does: "salary" of salary_history. */
export function worthy(all: Meaning[]): Meaning[] {
  const named = all.some((each) => 'field' in each && !each.like && each.score >= 0.4)
  const list = named ? all.filter((each) => !each.like) : all
  const best = (some: Meaning[]) => Math.max(...some.map((each) => each.score))
  const fields = list.filter((each) => 'field' in each)
  const surest = best(list)
  const half = surest < 1 && list.some((each) => 'ent' in each && each.score === surest)
  const amount = (each: Meaning) =>
    half && 'field' in each && each.field.column.role === 'measure' && each.score >= Math.max(0.6, best(fields) * 0.8)
  return list.filter((each) => each.score >= surest * 0.8 || amount(each) || isTail(each))
}

/** "country" may be the ship country of an order, though its customer has a country, too. */
const isTail = (it: Meaning): boolean =>
  'field' in it &&
  !it.like &&
  it.field.dataset.table !== undefined &&
  it.field.column.role === 'dimension' &&
  it.score >= 0.6

export type Span = { from: number; to: number; say: string }

const KIND_OF_ROLE: Record<string, string> = { measure: 'num', time: 'tcol', flag: 'flag', id: 'idc' }

/** A word that also works in sentences (share, rate, total) names a column less surely. */
const works = (span: Span): boolean =>
  span.to - span.from === 1 &&
  (PHRASES.get(span.say.toLowerCase()) ?? []).some((each) => !/^(verb|gen|nameof|w|standing)$/.test(each.t))

export function meant(it: Meaning, span: Span, worth: number): Item {
  const score = worth - (works(span) ? 0.3 : 0)
  const soft = it.soft ? { soft: it.soft } : score < 0.7 ? { soft: 0.05 } : {}
  if ('field' in it)
    return { t: KIND_OF_ROLE[it.field.column.role ?? ''] ?? 'dim', field: it.field, ...span, score, ...soft }
  if ('span' in it) return { t: 'dur', payload: JSON.stringify(it.span), ...span, score, ...soft }
  if ('metric' in it) return { t: 'mea', measure: it.metric, said: true, ...span, score, ...soft }
  if ('ent' in it)
    return {
      t: 'ent',
      ent: it.ent,
      ...span,
      score,
      ...soft,
      ...(it.like && { like: true }),
      ...(it.doer && { doer: true }),
    }
  return {
    t: 'mea',
    measure: { measure: `${it.named.dataset.name}.${it.named.measure}` },
    said: true,
    ...span,
    score,
    ...soft,
  }
}

export function valueItem(it: Known, span: Span, atlas: Atlas, score: number, soft?: number): Item {
  const field = atlas.fields.find((each) => each.dataset.name === it.dataset && each.name === it.column) as Field
  return { t: 'val', field, value: it.value, ...(it.at && { at: it.at }), ...span, score, ...(soft && { soft }) }
}
