import { pathTo } from '../plan/find.ts'
import type { Condition, PlanMeasure } from '../plan.ts'
import type { Defined } from './annotate.ts'
import { decide } from './decide.ts'
import { type Definition, like } from './define.ts'
import type { Draft } from './draft.ts'
import { measureOfFormula } from './formula.ts'
import type { Gathered, Known } from './read.ts'
import { countOf } from './sense.ts'
import { sqlConditions, sqlMeasure, sqlRows, sqlSpan, tablesWith } from './sql.ts'
import { singular, tokenize } from './words.ts'

type Ask = (text: string, known: Known) => Gathered
type Asked = { known: Known; ask: Ask; near: Set<Known['datasets'][number]> }

/** The words notes explain, each as what it measures or keeps; where that can't be read, its text stands in the question. */
export function withDefined(
  text: string,
  definitions: Definition[],
  known: Known,
  ask: Ask,
): { said: string; defined: Defined[] } {
  const defined: Defined[] = []
  let open = definitions
  // One explanation may use the word of another.
  for (let turn = 0; turn < 3 && open.length; turn++) {
    const asked = { known: { ...known, defined }, ask, near: nearTo(text, known) }
    const made = open.map((each) => definedBy(each, asked))
    defined.push(...made.filter((each) => each !== undefined))
    if (made.every((each) => !each)) break
    open = open.filter((_, i) => !made[i])
  }
  // How a ratio is shown is not asked.
  const asked = defined.some(({ it }) => it.measure && 'ratio' in it.measure)
    ? text.replace(/,? \(?(?:in|as a|as) (?:percent(?:age)?s?|%)\)?(?= |[?.,]|$)/i, '')
    : text
  return {
    said: open.reduce((kept, { word, body }) => kept.replace(like(word), (it) => asMany(it, word, body)), asked),
    defined,
  }
}

/** "van rentals" for "van rental": what it stands for is many, too. */
function asMany(said: string, word: string, body: string): string {
  const many = said.length > word.length && !/s$/i.test(word)
  return many
    ? body.replace(/^.*?\w(?= (?:whose|that|which|with|where|who|of|in|when)\b|$)/, (noun) => `${noun}s`)
    : body
}

/** Tables that the question itself names. */
function nearTo(text: string, { datasets, grains = [] }: Known) {
  const dated = datasets.filter(({ columns }) => grains.some(({ column }) => column in columns))
  if (dated.length === 1) return new Set(dated)
  const said = new Set(tokenize(text).map((each) => each.lemma))
  return new Set(datasets.filter(({ words = [] }) => words.some((word) => said.has(singular(word)))))
}

/** A word that is explained, its explanation read as a question of its own: an amount, or a test of rows. */
function definedBy({ word, body }: Definition, asked: Asked): Defined | undefined {
  const { atlas } = asked.known
  const whole = tablesWith(body, atlas)
  const closest = whole.filter((each) => asked.near.has(each))
  const near = whole.length ? new Set(closest.length ? closest : whole) : asked.near
  const kept = sqlConditions(body, atlas, near)
  if (kept) return isThing(word, asked) ? undefined : { word, it: { t: 'cond', condition: all(kept) } }
  const span = sqlSpan(body, atlas, near)
  if (span) return { word, it: { t: 'dur', payload: JSON.stringify(span) } }
  const rows = sqlRows(body, atlas, near)
  // A daily change is one of each row, not of all days together.
  if (rows && /^(hourly|daily|weekly|monthly|yearly)\b/i.test(word)) return undefined
  const measure = rows ?? measureOfFormula(body, (part) => sqlMeasure(part, atlas, near) ?? amountIn(part, asked))
  if (measure) return { word, it: { t: 'mea', measure: { ...measure, as: word }, said: true } }
  return tested(word, body, asked)
}

const all = (list: Condition[]): Condition => (list.length > 1 ? { all: list } : list[0]!)

/** A code that is called as a table is would hide the table. */
const isThing = (word: string, { known }: Asked): boolean =>
  (
    known.atlas.phrases.get(
      tokenize(word)
        .map((each) => each.lemma)
        .join(' '),
    ) ?? []
  ).some((each) => 'ent' in each)

/** "number of coupons used", "total paid": one amount and what narrows it. */
function amountIn(text: string, { ask, known }: Asked): PlanMeasure | undefined {
  if (/^(COUNT|SUM|AVG|MIN|MAX)\s*\(/i.test(text)) return undefined
  const { draft, unexplained } = ask(text, known)
  const plain = draft.groups.length + draft.ranks.length + draft.having.length + draft.show.length === 0 && !draft.fold
  if (unexplained.length || !plain) return undefined
  const [thing] = draft.outputs
  // A column that was said and adds nothing up would be lost.
  if (draft.outputs.some(({ t, field }) => field && (t !== 'num' || draft.measures.length))) return undefined
  if (!draft.measures.length && !draft.share && thing?.ent && /s$/i.test(thing.say))
    draft.measures.push(countOf(thing.ent))
  const loose = decide(draft)
  if (typeof loose === 'string' || loose.by || loose.rows || loose.measures?.length !== 1) return undefined
  const [measure] = loose.measures
  const beside = besides(draft, measure!)
  const where = [...(measure!.where ?? []), ...(loose.where ?? []), ...(beside ?? [])]
  return beside && { ...measure!, ...(where.length && { where }) }
}

/** "orders with a complaint": complaints that point at the order; anything else that was said would be lost. */
function besides(draft: Draft, measure: PlanMeasure): Condition[] | undefined {
  const text = JSON.stringify(measure)
  const { datasets } = draft.atlas
  const counted = datasets.filter(({ name }) => text.includes(`"${name}.`) || text.includes(`"of":"${name}"`))
  const others = draft.outputs.flatMap(({ ent }) => (ent?.own && !counted.includes(ent.dataset) ? [ent.dataset] : []))
  const points = others.every((each) => counted.some((it) => pathTo(datasets, each, it)))
  return points ? others.map(({ name }) => ({ dataset: name, has: [] })) : undefined
}

/** "Churned clients are those whose plan ended": a test, and the thing that is tested. */
function tested(word: string, body: string, { ask, known }: Asked): Defined | undefined {
  const thing = word.split(' ').at(-1)!
  const { draft, unexplained } = ask(
    body.replace(/^(?:those|the ones|ones|any)\b(?: that are| who are)?/i, thing),
    known,
  )
  if (unexplained.length) return undefined
  const { where, outputs, measures, ranks, groups, having } = draft
  if (!where.length || measures.length + ranks.length + groups.length + having.length > 0) return undefined
  const [first, ...others] = outputs
  const tail = first && RegExp(`\\s+${first.say}$`, 'i')
  if (others.length || (tail && !tail.test(word))) return undefined
  return { word: tail ? word.replace(tail, '') : word, it: { t: 'cond', condition: all(where) } }
}

/** "… and the score" of the quality score that was asked for. */
export function saidAgain(output: string, defined: Defined[]): string {
  const [said, tail = ''] = /(?:,| and)+ (?:the |its |their )?(\w+)[.\s]*$/i.exec(output) ?? []
  const named = defined.some(({ word, it }) => it.t === 'mea' && word.toLowerCase().endsWith(` ${tail.toLowerCase()}`))
  return said && named ? output.slice(0, -said.length) : output
}

/** What a note says of its own days says nothing of those of the question. */
export function periodWithin({ where }: Draft, { defined = [] }: Known): boolean {
  const asked = where.flatMap((each) => ('period' in each ? [each.period.to] : []))
  const told = JSON.stringify(defined.map(({ it }) => it.measure ?? it.condition))
  const days = [...told.matchAll(/"period":\{[^}]*?"to":"([^"]*)"/g)].map(([, to]) => to)
  return asked.some((each) => days.some((other) => other !== each))
}
