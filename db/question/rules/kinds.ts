import type { Dataset } from '../../dataset.ts'
import { pathTo } from '../../plan/find.ts'
import type { Condition } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import { DOERS, role, rolesOf, SIDES } from '../links.ts'
import type { Rule } from '../pattern.ts'
import { datasetsOf, mainMoney } from '../sense.ts'
import { isDone, stem } from '../words.ts'
import { mea } from './making.ts'

/** One column, two kinds of rows it may name: sent by members, paid to shops, not a shop. */
export const KINDS: Rule<Draft>[] = [
  {
    name: 'sent money',
    when: 'v:verb sum:(mea|num)',
    make: (m, draft) => {
      const busy = /^(cmp|n)$/.test(m.after[0]?.t ?? '') || !rolesOf(m.one('v').say).length
      if (!/^money$/i.test(m.one('sum').say) || busy) return undefined
      draft.modifiers.push(m.one('sum'))
      return [m.one('v')]
    },
  },
  {
    name: 'how much each received',
    when: 'much (verb|with)* each:by? MODS e:ent v:verb how:agg?',
    make: (m, draft) => {
      const stems = rolesOf(m.one('v').say).map(stem)
      const found = draft.atlas.datasets.filter((dataset) =>
        dataset.links?.some((link) => link.to === m.one('e').ent!.dataset.name && stems.includes(role(link.column))),
      )
      const money = found.length === 1 ? mainMoney(draft.atlas, found[0]!) : undefined
      if (!money || (m.maybe('how')?.fn ?? 'sum') !== 'sum') return undefined
      const made = mea([m.items[0]!, m.one('v')], money, true)
      if (!m.maybe('each')) draft.modifiers.push(m.one('e'))
      if (m.maybe('each')) draft.groups.push({ item: m.one('e'), each: false })
      const kind = m.maybe('each') ? undefined : ofKind(m.one('e'), rolesOf(m.one('v').say), draft)
      return [...m.all('mods'), made, ...(kind ? [kind] : [])]
    },
  },
  {
    name: 'done by one kind',
    when: 'no:neg? v:(verb|ent) how:by MODS e:ent',
    make: (m, draft) => {
      if (
        /per|each/.test(`${m.one('how').payload} ${m.one('how').say}`) ||
        isOf(
          m.before.findLast((each) => each.ent),
          m.one('e'),
          draft,
        )
      )
        return undefined
      const roles = rolesOf(m.one('v').say.split(' ').at(-1)!)
      const about = m.before.findLast((each) => each.ent?.own)?.ent?.dataset
      const made = ofKind(m.one('e'), roles.length ? roles : DOERS, draft, about)
      if (made && m.maybe('no')) Object.assign(made.condition!, { not: true })
      return made && [m.one('v'), ...m.all('mods'), made]
    },
  },
  {
    name: 'from one kind, to one kind',
    when: 'side:(in|for) MODS e:ent',
    make: (m, draft) => {
      const roles = SIDES[m.one('side').say.toLowerCase()]
      const about = datasetsOf(m.before).at(-1)
      const made = roles && m.after[0]?.t !== 'val' ? ofKind(m.one('e'), roles, draft, about) : undefined
      return made && [...m.all('mods'), made]
    },
  },
  {
    name: 'worked by one kind',
    when: 'how:by MODS e:ent',
    make: (m, draft) => {
      // A word between that is no more than a deed: "hours worked by contractors" are no hours by contractor.
      const before = m.before.at(-1)
      const gap =
        before !== undefined && (before.to < m.one('how').from || isDone(before.say.toLowerCase().split(' ').at(-1)!))
      const deed = gap && /^by$/i.test(m.one('how').say)
      const many = /[^s]s$/i.test(m.one('e').say)
      const made = deed && many ? ofKind(m.one('e'), DOERS, draft, datasetsOf(m.before).at(-1)) : undefined
      return made && [...m.all('mods'), made]
    },
  },
  {
    name: 'between two of a kind',
    when: 'between n:n? e:ent',
    make: (m, draft) => {
      if (m.maybe('n') && m.one('n').n !== 2) return undefined
      const both = Object.values(SIDES).map((roles) => ofKind(m.one('e'), roles, draft))
      const tests = both.flatMap((each) => each?.condition ?? [])
      return tests.length === 2 ? [merged(m.items, { t: 'cond', condition: { all: tests } })] : undefined
    },
  },
  {
    name: 'not that kind',
    when: 'neg:neg (verb|with|in|of|rel)* e:ent',
    make: (m, draft) => {
      const roles = [...m.before, ...m.after].flatMap((each) => rolesOf(each.say))
      const made = ofKind(m.one('e'), roles.length ? roles : DOERS, draft)
      const condition = made && ({ ...made.condition!, not: true } as Condition)
      return condition && [merged(m.items, { t: 'cond', condition })]
    },
  },
]

/** Coupons offered by a merchant: they name it themselves. */
const isOf = (it: Item | undefined, { ent }: Item, draft: Draft): boolean =>
  it?.ent !== undefined &&
  it.ent.dataset !== ent!.dataset &&
  !it.ent.dataset.links?.some((each) => each.when) &&
  pathTo(draft.atlas.datasets, it.ent.dataset, ent!.dataset) !== undefined

/** The one link that names such rows in that part: what its rows must be for it. */
function ofKind(it: Item, roles: string[], draft: Draft, about?: Dataset): Item | undefined {
  const stems = roles.map(stem)
  const found = draft.atlas.datasets.flatMap((dataset) =>
    linksTo(dataset, it)
      .filter((link) => stems.includes(role(link.column)) || (about === dataset && isOnlyKind(dataset)))
      .map((link) => ({ dataset, ...link })),
  )
  const [link, ...others] = found
  if (!link?.when || others.length) return undefined
  draft.played.push(...roles)
  draft.modifiers.push(it)
  const condition = { column: `${link.dataset.name}.${link.when.column}`, is: link.when.is }
  return merged([it], { t: 'cond', condition })
}

/** Posts have an owner, and no other part to play. */
const isOnlyKind = ({ links = [] }: Dataset): boolean =>
  new Set(links.flatMap((each) => (each.when ? [each.column] : []))).size === 1

const linksTo = ({ links = [] }: Dataset, { ent }: Item) =>
  links.filter((link) => link.when && ent?.own && link.to === ent.dataset.name)
