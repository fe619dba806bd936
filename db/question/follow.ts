import { checkPlan } from '../plan/check.ts'
import { calendarName, periodBefore, yearEarlier } from '../plan/compare.ts'
import type { By, Condition, Plan, PlanMeasure } from '../plan.ts'
import type { Draft } from './draft.ts'
import { groupOf } from './groups.ts'
import type { Loose } from './loose.ts'
import { wayOf } from './ranking.ts'
import { fragments, type Gathered, type Known, type Ledger, readings } from './read.ts'
import { settle } from './settle.ts'
import { findTimes } from './when.ts'

/** Words that go on from what was asked before, and those among them that say nothing more. */
const GO_ON =
  'and|what about|how about|what if|only|just|but|now|same for|the same for|same|also|or|instead|dan|bagaimana dengan|bagaimana kalau|hanya|cuma|kalau|kalo|yang|untuk'
const CUES = `${GO_ON}|ok|okay|then|as|by|per|for|in|at|top|bottom|best|worst|highest|lowest|which|who|sort|sorted|order|rank|exclude|excluding|without|except|show (?:it|that|this)|make it|berdasarkan|menurut|di|urutkan|kecuali|tanpa|selain`
const THAI = 'แล้ว|เฉพาะ|แค่|แยกตาม|ตาม|ราย|ของ|ใน|ยกเว้น|เรียง'
const CUE = new RegExp(`^(?:(?:${CUES})\\b|${THAI})`, 'iu')
const GOES_ON = new RegExp(`^(?:(?:${GO_ON})\\b|${THAI})`, 'iu')
const EMPTY = new RegExp(`^(?:(?:${GO_ON}|ok|okay|then)\\b[\\s,]*|แล้ว|เฉพาะ|แค่)+`, 'iu')
const ADDS = /^(and|also|dan)\b/i
const CHARTS: [RegExp, Plan['chart']][] = [
  [/\b(line|trend) ?(chart|graph)?\b/i, 'line'],
  [/\b(chart|graph|bars?|bar chart|plot|diagram|grafik)\b|กราฟ/i, 'bar'],
  [/\b(table|tabel)\b|ตาราง/i, 'table'],
]
const TAIL =
  /(?:[\s,]+(?:instead|please|only|too|as well|dong|ya|saja|aja|bagaimana|berapa)|ล่ะ|นะ|บ้าง|เท่าไหร่|เท่าไร|เป็นยังไง)+$/iu

/** "Last 7 days" says when, and nothing else. */
function isPeriod(said: string, known: Known): boolean {
  const [only, ...more] = findTimes(said, known)
  return only !== undefined && !more.length && only.end - only.start >= said.length - 4
}

/** "Failed ones this week": which and when, of what was talked about; "online vs store" is a comparison of its own. */
const onlyNarrows = (said: string, known: Known): boolean =>
  fragments(said, known).some(
    ({ draft: { where, measures, outputs, ranks, having, groups, target, share } }) =>
      where.length > 0 &&
      measures.length + outputs.length + ranks.length + having.length + groups.length === 0 &&
      !target &&
      !share,
  )

type Followed = { plan: Plan; soft: number; ledger: Ledger }

/** "and by branch?", "only Bangkok", "what about June", "top 3", "as a chart": the thread's plan with a part of it changed. */
export function followUp(text: string, thread: Plan, known: Known): Followed | undefined {
  const said = text.trim().replace(/[?!.\s]+$/u, '')
  const chart = CHARTS.find(([like]) => like.test(said) && said.split(/\s+/).length < 6)?.[1]
  if (chart) return { plan: { ...thread, chart }, soft: 0, ledger: [{ text, became: 'chart' }] }
  const earlier = before(said, thread)
  if (earlier) return { plan: earlier, soft: 0, ledger: [{ text, became: 'the period before' }] }
  if (!CUE.test(said) && said.split(/\s+/).length > 2 && !isPeriod(said, known) && !onlyNarrows(said, known))
    return undefined
  if (!isPeriod(said, known) && standsAlone(said, known)) return undefined
  const rest = said.replace(EMPTY, '').replace(TAIL, '')
  const ways = [rest, rest.replace(/^(by|per|berdasarkan|menurut|ตาม)\s+/i, '')]
  for (const way of new Set(ways)) {
    const found = fragments(way, known).flatMap((read) => changed(read, thread, ADDS.test(said), known) ?? [])
    const [first] = found
    // "In Jakarta" is a place of these rows before it is one of others that belong to them.
    if (first) return found.find(({ plan }) => !plan.where?.some((each) => 'has' in each)) ?? first
  }
  return undefined
}

function changed(read: Gathered, thread: Plan, adds: boolean, known: Known): Followed | undefined {
  const { ranks, having, show, share } = read.draft
  if (ranks.some((rank) => rank.measure) || having.length || show.length || share) return undefined
  const piece = settled(read.draft, thread, known)
  const plan = piece && sortedBy(merge(thread, piece, adds, read.draft), read.draft, known)
  if (!plan || checkPlan(plan, known.datasets).length) return undefined
  return { plan, soft: read.draft.soft, ledger: read.ledger }
}

const EARLIER =
  /^(?:and |or )?(?:(?:what|how) about )?(?:in |on )?(?:the )?(?:(?:day|week|month|quarter|year|period) before(?: that)?|previous (?:day|week|month|quarter|year|period)|(?:hari|minggu|bulan|tahun) sebelumnya|sebelumnya|(?:วัน|สัปดาห์|เดือน|ปี)ก่อนหน้า(?:นี้)?)$/iu
const YEAR_AGO =
  /^(?:and |or |dan |kalau |แล้ว)?(?:(?:what|how) about |(?:the )?same (?:thing )?(?:for|in|but) )?(?:in |the )?(?:same (?:time|period|month|week|day) )?(?:last year|a year (?:ago|earlier|before)|tahun lalu|ปีที่แล้ว)(?:ล่ะ)?$/iu

/** "And the month before?", "and last year?": the same days, moved. */
function before(said: string, thread: Plan): Plan | undefined {
  const at = (thread.where ?? []).findIndex((each) => 'period' in each && each.period.from && each.period.to)
  const it = thread.where?.[at]
  if (!it || !('period' in it)) return undefined
  const days = (Date.parse(it.period.to!) - Date.parse(it.period.from!)) / 86_400_000
  const move = EARLIER.test(said) ? periodBefore : YEAR_AGO.test(said) && days < 360 ? yearEarlier : undefined
  const moved = move?.(it.period)
  if (!moved) return undefined
  const period = { ...moved, say: calendarName(moved) ?? moved.say! }
  return { ...thread, where: thread.where!.with(at, { ...it, period }) }
}

/** "Sort by orders" shows them, too; "lowest first" turns the order round. */
function sortedBy(plan: Plan, { sort }: Draft, known: Known): Plan | undefined {
  if (!sort) return plan
  if (!plan.by?.length || !plan.measures?.length) return undefined
  const dir = sort.dir ?? 'desc'
  const asked = sort.item?.measure
  if (!sort.item) return { ...plan, order: [{ ...(plan.order?.[0] ?? { measure: 0 }), dir }] }
  const piece = asked && settle({ home: plan.dataset, measures: [asked] }, known.atlas)?.plan.measures?.[0]
  if (!piece) return undefined
  const there = plan.measures.findIndex((each) => JSON.stringify(each) === JSON.stringify(piece))
  const measures = there < 0 ? [...plan.measures, piece] : plan.measures
  return { ...plan, measures, order: [{ measure: there < 0 ? measures.length - 1 : there, dir }] }
}

/** What is a whole question by itself goes on from nothing, unless it says so: "top 3 products by profit this quarter". */
function standsAlone(text: string, known: Known): boolean {
  if (GOES_ON.test(text)) return false
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
      ...piece.where.map((each) => beyond(each, thread.where)),
    ]
  if (rank && plan.by?.length) {
    plan.order = [{ measure: 0, dir: wayOf(rank, ofDataset(plan), draft.atlas) }]
    plan.limit = rank.limit ?? 1
  } else if (piece.by?.length && !adds) {
    delete plan.limit
    delete plan.order
    delete plan.each
  }
  return plan
}

function ofDataset({ dataset, measures }: Plan): PlanMeasure {
  const [first = { fn: 'count' }] = measures ?? []
  return 'measure' in first && !first.measure.includes('.')
    ? { ...first, measure: `${dataset}.${first.measure}` }
    : first
}

const columnOf = (it: By): string => (typeof it === 'string' ? it : it.column)

/** "and by branch" goes deeper; "by branch" instead of what there was, but time stays time. */
function groups(before: By[], now: By[], adds: boolean): By[] {
  const kept = adds ? before.filter((each) => !now.some((other) => columnOf(other) === columnOf(each))) : []
  return [...kept, ...now]
}

/** "Without lighting" leaves out what was left out before, too; of what was kept it takes its part away. */
function beyond(it: Condition, before: Condition[] = []): Condition {
  if (!('is' in it) || !('column' in it) || 'part' in it || !it.not) return it
  const out = [it.is].flat()
  const was = before.flatMap((each) =>
    'is' in each && !('part' in each) && each.column === it.column ? [{ ...each, all: [each.is].flat() }] : [],
  )[0]
  const left = was?.all.filter((each) => !out.includes(each)) ?? []
  if (was?.not) return { ...it, is: [...left, ...out] }
  return left.length ? { column: it.column, is: left } : it
}

function sameMatter(a: Condition, b: Condition): boolean {
  if ('period' in a && 'period' in b) return true
  return 'column' in a && 'column' in b && a.column !== undefined && a.column === b.column
}
