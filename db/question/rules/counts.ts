import type { Condition, PlanMeasure } from '../../plan.ts'
import type { Draft } from '../draft.ts'
import type { Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure, childMoney, countOf, distinctOf, mainMoney, piecesSold, turnover } from '../sense.ts'
import { isIt, mea, moneyWord, summed, total, truth } from './making.ts'

/** How many, how many different, how many of one value. */
export const COUNTS: Rule<Draft>[] = [
  {
    name: 'how many are missing',
    when: 'cnt? (of)? empty gen? (of|in|for|with)* col:COL',
    make: (m) =>
      m.items[0]!.t === 'cnt' || m.items.some((each) => each.t === 'gen')
        ? [mea(m, { fn: 'missing', column: m.one('col').field!.ref }, true)]
        : undefined,
  },
  {
    name: 'ratio of one number to another',
    when: 'ratioof a:num (to|in|and|comma)+ b:num',
    make: (m) => [
      mea(m, { ratio: [summed(bareMeasure(m.one('a').field!)), summed(bareMeasure(m.one('b').field!))] }, true),
    ],
  },
  {
    name: 'transaction count',
    when: 'e:ent cnt',
    make: (m, draft) => {
      if (!/^(counts?|กี่)$/i.test(m.items[1]!.say)) return undefined
      draft.counted.push(m.one('e').ent!)
      return [mea(m, countOf(m.one('e').ent!), true)]
    },
  },
  {
    name: 'how many have how many',
    when: '(cnt of? a:ent|hist of? a:ent) (by|in) (the|cnt)* cnt of? (verb|distinct)* b:ent',
    make: (m, draft) => {
      draft.fold = { fn: 'count', spread: true }
      draft.groups.push({ item: m.one('a'), each: false })
      return [mea(m, countOf(m.one('b').ent!), true)]
    },
  },
  {
    name: 'arrivals',
    when: '(cnt of?)? c:(tcol|ent)',
    make: (m) => {
      const { say, field, ent } = m.one('c')
      const counted = m.items[0]!.t === 'cnt' || m.before.at(-1)?.t === 'sup'
      const dataset = field?.dataset ?? (ent!.via && ent!.dataset)
      return counted && dataset && /(al|ure|ion|ment)s$/i.test(say)
        ? [mea(m, { fn: 'count', of: dataset.name } as PlanMeasure, true)]
        : undefined
    },
  },
  {
    name: 'pieces sold of a thing',
    when: 'cnt (of|in)? vals:(val|flag|sign|cond)* ent:ent',
    make: (m, draft) => {
      const pieces = areSold(m) && piecesSold(draft.atlas, m.one('ent').ent!)
      return pieces ? [...m.all('vals'), mea(m, pieces, true)] : undefined
    },
  },
  {
    name: 'those who are against those who are not',
    when: 'way:(diff|ratioof) (of|in)? (cnt of?)? a:(flag|cond) (vs|and|comma|of|in)+ (cnt of?)? neg? b:(flag|cond) e:ent?',
    make: (m) => {
      const [a, b] = [m.one('a'), m.one('b')]
      const flag = [a, b].find(({ t }) => t === 'flag')?.field
      const about = (it: Item) =>
        it.field === flag || (it.condition && 'column' in it.condition && it.condition.column === flag?.ref)
      if (!flag || !about(a) || !about(b) || (a.t === b.t && !m.items.some(({ t }) => t === 'neg'))) return undefined
      const all = { fn: 'count', of: flag.dataset.name } as PlanMeasure
      const yes = a.t === 'flag'
      const [one, other] = [yes, !yes].map(
        (so): PlanMeasure => ({ ...all, where: [{ column: flag.ref, is: truth(flag, so) }] }),
      ) as [PlanMeasure, PlanMeasure]
      return [mea(m, m.one('way').t === 'diff' ? { minus: [one, other] } : { ratio: [one, other] }, true)]
    },
  },
  {
    name: 'two kinds against each other',
    when: 'way:(diff|ratioof) (of|in)? (cnt of?)? a:val e:ent? (vs|and|comma|of|in)+ (cnt of?)? b:val f:ent?',
    make: (m) => {
      const [a, b, e, f] = [m.one('a'), m.one('b'), m.maybe('e')?.ent, m.maybe('f')?.ent]
      if (a.field !== b.field || (e && f && e !== f)) return undefined
      const all = (e ?? f) ? countOf((e ?? f)!) : ({ fn: 'count', of: a.field!.dataset.name } as PlanMeasure)
      const [one, other] = [a, b].map((each): PlanMeasure => ({ ...all, where: [isIt(each)] })) as [
        PlanMeasure,
        PlanMeasure,
      ]
      return [mea(m, m.one('way').t === 'diff' ? { minus: [one, other] } : { ratio: [one, other] }, true)]
    },
  },
  {
    name: 'things of two kinds',
    when: 'cnt of? a:val e:ent (vs|and|comma|of|in)+ (cnt of?)? b:val f:ent',
    make: (m, draft) => {
      if (m.one('e').ent !== m.one('f').ent || m.one('a').field !== m.one('b').field) return undefined
      draft.compare = true
      draft.counted.push(m.one('e').ent!)
      return [m.one('a'), m.one('b'), mea(m, countOf(m.one('e').ent!), true)]
    },
  },
  {
    name: 'count of a thing',
    when: 'cnt (of|in)? different:distinct? vals:(val|flag|sign|cond)* ent:ent',
    make: (m, draft) => {
      draft.counted.push(m.one('ent').ent!)
      return [...m.all('vals'), mea(m, countOf(m.one('ent').ent!), true)]
    },
  },
  {
    name: 'count of what happened',
    when: 'cnt of? c:tcol',
    make: (m) => {
      const { field, say } = m.one('c')
      if (!/[^s]s$/i.test(say) || /\b(dates?|days?|times?|years?|months?)$/i.test(say)) return undefined
      const where: Condition[] = field!.column.missing ? [{ column: field!.ref, empty: false }] : []
      const filled = where.length > 0 && { where }
      const measure = { fn: 'count', of: field!.dataset.name, ...filled } as PlanMeasure
      const count = mea(m, measure, true)
      const when = m.after.find((each) => each.grain && !each.field)
      if (when) when.field = field!
      return m.after.some((each) => each.t === 'time') ? [count, m.one('c')] : [count]
    },
  },
  {
    name: 'count of different values',
    when: 'cnt of? distinct? col:(dim|idc|tcol)',
    make: (m) =>
      m.one('col').score < 0.7 ||
      m.after.slice(0, 2).some((each) => each.t === 'val' && each.field === m.one('col').field)
        ? undefined
        : [mea(m, distinctOf(m.one('col').field!), true)],
  },
  {
    name: 'count of each value',
    when: 'cnt of? vals:(val ((and|comma) val)+)',
    make: (m, draft) => {
      const vals = m.all('vals').filter((each) => each.t === 'val')
      const same = vals.every((each) => each.field === vals[0]!.field)
      if (!same || /^(ent|num|dim|idc|or)$/.test(m.after[0]?.t ?? '')) return undefined
      draft.compare = true
      return [...vals, mea([m.items[0]!], { fn: 'count', of: vals[0]!.field!.dataset.name } as PlanMeasure, true)]
    },
  },
  {
    name: 'count of a value',
    when: 'cnt of? different:distinct? vals:(val|flag)+',
    make: (m) => {
      const { dataset } = m.all('vals')[0]!.field!
      return /^(ent|num|dim|idc)$/.test(m.after[0]?.t ?? '')
        ? undefined
        : [...m.all('vals'), mea([m.items[0]!], { fn: 'count', of: dataset.name } as PlanMeasure, true)]
    },
  },
  {
    name: 'count of what passes a test',
    when: 'cnt of? c:cond',
    make: (m) => {
      const { condition } = m.one('c')
      const table = condition && 'column' in condition ? condition.column?.split('.')[0] : undefined
      if (!table || m.before.length || /^(ent|num|dim|idc|mea)$/.test(m.after[0]?.t ?? '')) return undefined
      return [m.one('c'), mea([m.items[0]!], { fn: 'count', of: table } as PlanMeasure, true)]
    },
  },
  {
    name: 'sum of whole units',
    when: 'cnt of? num:num',
    make: (m) => {
      const { field } = m.one('num')
      return field!.column.additive !== false && field!.column.kind === 'integer'
        ? [mea(m, { fn: 'sum', column: field!.ref }, true)]
        : undefined
    },
  },
  {
    name: 'how much was sold',
    when: 'much (verb|with)* deed:verb',
    make: (m, draft) => {
      const money = /sale|quantity/.test(m.one('deed').payload ?? '') && !/^(num|mea)$/.test(m.after[0]?.t ?? '')
      const found = money ? turnover(draft.atlas) : undefined
      return found && [mea(m, found, true)]
    },
  },
  {
    name: 'what they spent',
    when: '(wh|much) (verb|with)* MODS e:ent deed:verb (how:agg)?',
    make: (m, draft) => {
      const spends = /spend|spent|earn|generate|brought|paid|pay/i.test(m.one('deed').say)
      const money = spends && m.one('e').ent!.own ? childMoney(draft.atlas, m.one('e').ent!.dataset) : undefined
      const asks = /^(what|how much)/i.test(m.items[0]!.say) && (m.maybe('how')?.fn ?? 'sum') === 'sum'
      if (!money || !asks || m.before.length > 0 || /^(n|cmp|num|mea|rank)$/.test(m.after[0]?.t ?? '')) return undefined
      draft.modifiers.push(m.one('e'))
      return [...m.all('mods'), mea([m.items[0]!, m.one('deed')], money, true)]
    },
  },
  {
    name: 'what somebody sold',
    when: 'much (verb|with)* who:(val+) deed:verb agg?',
    make: (m, draft) => {
      const { dataset, name } = m.one('who').field!
      const known =
        dataset.label?.includes(name) && /sell|sold|spend|spent|earn|generate|brought|paid|pay/i.test(m.one('deed').say)
      const money = known ? childMoney(draft.atlas, dataset) : undefined
      return money && [...m.all('who'), mea([m.items[0]!, m.one('deed')], money, true)]
    },
  },
  { name: 'how much of a measure', when: 'much of? m:mea', make: (m) => [m.one('m')] },
  {
    name: 'how much',
    when: 'much (of|verb in?)? num:num',
    make: (m) => [mea(m, bareMeasure(m.one('num').field!), true)],
  },
  {
    name: 'how much of a thing',
    when: 'much ent:ent',
    make: (m, draft) => {
      const money = mainMoney(draft.atlas, m.one('ent').ent!.dataset)
      return money && moneyWord(m.one('ent')) ? [mea(m, money, true)] : undefined
    },
  },
  {
    name: 'total of a thing',
    when: '(how:agg of? MODS ent:ent gen?|MODS ent:ent how:agg)',
    make: (m, draft) => {
      if (m.items.at(-1) === m.one('how') && m.before.some((each) => each.t !== 'comma')) return undefined
      const summed = /^sum/i.test(m.one('how').say) ? mainMoney(draft.atlas, m.one('ent').ent!.dataset) : undefined
      if (/^sum/i.test(m.one('how').say) && !summed) return undefined
      const made = summed ?? total(m.one('ent'), draft, m.one('how').fn!)
      return made && [...m.all('mods'), mea(m, made, true)]
    },
  },
]

const SOLD = /\b(sold|ordered|bought|purchased)\b/i
/** "How many products do we sell" asks what is on offer; "did we sell last month" doesn't. */
const SELL = /\b(sell|order|buy|purchase)\b/i

/** "How many cars were sold": each sale counts; but not where it is asked how many kinds, how often, or whether at all. */
function areSold({ items, after }: Match): boolean {
  const kinds = /different|distinct|unique/i.test(items[0]!.say)
  const meets = (words: RegExp) => after.some(({ t, say }) => /^(verb|tcol|cond)$/.test(t) && words.test(say))
  const sold = meets(SOLD) || (meets(SELL) && after.some(({ t }) => /^(time|by|per)$/.test(t)))
  return sold && !kinds && !after.some(({ t }) => /^(cmp|times|neg|none|n|cnt)$/.test(t))
}
