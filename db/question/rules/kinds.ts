import type { Dataset } from '../../dataset.ts'
import type { Condition } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Item } from '../item.ts'
import { DOERS, role, rolesOf, SIDES } from '../links.ts'
import type { Match, Rule } from '../pattern.ts'
import { stem } from '../words.ts'

/** One column, two kinds of rows it may name: sent by members, paid to shops, not a shop. */
export const KINDS: Rule<Draft>[] = [
  {
    name: 'done by one kind',
    when: 'v:(verb|ent) how:by MODS e:ent',
    make: (m, draft) => {
      if (m.one('how').payload === 'per') return undefined
      const roles = rolesOf(m.one('v').say.split(' ').at(-1)!)
      const made = ofKind(m.one('e'), roles.length ? roles : DOERS, draft)
      return made && [m.one('v'), ...m.all('mods'), made]
    },
  },
  {
    name: 'from one kind, to one kind',
    when: 'side:(in|for) MODS e:ent',
    make: (m, draft) => {
      const roles = SIDES[m.one('side').say.toLowerCase()]
      const made = roles && m.after[0]?.t !== 'val' ? ofKind(m.one('e'), roles, draft) : undefined
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

/** The one link that names such rows in that part: what its rows must be for it. */
function ofKind(it: Item, roles: string[], draft: Draft): Item | undefined {
  const stems = roles.map(stem)
  const found = draft.atlas.datasets.flatMap((dataset) =>
    linksTo(dataset, it).filter((link) => stems.includes(role(link.column))).map((link) => ({ dataset, ...link })),
  )
  const [link, ...others] = found
  if (!link?.when || others.length) return undefined
  draft.played.push(...roles)
  draft.modifiers.push(it)
  const condition = { column: `${link.dataset.name}.${link.when.column}`, is: link.when.is }
  return merged([it], { t: 'cond', condition })
}

const linksTo = ({ links = [] }: Dataset, { ent }: Item) =>
  links.filter((link) => link.when && ent?.own && link.to === ent.dataset.name)
