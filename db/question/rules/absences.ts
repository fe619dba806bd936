import type { Dataset } from '../../dataset.ts'
import { pathTo } from '../../plan/find.ts'
import type { Condition } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import { deeds } from '../gather.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { namedMeasure } from '../sense.ts'
import { isDone } from '../words.ts'
import { cond } from './making.ts'

/** What is not there: empty columns, deeds never done, things without other things. */
export const ABSENCES: Rule<Draft>[] = [
  { name: 'empty column', when: '(with|in|of)? no:neg? (empty|filled) (of|in|for)? col:COL', make: emptiness },
  { name: 'column is empty', when: 'col:COL (with|of|in|rel)? no:neg? (empty|filled)', make: emptiness },
  {
    name: 'no value in a column',
    when: 'no:neg (of|in)? col:(dim|tcol|idc|num)',
    make: (m) =>
      m.one('no').payload === 'none' &&
      !/never/i.test(m.one('no').say) &&
      !(/ed$/.test(m.one('col').say) && (m.one('col').t === 'num' || m.after.some((each) => each.ent)))
        ? none(m, m.one('col').field!)
        : undefined,
  },
  {
    name: 'nobody in that part',
    when: 'no:neg (of|in|with)* e:ent',
    make: (m) =>
      m.one('no').payload === 'none' && m.one('e').ent!.via
        ? [cond(m, m.one('e').ent!.via!, { empty: true })]
        : undefined,
  },
  {
    name: 'never in that state',
    when: 'no:neg (verb|with|of)* (vals:(val (or val)*)|m:mea) ((in|for|of)? time:time)?',
    make: (m, draft) => {
      const state = m.maybe('m') ? stateOf(m.one('m'), draft) : stateIn(m.all('vals'))
      const thing = m.before.find((each) => each.ent?.own)?.ent?.dataset ?? draft.counted[0]?.dataset
      const links = state && thing && state.dataset.links?.some(({ to }) => to === thing.name)
      if (m.one('no').payload !== 'none' || !links) return undefined
      const has = [...(state.is ? [state.is] : []), ...(m.maybe('time') ? [{ period: m.one('time').period! }] : [])]
      return [merged(m.items, { t: 'cond', condition: { dataset: state.dataset.name, has, not: true } })]
    },
  },
  {
    name: 'never done',
    when: 'neg:neg (with|w)* deed:verb in? e:ent? ((in|for|of)? time:time)?',
    make: (m, draft) => {
      const subject = m.before.findLast((each) => each.ent?.own || each.t === 'mea')
      const thing = subject?.ent?.dataset ?? draft.counted[0]?.dataset
      const [deed] = deeds(draft, m.one('deed'))
      const object = m.maybe('e')?.ent
      const table = thing && (deed ? pointing(draft, deed.ent!.dataset, thing) : !object && onlyChild(draft, thing))
      if (!table || (object && !pathTo(draft.atlas.datasets, table, object.dataset))) return undefined
      if (object) draft.modifiers.push(m.one('e'))
      draft.doer = true
      const has: Condition[] = m.maybe('time') && table.time ? [{ period: m.one('time').period! }] : []
      return [merged(m.items, { t: 'cond', condition: { dataset: table.name, has, not: true } })]
    },
  },
  {
    name: 'who are also',
    when: 'also e:ent',
    make: (m, draft) => {
      const subject = m.before.findLast((each) => each.ent?.own)?.ent?.dataset ?? draft.counted.at(-1)?.dataset
      const links = subject?.links?.filter((each) => each.to === m.one('e').ent!.dataset.name && !each.when) ?? []
      const field = draft.atlas.fields.find((each) => each.dataset === subject && each.name === links[0]?.column)
      draft.modifiers.push(m.one('e'))
      return links.length === 1 && field?.column.missing ? [cond(m, field, { empty: false })] : undefined
    },
  },
  {
    name: 'never did that',
    when: 'no:neg (verb|with)* c:tcol ((in|for|of)? time:time)?',
    make: (m, draft) => {
      const { dataset, name } = m.one('c').field!
      const subject = m.before.findLast((each) => each.ent?.own)?.ent?.dataset ?? draft.counted.at(-1)?.dataset
      const child = subject && subject !== dataset && pathTo(draft.atlas.datasets, dataset, subject)
      if (m.one('no').payload !== 'none' || !child || !isDone(m.one('c').say.toLowerCase().split(' ')[0]!))
        return undefined
      const has: Condition[] = m.maybe('time')
        ? [{ period: m.one('time').period!, column: name }]
        : [{ column: name, empty: false }]
      return [merged(m.items, { t: 'cond', condition: { dataset: dataset.name, has, not: true } })]
    },
  },
  {
    name: 'things without other things',
    when: 'neg:neg (verb|with|here:in)* ent:ent ((in|for|of)? time:time|event:cond)?',
    make: (m, draft) => {
      const { ent } = m.one('ent')
      if (m.maybe('event') && !isEventOf(m.one('event'), ent!.dataset)) return undefined
      if (
        (m.one('neg').payload !== 'none' && !m.maybe('here')) ||
        /^within$/i.test(m.maybe('here')?.say ?? '') ||
        !ent!.own ||
        !m.before.some((each) => /^(ent|dim|mea|tgt|idc)$/.test(each.t))
      )
        return undefined
      const has: Condition[] = m.maybe('time')
        ? [{ period: m.one('time').period! }]
        : eventIn(m.maybe('event'), ent!.dataset)
      const subject = m.before.find((each) => each.ent?.own)?.ent?.dataset ?? draft.counted[0]?.dataset
      if (m.items.some((each) => each.t === 'verb')) draft.doer = true
      draft.counted.push(ent!)
      const pair = subject && between(draft, subject, ent!.dataset)
      if (subject && !pair && !tied(draft, subject, ent!.dataset)) return undefined
      if (pair) draft.modifiers.push(m.one('ent'))
      const { name } = pair ?? ent!.dataset
      return [merged(m.items, { t: 'cond', condition: { dataset: name, has, not: true } })]
    },
  },
]

type State = { dataset: Dataset; is?: Condition }

/** "Returned", of what a row can be. */
function stateIn(items: Item[]): State | undefined {
  const vals = items.filter(({ t }) => t === 'val')
  const field = vals[0]?.field
  if (!field || vals.some((each) => each.field !== field)) return undefined
  return { dataset: field.dataset, is: { column: field.name, is: vals.map(({ value }) => value!) } }
}

/** "Returns" are an amount of what is returned. */
function stateOf({ measure }: Item, draft: Draft): State | undefined {
  const own = measure && namedMeasure(draft.atlas, measure)
  const [test, ...more] = own && 'where' in own.is ? Object.entries(own.is.where ?? {}) : []
  // "Orders" are counted without a word on their state: any of them is one.
  if (own && 'distinct' in own.is && !test) return { dataset: own.dataset }
  return own && test && !more.length ? { dataset: own.dataset, is: { column: test[0], is: test[1] } } : undefined
}

/** "Products with no returns": a product of which some row is no return may well have others that are. */
export const everNot = (m: Match, draft: Draft): boolean =>
  m.maybe('no')?.payload === 'none' &&
  m.before.some((each) => /^(dim|tgt|ent|idc)$/.test(each.t) || isCount(each, draft))

function isCount({ measure }: Item, draft: Draft): boolean {
  const is = measure && namedMeasure(draft.atlas, measure)?.is
  return (
    Boolean(is && ('count' in is || 'distinct' in is)) ||
    Boolean(measure && 'fn' in measure && measure.fn === 'distinct')
  )
}

/** No children are zero children, where every row tells how many; no score is a gap. */
function none(m: Match, field: Field): Item[] | undefined {
  const { missing = 0, range, role } = field.column
  const counted = role === 'measure' && Number(range?.[0]) === 0
  if (missing > 0) return counted ? undefined : [cond(m, field, { empty: true })]
  return counted ? [cond(m, field, { is: 0 })] : undefined
}

function emptiness(m: Match): Item[] {
  const filled = m.items.some((each) => each.t === 'filled') !== (m.maybe('no') !== undefined)
  return [cond(m, m.one('col').field!, { empty: !filled })]
}

/** "no alert within a week of joining": which of the alerts would have counted. */
const isEventOf = (it: Item, { name }: Dataset): boolean =>
  it.payload === 'event' && JSON.stringify(it.condition).includes(`{"column":"${name}.`)

function eventIn(it: Item | undefined, { name }: Dataset): Condition[] {
  const text = it && JSON.stringify(it.condition).replaceAll(`"column":"${name}.`, '"column":"')
  const own = text && (JSON.parse(text) as Condition)
  return own ? ('all' in own ? own.all : [own]) : []
}

/** "courses never offered": where only one table speaks of courses, it knows. */
function onlyChild(draft: Draft, thing: Dataset): Dataset | undefined {
  const found = draft.atlas.datasets.filter(
    (each) => each !== thing && each.links?.some((link) => link.to === thing.name),
  )
  return found.length === 1 ? found[0] : undefined
}

const tied = ({ atlas }: Draft, one: Dataset, other: Dataset): boolean =>
  Boolean(pathTo(atlas.datasets, one, other) ?? pathTo(atlas.datasets, other, one))

/** Tracks on no playlist: the table that links the two says so. */
function between(draft: Draft, thing: Dataset, other: Dataset): Dataset | undefined {
  if (tied(draft, thing, other)) return undefined
  const links = (each: Dataset, to: Dataset) => each.links?.some((link) => link.to === to.name) ?? false
  const found = draft.atlas.datasets.filter((each) => links(each, thing) && links(each, other))
  return found.length === 1 ? found[0] : undefined
}

/** The table of a deed that points at the things: orders themselves, or their lines. */
function pointing(draft: Draft, deed: Dataset, thing: Dataset): Dataset | undefined {
  const points = (each: Dataset) => each.links?.some((link) => link.to === thing.name) ?? false
  if (points(deed)) return deed
  return draft.atlas.datasets.find((each) => points(each) && each.links?.some((link) => link.to === deed.name))
}
