import { checkPlan } from '../plan/check.ts'
import type { By, Condition, Plan } from '../plan.ts'
import type { Draft } from './draft.ts'
import { groupOf } from './groups.ts'
import type { Loose } from './loose.ts'
import { fragment, type Known, type Ledger, readings } from './read.ts'
import { settle } from './settle.ts'

const CUE =
  /^(and|what about|how about|what if|only|just|but|now|same|also|or|ok|okay|then|instead|as|by|per|for|in|top|bottom|show (it|that|this)|make it|dan|bagaimana dengan|hanya|แล้ว|เฉพาะ)\b/i
const GOES_ON =
  /^(and|what about|how about|what if|only|just|but|now|same|also|or|instead|dan|bagaimana dengan|hanya)\b|^(แล้ว|เฉพาะ)/i
const CHARTS: [RegExp, Plan['chart']][] = [
  [/\b(line|trend) ?(chart|graph)?\b/i, 'line'],
  [/\b(chart|graph|bars?|bar chart|plot|diagram|grafik)\b|กราฟ/i, 'bar'],
  [/\b(table|tabel)\b|ตาราง/i, 'table'],
]

/** "and by branch?", "only Bangkok", "what about June", "top 3", "as a chart": the thread's plan with a part of it changed. */
export function followUp(
  text: string,
  thread: Plan,
  known: Known,
): { plan: Plan; soft: number; ledger: Ledger } | undefined {
  const chart = CHARTS.find(([like]) => like.test(text) && text.split(/\s+/).length < 6)?.[1]
  if (chart) return { plan: { ...thread, chart }, soft: 0, ledger: [{ text, became: 'chart' }] }
  if (!CUE.test(text.trim()) && text.trim().split(/\s+/).length > 2) return undefined
  if (standsAlone(text, known)) return undefined
  const rest = text
    .trim()
    .replace(
      /^(and|what about|how about|only|just|but|now|same|also|ok|okay|then|instead|dan|bagaimana dengan|hanya)\b[\s,]*/i,
      '',
    )
  const read = fragment(rest, known)
  if (
    !read ||
    read.draft.ranks.some((rank) => rank.measure) ||
    read.draft.having.length ||
    read.draft.show.length ||
    read.draft.share
  )
    return undefined
  const piece = settled(read.draft, thread, known)
  if (!piece) return undefined
  const plan = merge(thread, piece, /^(and|also|dan)\b/i.test(text.trim()), read.draft)
  return checkPlan(plan, known.datasets).length ? undefined : { plan, soft: read.draft.soft, ledger: read.ledger }
}

/** What is a whole question by itself goes on from nothing, unless it says so: "top 3 products by profit this quarter". */
function standsAlone(text: string, known: Known): boolean {
  if (GOES_ON.test(text.trim())) return false
  const own = readings(text, known)[0]?.plan
  const dated = own?.where?.some((each) => 'period' in each)
  return own !== undefined && (dated || text.trim().split(/\s+/).length > 3)
}

/** The fragment's columns, named as the thread's dataset names them. */
function settled(draft: Draft, thread: Plan, known: Known): Plan | undefined {
  const items = [
    ...draft.groups.map((each) => each.item),
    ...(draft.target ? [draft.target] : []),
    ...draft.outputs.filter((each) => each.t !== 'num'),
  ]
  const by = items.flatMap((each) => groupOf(each, draft))
  const measures = [
    ...draft.measures,
    ...draft.outputs
      .filter((each) => each.t === 'num')
      .map((each) => ({
        fn: each.field!.column.additive === false ? ('average' as const) : ('sum' as const),
        column: each.field!.ref,
      })),
  ]
  const loose: Loose = {
    home: thread.dataset,
    ...(measures.length && { measures }),
    ...(by.length && { by }),
    ...(draft.where.length && { where: draft.where }),
  }
  return settle(loose, known.atlas)?.plan
}

function merge(thread: Plan, piece: Plan, adds: boolean, draft: Draft): Plan {
  const rank = draft.ranks[0]
  const plan: Plan = { ...thread }
  if (piece.measures?.length) plan.measures = adds ? [...(thread.measures ?? []), ...piece.measures] : piece.measures
  if (piece.by?.length) plan.by = groups(thread.by ?? [], piece.by, adds)
  if (piece.where?.length)
    plan.where = [
      ...(thread.where ?? []).filter((each) => !piece.where!.some((other) => sameMatter(each, other))),
      ...piece.where,
    ]
  if (rank && plan.by?.length) {
    plan.order = [{ measure: 0, dir: rank.dir }]
    plan.limit = rank.limit ?? 1
  } else if (piece.by?.length && !adds) {
    delete plan.limit
    delete plan.order
    delete plan.each
  }
  return plan
}

const columnOf = (it: By): string => (typeof it === 'string' ? it : it.column)

/** "and by branch" goes deeper; "by branch" instead of what there was, but time stays time. */
function groups(before: By[], now: By[], adds: boolean): By[] {
  const kept = adds ? before.filter((each) => !now.some((other) => columnOf(other) === columnOf(each))) : []
  return [...kept, ...now]
}

function sameMatter(a: Condition, b: Condition): boolean {
  if ('period' in a && 'period' in b) return true
  return 'column' in a && 'column' in b && a.column !== undefined && a.column === b.column
}
