import type { Dataset } from '../../dataset.ts'
import type { Condition, PlanMeasure } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Field } from '../item.ts'
import { sameStem } from '../lexicon/deeds.ts'
import { isPerson } from '../lexicon/people.ts'
import type { Match, Rule } from '../pattern.ts'
import { datasetsOf } from '../sense.ts'
import { momentsOf } from '../spans.ts'
import { mea, truth } from './making.ts'

/** Where a row stands between its moments: late, on time, overdue, still open. */
export const STANDINGS: Rule<Draft>[] = [
  {
    name: 'rate of a standing',
    when: 's:standing (ent|tcol|verb)* rate',
    make: (m, draft) => {
      const { condition, dataset } = standing(m, draft) ?? {}
      const all = { fn: 'count', of: dataset?.name } as PlanMeasure
      const ratio: [PlanMeasure, PlanMeasure] = [{ ...all, where: [condition!] }, all]
      return condition && [mea(m, { ratio, percent: true, as: `${m.one('s').say} rate` }, true)]
    },
  },
  {
    name: 'how a row stands',
    when: '(tcol|verb)? s:standing (tcol|verb)?',
    make: (m, draft) => {
      const { condition } = standing(m, draft) ?? {}
      if (!condition && m.one('s').payload === 'now') return m.items.filter((each) => each.t !== 'standing')
      return condition && [merged(m.items, { t: 'cond', condition })]
    },
  },
]

type Standing = { condition: Condition; dataset: Dataset }

function standing(m: Match, draft: Draft): Standing | undefined {
  const said = [...m.items, ...m.before, ...m.after]
  const named = datasetsOf(said.filter((each) => each.ent || each.t === 'tcol'))
  const fits = (named.length ? named : draft.atlas.datasets).flatMap((each) => conditionOf(each, m, draft))
  return fits.length === 1 ? fits[0] : undefined
}

function conditionOf(dataset: Dataset, m: Match, draft: Draft): Standing[] {
  const { ends, due } = momentsOf(
    dataset,
    draft.atlas.fields.filter((each) => each.dataset === dataset),
  )
  const said = ends.filter((each) => m.items.some((item) => item.field === each))
  const end = said[0] ?? (ends.length === 1 ? ends[0] : undefined)
  if (m.one('s').payload === 'upcoming') return dataset.time ? [{ condition: ahead(dataset), dataset }] : []
  const condition = end && CONDITIONS[m.one('s').payload!]?.(end, due[0])
  return condition ? [{ condition, dataset }] : []
}

const ahead = ({ name, time }: Dataset): Condition => ({
  from: `${name}.${time!.column}`,
  to: 'now',
  unit: 'day',
  op: '<',
  than: 0,
})

const CLOSES = /^(clos|resol|complet|finish|solv|fix|end|paid|pay|return|answer|respon|settle)/

const CONDITIONS: Record<string, (end: Field, due?: Field) => Condition | undefined> = {
  late: (end, due) => due && { column: end.ref, op: '>', than: { column: due.ref } },
  timely: (end, due) => due && { column: end.ref, op: '<=', than: { column: due.ref } },
  overdue: (end, due) =>
    due && {
      all: [
        { column: end.ref, empty: true },
        { from: due.ref, to: 'now', unit: 'day', op: '>', than: 0 },
      ],
    },
  now: (end) => ((end.column.missing ?? 0) > 0 ? { column: end.ref, empty: true } : undefined),
  still: (end) => ({ column: end.ref, empty: true }),
  open: (end) =>
    (end.column.missing ?? 0) > 0 && end.words.some((word) => CLOSES.test(word))
      ? { column: end.ref, empty: true }
      : undefined,
}

const OPPOSITES: Record<string, string> = {
  failed: 'passed',
  fail: 'passed',
  rejected: 'approved',
  declined: 'approved',
  denied: 'approved',
  refused: 'approved',
  lost: 'won',
}

/** is_active_member tells who is active. */
const told = ({ words }: Field): string =>
  isPerson(words.at(-1)!)
    ? words
        .slice(0, -1)
        .filter((word) => !/^(is|was|has)$/.test(word))
        .join(' ')
    : ''

/** "unpaid", "inactive": not so, or not yet. */
export function undone(word: string, fields: Field[]): { field: Field; condition: Condition } | undefined {
  const [, plain = ''] = /^(?:un|in|non)(.{3,})$/.exec(word) ?? []
  const rest = plain || (OPPOSITES[word] ?? '')
  const flag = fields.find(
    (each) => each.column.role === 'flag' && rest !== '' && (each.words.at(-1) === rest || told(each) === rest),
  )
  if (flag) return { field: flag, condition: { column: flag.ref, is: truth(flag, false) } }
  const moments = rest ? fields.filter((each) => each.column.role === 'time' && sameStem(each.words[0]!, rest)) : []
  const [moment] = moments
  if (moments.length !== 1 || !moment?.column.missing) return undefined
  return { field: moment, condition: { column: moment.ref, empty: true } }
}
