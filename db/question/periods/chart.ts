import type { Clock } from './clock.ts'
import type { Bare, Span, Unit } from './span.ts'

/** What a word or a phrase is worth to a rule. */
export type Term = { n: number; unit: Unit; span: Span; bare?: Bare }
/** A symbol found from `start` to `stop`; the next one may begin at `next`. Lower ranks are worse readings. */
export type Edge = { symbol: string; start: number; stop: number; next: number; term: Term; rank: number }
export type Rule = { makes: string; from: string[]; takes: number[]; read: Read; rank: number }
export type Read = (clock: Clock, ...terms: Term[]) => Partial<Term> | null
type Waiting = { rule: Rule; seen: Edge[] }
type Chart = { edges: Map<number, Edge[]>; waiting: Map<number, Waiting[]>; agenda: Edge[] }

const EMPTY: Term = { n: 1, unit: 'day', span: { grain: 'day' } }
export const termOf = (part: Partial<Term>): Term => ({ ...EMPTY, ...part })

/** "last|past SEVERAL of? PERIOD": `|` for either, `?` for maybe, capitals for what `read` is handed. */
export function rule(makes: string, pattern: string, read: Read, rank = 0): Rule[] {
  let ways: string[][] = [[]]
  for (const part of pattern.split(' ')) {
    const options = part
      .replace('?', '')
      .split('|')
      .map((symbol) => [symbol])
    if (part.endsWith('?')) options.push([])
    ways = ways.flatMap((way) => options.map((option) => [...way, ...option]))
  }
  return ways.map((way) => {
    const takes = way.flatMap((symbol, place) => (symbol === symbol.toUpperCase() ? [place] : []))
    return { makes, from: way.map((symbol) => symbol.toLowerCase()), takes, read, rank }
  })
}

export const byFirst = (rules: Rule[]): Map<string, Rule[]> => Map.groupBy(rules, (rule) => rule.from[0]!)

/** Every reading the rules allow, bottom up: each new edge starts rules and feeds those that wait for it. */
export function parse(clock: Clock, words: Edge[], rules: Map<string, Rule[]>): Edge[] {
  const chart: Chart = { edges: new Map(), waiting: new Map(), agenda: words.toReversed() }
  while (chart.agenda.length) {
    const edge = chart.agenda.pop()!
    if (!remember(chart, edge)) continue
    for (const rule of rules.get(edge.symbol) ?? []) advance(clock, chart, { rule, seen: [edge] })
    for (const { rule, seen } of [...(chart.waiting.get(edge.start) ?? [])])
      if (rule.from[seen.length] === edge.symbol) advance(clock, chart, { rule, seen: [...seen, edge] })
  }
  return [...chart.edges.values()].flat()
}

function advance(clock: Clock, chart: Chart, item: Waiting): void {
  const { rule, seen } = item
  const last = seen.at(-1)!
  if (seen.length === rule.from.length) {
    complete(clock, chart, item)
    return
  }
  push(chart.waiting, last.next, item)
  for (const edge of [...(chart.edges.get(last.next) ?? [])])
    if (edge.symbol === rule.from[seen.length]) advance(clock, chart, { rule, seen: [...seen, edge] })
}

function complete(clock: Clock, chart: Chart, { rule, seen }: Waiting): void {
  const made = rule.read(clock, ...rule.takes.map((place) => seen[place]!.term))
  if (!made) return
  const { stop, next } = seen.at(-1)!
  const rank = rule.rank + Math.min(...seen.map((edge) => edge.rank))
  chart.agenda.push({ symbol: rule.makes, start: seen[0]!.start, stop, next, term: termOf(made), rank })
}

/** The same thing said by the same words is kept once. */
function remember(chart: Chart, edge: Edge): boolean {
  const here = chart.edges.get(edge.start) ?? []
  const twin = here.find((other) => other.stop === edge.stop && other.symbol === edge.symbol && same(other, edge))
  if (twin) twin.rank = Math.max(twin.rank, edge.rank)
  else push(chart.edges, edge.start, edge)
  return !twin
}

function same(a: Edge, b: Edge): boolean {
  const [x, y] = [a.term.span, b.term.span]
  return (
    a.term.n === b.term.n &&
    a.term.unit === b.term.unit &&
    x.from === y.from &&
    x.to === y.to &&
    x.grain === y.grain &&
    !x.float === !y.float &&
    !x.bound === !y.bound &&
    x.bare === y.bare &&
    x.relative === y.relative &&
    x.hours?.from === y.hours?.from &&
    x.hours?.to === y.hours?.to &&
    String(x.weekdays) === String(y.weekdays)
  )
}

function push<V>(map: Map<number, V[]>, key: number, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
