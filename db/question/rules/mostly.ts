import type { PlanMeasure } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import { isPerson } from '../lexicon/people.ts'
import type { Match, Rule } from '../pattern.ts'
import { singular } from '../words.ts'
import { isIt } from './making.ts'
import { rateOf } from './ratios.ts'

/** "The gender of most of the customers": where most of the rows are. */
export const MOSTLY: Rule<Draft>[] = [
  {
    name: 'most people',
    when: 'top:sup of? m:dim',
    make: (m, draft) => {
      const people = isPerson(singular(m.one('m').say.toLowerCase())) && /s$/i.test(m.one('m').say)
      const asked = m.before.some((each) => /^(dim|tgt|flag)$/.test(each.t))
      if (!people || !asked) return undefined
      draft.modifiers.push(m.one('m'))
      return mostOf(m)
    },
  },
  { name: 'most of them', when: 'top:sup of m:(ent|dim)', make: mostOf },
  {
    name: 'most of those who are so',
    when: 'top:sup of vals:((val|flag|cond)+) m:ent?',
    make: (m) => {
      const rank = mostOf({ ...m, one: (name) => (name === 'm' ? (m.maybe('m') ?? m.all('vals')[0]!) : m.one(name)) })
      return rank && [...m.all('vals'), ...rank]
    },
  },
]

/** "The highest share of women": the part that is so, before a share of anything else is read. */
export const HIGHEST_SHARE: Rule<Draft>[] = [
  {
    name: 'highest share of what is so',
    when: 'top:sup share (of|in)? e:ent? (with|rel|verb|in)* v:(flag|val|num) f:ent?',
    make: (m) => {
      const asked = m.before.some((each) => /^(ent|dim|grain|wh|idc|tgt)$/.test(each.t))
      const measure = m.one('v').t === 'num' ? rateOfSome(m) : rateOf(m.one('v'))
      if (!asked || m.one('top').hint || !measure) return undefined
      return [merged(m.items, { t: 'rank', dir: m.one('top').dir!, measure, said: true })]
    },
  },
]

/** "The most cancellations": rows of which a yes, or a value, is true. */
export const MOST_SO: Rule<Draft>[] = [
  {
    name: 'does so best',
    when: 'v:flag top:sup',
    make: (m) => {
      const asked = m.before.some((each) => /^(ent|dim|grain|wh|idc|tgt)$/.test(each.t))
      const judged =
        /^(best|worst)$/i.test(m.one('top').say) && /^(w|comma|in|for|time|stop|by)?$/.test(m.after[0]?.t ?? '')
      if (!asked || !judged) return undefined
      return [merged(m.items, { t: 'rank', dir: m.one('top').dir!, measure: rateOf(m.one('v')), said: true })]
    },
  },
  {
    name: 'most of what is so',
    when: 'top:(sup|top) (cnt of?)? v:(flag|val|tcol)',
    make: (m) => {
      const asked = m.before.some((each) => /^(ent|dim|grain|wh|idc|tgt)$/.test(each.t))
      const rows = /^(most|fewest|least|more|top|highest|lowest|largest|greatest)\b/i.test(m.one('top').say)
      const noun = /(s|ion|ment|al)$/i.test(m.one('v').say) && !m.one('top').hint && !m.one('top').measure
      if (!asked || !rows || !noun || /^(ent|num|mea|dim)$/.test(m.after[0]?.t ?? '')) return undefined
      const { t, field } = m.one('v')
      if (t === 'tcol' && /\b(dates?|days?|times?|years?|months?)$/i.test(m.one('v').say)) return undefined
      const where = t === 'tcol' ? [{ column: field!.ref, empty: false }] : [isIt(m.one('v'))]
      const grain = m.before.find((each) => each.grain && !each.field)
      if (t === 'tcol' && grain) grain.field = field!
      const measure = { fn: 'count', of: field!.dataset.name, where } as PlanMeasure
      const { dir, limit } = m.one('top')
      return [merged(m.items, { t: 'rank', dir: dir!, measure, said: true, ...(limit && { limit }) })]
    },
  },
]

/** Rows that have any of it among all: "houses with a fireplace". */
function rateOfSome(m: Match): PlanMeasure | undefined {
  const { column, ref, dataset } = m.one('v').field!
  if (Number(column.range?.[0]) !== 0 || !m.items.some(({ t }) => t === 'with')) return undefined
  const all = { fn: 'count', of: dataset.name } as PlanMeasure
  return { ratio: [{ ...all, where: [{ column: ref, op: '>', than: 0 }] }, all], percent: true }
}

/** "the gender of most customers" is the one with most rows. */
function mostOf(m: Match): Item[] | undefined {
  if (!/^most$/i.test(m.one('top').say)) return undefined
  const measure = { fn: 'count', of: (m.one('m').ent ?? m.one('m').field)!.dataset.name } as PlanMeasure
  return [merged(m.items, { t: 'rank', dir: 'desc', measure, said: true })]
}
