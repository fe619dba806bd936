import { type Rule, rule, type Term } from '../chart.ts'
import type { Clock } from '../clock.ts'
import type { Span } from '../span.ts'

/** A rule that makes a period: what it reads is the span itself. */
export function period(pattern: string, read: (clock: Clock, ...terms: Term[]) => Span | null, rank = 0): Rule[] {
  return rule('period', pattern, (clock, ...terms) => wrap(read(clock, ...terms)), rank)
}

const wrap = (span: Span | null): { span: Span } | null => (span ? { span } : null)
