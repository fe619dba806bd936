import { type Rule, rule, type Term } from '../chart.ts'
import type { Clock } from '../clock.ts'
import type { Hours } from '../period.ts'
import { type Span, single } from '../span.ts'
import { period } from './rule.ts'

/** Times of day, alone or of a day: this morning, yesterday after 5pm, between 9:00 and 17:00. */
export const hourRules: Rule[] = [
  rule('time', 'NOON', (_, { n }) => ({ n })),
  rule('time', 'clock NUMBER|TIME', (_, { n }) => (n <= 24 ? { n } : null)),
  rule('time', 'NUMBER oclock', (_, { n }) => (n <= 24 ? { n } : null)),
  rule('time', 'TIME oclock', (_, { n }) => ({ n })),
  rule('hours', 'between TIME and|dash TIME', (_, from, to) => hours(from, to)),
  rule('hours', 'between NUMBER and|dash TIME', (_, from, to) => hours(from, to)),
  rule('hours', 'between TIME and|dash NUMBER', (_, from, to) => hours(from, to)),
  rule('hours', 'between NUMBER and|dash NUMBER', (_, from, to) => hours(from, { ...to, bare: 'hours' })),
  rule('hours', 'from? TIME dash|to TIME|NUMBER', (_, from, to) => hours(from, to)),
  rule('hours', 'from? NUMBER dash|to TIME', (_, from, to) => hours(from, to)),
  rule('hours', 'clock NUMBER dash|to NUMBER', (_, from, to) => hours(from, to)),
  rule('hours', 'after|since TIME', (_, { n, bare }) => within(n, 24, bare)),
  rule('hours', 'before|until TIME', (_, { n, bare }) => within(0, n, bare)),
  rule('hours', 'of? DAYPART', (_, { span }) => ({ span: { ...span, bare: 'hint' } })),

  period('HOURS', (_, { span }) => span),
  period('PERIOD comma? HOURS', (_, { span }, hours) => atHours(span, hours.span)),
  period('HOURS of? PERIOD', (_, hours, { span }) => atHours(span, hours.span)),
  period('PERIOD of HOURS', (_, { span }, hours) => atHours(span, hours.span)),
  period('PERIOD of TIME', (_, { span }, { n, bare }) => (bare ? null : at(span, hour(n)))),
  period('PERIOD clock NUMBER', (_, { span }, { n }) => (n < 24 ? at(span, hour(n)) : null)),
  period('this DAYPART', (clock, { span }) => at(today(clock), span.hours)),
  period('DAYPART thisafter', (clock, { span }) => at(today(clock), span.hours)),
  period('DAYPARTNOW', (clock, { n, span }) => at(today(clock, n), span.hours), 0.2),
].flat()

const today = (clock: Clock, days = 0): Span => ({ ...single(clock.today + days), moving: true })

function hours(from: Term, to: Term): Partial<Term> | null {
  return within(from.n, to.n, from.bare ?? to.bare)
}

function within(from: number, to: number, bare: Span['bare']): Partial<Term> | null {
  return from < to && to <= 24 ? { span: { grain: 'range', hours: { from, to }, ...(bare ? { bare } : {}) } } : null
}

const hour = (n: number): Hours => ({ from: n, to: n + 1 })

/** Two plain numbers are hours only next to a day: "yesterday between 9 and 17". */
function atHours(span: Span, hours: Span): Span | null {
  if (hours.bare !== 'hours') return at(span, hours.hours)
  const made = span.grain === 'day' ? at(span, hours.hours) : null
  return made && { ...made, bare: 'unfollowed' }
}

function at(span: Span, hours: Hours | undefined): Span | null {
  if (!hours || span.hours || span.instants || span.relative || span.bare === 'year') return null
  return { ...span, hours }
}
