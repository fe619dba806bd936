import type { Dataset } from '../../dataset.ts'
import type { PlanMeasure } from '../../plan.ts'
import type { Draft } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { isDone, stem } from '../words.ts'
import { cond, mea, timeOf } from './making.ts'

const A = '(a:(tcol|verb|fresh) e:ent|e:ent rel? a:(tcol|verb))'
const B = '(b:(tcol|verb) f:ent|f:ent rel? b:(tcol|verb)|b:(tcol|verb))'

/** What was done to the rows, each deed with a day of its own; rows that name another than the one they should. */
export const DEEDS: Rule<Draft>[] = [
  {
    name: 'two deeds by their own days',
    when: `compare? (cnt of?)? ${A} (and|vs|comma)+ (cnt of?)? ${B}`,
    make: (m, draft) => {
      const e = m.one('e')
      const { dataset } = e.ent!
      const [a, b] = [dayOf(m.one('a'), dataset, draft), dayOf(m.one('b'), dataset, draft)]
      const other = m.maybe('f')?.ent
      const apart = [...m.before, ...m.after].some((each) => each.t === 'grain' || each.t === 'time')
      if (!a || !b || a === b || !apart || !e.ent!.own || (other && other.dataset !== dataset)) return undefined
      draft.counted.push(e.ent!)
      draft.compare = false
      draft.modifiers.push(...m.items.filter((each) => each.ent || each.t === 'tcol'))
      const said = [m.one('a').say, m.one('b').say]
      return [a, b].map((each, i) => mea(m, onDay(each, said[i]!), true))
    },
  },
  {
    name: 'new things of a time',
    when: 'new:fresh MODS e:ent',
    make: (m, draft) => {
      const { dataset, own } = m.one('e').ent!
      const day = timeOf(dataset, draft)
      const told = [...m.before, ...m.after].some((each) => each.t === 'time' || each.t === 'grain')
      return own && told && day?.words.some((word) => BEGINS.test(word)) ? m.items.slice(1) : undefined
    },
  },
  {
    name: 'other than the one it should be',
    when: '(verb|in|by|rel)* e:ent? no:(neg|differ) (ent of?)? b:(idc|ent)',
    make: (m, draft) => otherThan(m, draft),
  },
]

const BEGINS =
  /^(created|creation|joined|join|joining|start|started|opened|signup|registered|registration|hired|hire|issued|subscribed|enrolled|added)$/

/** The day of a deed: closed_at of "closed", the row's own of "new". */
function dayOf(it: Item, dataset: Dataset, draft: Draft): Field | undefined {
  if (it.t === 'fresh') return timeOf(dataset, draft)
  if (it.t === 'verb' && /^(made|placed|taken|done)$/i.test(it.say)) return timeOf(dataset, draft)
  if (!isDone(it.say.toLowerCase())) return undefined
  if (it.field) return it.field.dataset === dataset ? it.field : undefined
  const days = draft.atlas.fields.filter(
    (each) =>
      each.dataset === dataset && each.column.role === 'time' && stem(each.words[0]!) === stem(it.say.toLowerCase()),
  )
  return days.length === 1 ? days[0] : undefined
}

function onDay({ name, ref, dataset }: Field, say: string): PlanMeasure {
  const own = name === dataset.time?.column
  return { fn: 'count', of: dataset.name, as: say.toLowerCase(), ...(own ? {} : { on: ref }) } as PlanMeasure
}

/** "at a club other than their home club", "by someone other than the planned trainer": two links to one table. */
function otherThan(m: Match, draft: Draft): Item[] | undefined {
  const b = m.one('b').ent?.via ?? m.one('b').field ?? linkCalled(m.one('b'), draft)
  const link = b?.dataset.links?.find((each) => each.column === b.name)
  if (!/other than|different|not the same/i.test(m.one('no').say) || !link || !b) return undefined
  const e = m.maybe('e')?.ent
  if (e && !(e.own && e.dataset.name === link.to)) return undefined
  const spoken = [...m.before, ...m.after].flatMap((each) => (each.ent?.own ? [each.ent.dataset] : []))
  const tables = [b.dataset, ...spoken].filter((each, i, all) => all.indexOf(each) === i)
  const others = tables.flatMap((dataset) =>
    draft.atlas.fields.filter(
      (each) =>
        each.dataset === dataset &&
        each.ref !== b.ref &&
        dataset.links?.some((one) => one.column === each.name && one.to === link.to),
    ),
  )
  if (others.length !== 1) return undefined
  draft.modifiers.push(...m.items.filter((each) => each.ent && each.ent !== m.one('b').ent))
  return [cond(m, others[0]!, { op: '!=', than: { column: b.ref } })]
}

/** "home club" is home_club_cd, though a club is a table of its own. */
function linkCalled({ say, ent }: Item, draft: Draft): Field | undefined {
  const words = say.toLowerCase().split(' ')
  const found = draft.atlas.fields.filter(
    (each) =>
      words.length > 1 &&
      words.every((word) => each.words.includes(word)) &&
      each.dataset.links?.some((link) => link.column === each.name && link.to === ent!.dataset.name),
  )
  return found.length === 1 ? found[0] : undefined
}
