import type { Having, Plan } from '#db/plan.ts'
import type { Phrase } from './changes.ts'

const OPS: [RegExp, Having['op']][] = [
  [/^(?:below|under|less than|lower than|di bawah|kurang dari)$/i, '<'],
  [/^(?:above|over|more than|higher than|di atas|lebih dari)$/i, '>'],
]
const TIMES: Record<string, number> = {
  k: 1e3,
  rb: 1e3,
  ribu: 1e3,
  thousand: 1e3,
  m: 1e6,
  jt: 1e6,
  juta: 1e6,
  million: 1e6,
}
const GRAINS: Record<string, string> = { hari: 'day', minggu: 'week', bulan: 'month' }

/** "Days with sales below 100k last month": days are kept by what they came to, as branches are. */
export const DAYS_KEPT: Phrase[] = [
  {
    like: /^(how many |berapa )?(?:which |list |show )?(?:the )?(days|weeks|months|hari|minggu|bulan) (?:with|where|when|that had|had|did|dengan|yang) (.+?) (?:is |was |were )?(below|under|less than|lower than|di bawah|kurang dari|above|over|more than|higher than|di atas|lebih dari) (?:thb |฿ ?)?([\d.,]+) ?(k|rb|ribu|thousand|m|jt|juta|million)?(?: baht| thb)?\b(.*)$/iu,
    turn: ([, many, unit, what, op, number, times, rest]) => ({
      question: `${what} by ${GRAINS[unit!.toLowerCase()] ?? unit!.toLowerCase().replace(/s$/, '')} ${rest}`,
      groups: true,
      change: (plan) =>
        kept(plan, op!, Number(number!.replaceAll(',', '')) * (TIMES[times?.toLowerCase() ?? ''] ?? 1), many),
    }),
  },
]

function kept({ chart: _, ...plan }: Plan, said: string, than: number, many: string | undefined): Plan {
  const op = OPS.find(([like]) => like.test(said))![1]
  const having: Having[] = [{ measure: plan.measures![0]!, op, than }]
  return { ...plan, having, ...(many && { fold: { fn: 'count' as const } }) }
}
