import type { Dataset } from '../dataset.ts'
import { describePlan } from '../plan/describe.ts'
import type { Plan } from '../plan.ts'
import { type Atlas, makeAtlas } from './atlas.ts'
import { withFormula } from './define.ts'
import { followUp } from './follow.ts'
import type { Item } from './item.ts'
import { explained, fieldsSaid } from './notes.ts'
import { type Ledger, type Reading, readings } from './read.ts'
import type { ValueIndex } from './values.ts'
import type { When } from './when.ts'

export type Asking = When & {
  datasets: Dataset[]
  values: ValueIndex
  /** The map of words, made once by makeAtlas; made anew when left out. */
  atlas?: Atlas
  /** The plan the thread stands at: short questions change it. */
  thread?: Plan
  /** What this workspace calls things: "omzet" → "revenue". */
  taught?: Record<string, string>
  instructions?: string
}

export type Understood =
  | { kind: 'plan'; plan: Plan; sentence: string; confidence: number; ledger: Ledger }
  | { kind: 'doubt'; question: string; choices: { label: string; plan: Plan }[] }
  | { kind: 'refused'; why: string; missing?: string[]; suggestions: string[] }

/** How close two readings must be for a person to be asked which one was meant. */
const CLOSE = 0.09
/** The same, where a word is known to more than one table. */
const FAR = 0.3
const SURE = 0.6
const WHICH = 'Which one do you mean?'

/** A question in plain words becomes a plan, a question back, or an honest no. */
export function readQuestion(text: string, asking: Asking): Understood {
  const drawn = DRAWN.exec(text)
  const read = readWords(drawn ? text.slice(0, drawn.index) : text, asking)
  if (!drawn || read.kind !== 'plan') return read
  const chart = /line|garis/i.test(drawn[0]) ? 'line' : /table|tabel/i.test(drawn[0]) ? 'table' : 'bar'
  return { ...read, plan: { ...read.plan, chart } }
}

/** "… as a line chart": how to show it, not what to ask. Alone it belongs to the thread. */
const DRAWN = /(?<=\S\s.*\S)\s+(as|in|with|on) an? ((line|bar|column) )?(chart|graph|plot|table)[?.!]*$/i

function readWords(text: string, asking: Asking): Understood {
  const known = { ...asking, atlas: asking.atlas ?? makeAtlas(asking.datasets, asking.taught) }
  const changed = asking.thread && followUp(text, asking.thread, known)
  if (changed) return understood(changed, asking.datasets)
  const { question, definitions, unread, contains, grains } = explained(text, asking.instructions)
  if (unread)
    return { kind: 'refused', why: `I can not read what stands beside the question: "${unread}"`, suggestions: [] }
  const noted = { ...known, contains: contains.flatMap((each) => fieldsSaid(each, known.atlas)), grains }
  const tries = withFormula(question).map((each) => readings(each, noted, definitions))
  const list = tries.find(([first]) => first?.plan) ?? tries[0]!
  const best = list[0]
  if (!best?.plan) return refused(best, asking.datasets)
  const close = best.unclear ? FAR : CLOSE
  const rivals = list
    .slice(1)
    .filter((each): each is Reading & { plan: Plan } => each.plan !== undefined && best.score - each.score < close)
  const choices = choicesOf([best as Reading & { plan: Plan }, ...rivals], asking.datasets)
  if (choices.length > 1) return { kind: 'doubt', question: WHICH, choices }
  if (best.unclear) return refused({ ...best, why: `more than one table has a "${best.unclear}"` }, asking.datasets)
  return understood(best, asking.datasets)
}

function understood(it: Pick<Reading, 'plan' | 'soft' | 'ledger'>, datasets: Dataset[]): Understood {
  const confidence = Math.max(0, 1 - it.soft)
  const sentence = describePlan(it.plan!, datasets)
  if (confidence < SURE)
    return { kind: 'doubt', question: 'Is this what you mean?', choices: [{ label: sentence, plan: it.plan! }] }
  return { kind: 'plan', plan: it.plan!, sentence, confidence, ledger: it.ledger }
}

/** Readings people could tell apart; two plans that say the same are one choice. */
function choicesOf(list: { plan: Plan }[], datasets: Dataset[]): { label: string; plan: Plan }[] {
  const named = list.map(({ plan }) => ({ label: describePlan(plan, datasets), plan }))
  const same = ({ distinct: _, ...a }: Plan, { distinct: __, ...b }: Plan) => JSON.stringify(a) === JSON.stringify(b)
  return named
    .filter((each, i) => named.findIndex((other) => other.label === each.label || same(other.plan, each.plan)) === i)
    .slice(0, 4)
}

function refused(best: Reading | undefined, datasets: Dataset[]): Understood {
  const missing = (best?.unexplained ?? []).filter((each: Item) => each.t === 'x').map((each) => each.say)
  const known = namesOf(datasets)
  const what = known.length ? ` I know ${known.slice(0, 12).join(', ')}.` : ''
  const suggestions = datasets.flatMap((each) => each.asks.map((ask) => ask.say)).slice(0, 3)
  if (missing.length) {
    return { kind: 'refused', why: `I find no "${missing.join('", "')}" in the data.${what}`, missing, suggestions }
  }
  return {
    kind: 'refused',
    why: `I can't read that as one question: ${best?.why ?? 'there is nothing in it'}.${what}`,
    suggestions,
  }
}

function namesOf(datasets: Dataset[]): string[] {
  const said = datasets.flatMap((each) =>
    [...Object.values(each.measures), ...Object.values(each.dimensions)].map((one) => one.say),
  )
  if (said.length) return [...new Set(said)]
  return [
    ...new Set(
      datasets.flatMap((each) =>
        Object.values(each.columns)
          .filter((one) => one.role !== 'id')
          .map((one) => (one.words ?? []).join(' ')),
      ),
    ),
  ]
}
