import type { Rule } from '../chart.ts'
import type { Clock } from '../clock.ts'
import { isClosed, latest, lengthOf, type Span, single } from '../span.ts'
import { period } from './rule.ts'

/** Since, until, before, after, from … to …, between … and … . */
export const boundRules: Rule[] = [
  period('since PERIOD', (_, { span }) => since(span), -0.1),
  period('from PERIOD onwards', (_, { span }) => since(span)),
  period('from PERIOD further', (_, { span }) => since(span)),
  period('PERIOD onwards', (_, { span }) => (span.bare && span.bare !== 'year' ? null : since(span))),
  period('from|since PERIOD to|until|dash PRESENT', (clock, { span }) => stretch(clock, span, single(clock.today))),
  period('until PERIOD', (_, { span }) => until(span)),
  period('by PERIOD', (_, { span }) => (span.grain === 'range' && !span.anchor ? null : until(span))),
  period('before PERIOD', (_, { span }) => before(span)),
  period('after PERIOD', (_, { span }) => after(span)),
  period('from|since PERIOD to|until|dash PERIOD', (clock, a, b) => stretch(clock, a.span, b.span)),
  period('between PERIOD and|dash PERIOD', (clock, a, b) => stretch(clock, a.span, b.span)),
  period('PERIOD dash PERIOD', (clock, a, b) => stretch(clock, a.span, b.span)),
  period('PERIOD to PERIOD', (clock, a, b) => stretch(clock, a.span, b.span, 'to')),
  period('PERIOD inclusive', (_, { span }) => (span.bare || span.bound ? null : span)),
  period('PERIOD exclusive', (_, { span }) => (span.bare || span.bound ? null : { ...span, exclusive: true })),
].flat()

const bounded = { grain: 'range', bound: true } as const

function canBound(span: Span): boolean {
  const everyWeek = span.weekdays && !(isClosed(span) && lengthOf(span) < 7)
  return !span.bound && !span.relative && !span.instants && !span.hours && !everyWeek && span.from !== undefined
}

function since(span: Span): Span | null {
  return canBound(span) ? { ...bounded, ...order(span), from: span.anchor ?? span.from!, ...bare(span) } : null
}

function until(span: Span): Span | null {
  if (!canBound(span) || span.to === undefined) return null
  const last = span.anchor ?? span.to
  return { ...bounded, ...order(span), to: span.exclusive ? last - 1 : last, ...bare(span) }
}

const before = (span: Span): Span | null =>
  canBound(span) ? { ...bounded, ...order(span), to: (span.anchor ?? span.from!) - 1, ...bare(span) } : null

const after = (span: Span): Span | null =>
  canBound(span) && isClosed(span) ? { ...bounded, ...order(span), from: span.to + 1, ...bare(span) } : null

/** The word in front vouches for a year, but not against "2000 orders". */
function bare(span: Span): Pick<Span, 'bare'> {
  if (span.bare === 'dayth') return { bare: 'unfollowed' }
  return span.bare === 'year' ? { bare: 'years' } : {}
}
const order = (span: Span): Pick<Span, 'order'> => (span.order ? { order: span.order } : {})

/** One side lends the other its year: "Jan–Mar 2026", "Dec–Feb", "1 Oct to 15 Nov". */
function stretch(clock: Clock, first: Span, second: Span, mark?: Span['bare']): Span | null {
  if (!canBound(first) || !canBound(second) || clash(first, second)) return null
  if (second.bare === 'year' && first.grain !== 'year') return null
  const a = first.float && !second.float ? latest(clock, first.float, second.from!) : first
  const b = a?.from !== undefined && second.float ? second.float.within(a.from, a.from + 400) : second
  if (!a || !b || !isClosed(a) || !isClosed(b)) return null
  const from = first.exclusive ? a.to + 1 : (a.anchor ?? a.from)
  const to = second.exclusive ? (b.anchor ?? b.from) - 1 : (b.anchor ?? b.to)
  if (to < from) return null
  return {
    ...bounded,
    ...order(first),
    from,
    to,
    ends: [a, b],
    ...(mark ? { bare: mark } : {}),
    ...bare(first),
    ...bare(second),
  }
}

const clash = (a: Span, b: Span): boolean => !!a.order && !!b.order && a.order !== b.order
