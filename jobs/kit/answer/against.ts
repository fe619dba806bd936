import type { Having, Plan } from '#db/plan.ts'
import type { Phrase } from './changes.ts'

const MISSED =
  'missed|miss|failed|below|under|behind|short of|off|not reaching|didn.?t (?:reach|hit|meet|make)|did not (?:reach|hit|meet|make)'
const REACHED = 'hit|reached|met|made|beat|above|over|exceeded|passed|on'
const TARGET = '(?:the |their |its |our )?targets?'

/** Questions about a target, as the plain question they ask: what came in against what was planned. */
export const AGAINST_TARGET: Phrase[] = [
  {
    like: new RegExp(
      `^(?:so )?(?:are|were|is|did|have|has|how (?:far|close) (?:are|were|is)) (we|business|sales|revenue|\\p{L}+)\\s+(?:still )?(?:on|off|below|above|from|to|under|over|hit|reach|meet|make|miss|reached|met|missed) ${TARGET}\\b(.*)$`,
      'iu',
    ),
    turn: ([, who, rest]) => ({ question: `${isUs(who!) ? '' : who} revenue vs target ${rest}` }),
  },
  {
    like: new RegExp(
      `^(?:which|what|list|show) ([\\p{L} ]+?) (?:that |who |which )?(?:are |is |was |were |have |has )?(?:the )?(furthest |most |closest |nearest )?(?:(${MISSED})|(${REACHED})|from|to) ${TARGET}\\b(.*)$`,
      'iu',
    ),
    turn: ([, noun, far, missed, reached, rest]) => ({
      question: `revenue vs target by ${noun} ${rest}`,
      groups: true,
      change: (plan) => kept(plan, !far && missed ? '<' : !far && reached ? '>=' : undefined, /^[cn]/i.test(far ?? '')),
    }),
  },
  {
    like: /^(\p{L}+) (?:apa|mana)(?: saja)?(?: yang)? (?:(belum|tidak|gagal)|sudah)? ?(?:capai|mencapai|tercapai|memenuhi|lewat|melewati) target\b(.*)$/iu,
    turn: ([, noun, missed, rest]) => ({
      question: `revenue vs target by ${noun} ${rest}`,
      groups: true,
      change: (plan) => kept(plan, missed ? '<' : '>=', false),
    }),
  },
  {
    like: /^(สาขา|ประเทศ)(?:ไหน|ใด)(?:บ้าง)?(?:ที่)?(?:ยอดขาย|ขาย|ทำ)?(?:ได้)?(ไม่ถึง|ไม่ได้ตาม|ต่ำกว่า|พลาด|ถึง|เกิน|ตาม)เป้า(?:หมาย)?(.*)$/u,
    turn: ([, noun, how, rest]) => ({
      question: `revenue vs target by ${noun === 'สาขา' ? 'branch' : 'country'} ${rest}`,
      groups: true,
      change: (plan) => kept(plan, /^(ไม่|ต่ำ|พลาด)/.test(how!) ? '<' : '>=', false),
    }),
  },
  {
    like: /^(?:pencapaian|capaian|realisasi) target\b(.*)$/iu,
    turn: ([, rest]) => ({ question: `revenue vs target ${rest}` }),
  },
  {
    like: /^(.*?)\b(?:target (?:achievement|attainment|completion|reached)|(?:achievement|attainment) of (?:the )?target|(?:percent|percentage|%) of target)\b(.*)$/iu,
    turn: ([, before, rest]) => ({ question: `revenue vs target ${before} ${rest}` }),
  },
]

const isUs = (who: string) => /^(we|business|sales|revenue)$/i.test(who)

/** Those that came in under it or not, the least of it first. */
function kept(plan: Plan, op: Having['op'] | undefined, best: boolean): Plan {
  const [came, planned] = plan.measures ?? []
  if (!came || !planned) return plan
  const { limit: _, ...rest } = plan
  const having: Having[] = op ? [{ measure: { minus: [came, planned] }, op, than: 0 }] : []
  const order = [
    { measure: plan.measures!.length - 1, dir: best || op === '>=' ? ('desc' as const) : ('asc' as const) },
  ]
  return { ...rest, ...(having.length && { having }), order }
}
