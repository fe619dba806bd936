import type { Dataset } from '../../dataset.ts'
import type { Condition, PlanMeasure } from '../../plan.ts'
import { type Draft, merged } from '../draft.ts'
import type { Field, Item } from '../item.ts'
import type { Match, Rule } from '../pattern.ts'
import { bareMeasure, countOf, datasetsOf, fieldIn, hinted } from '../sense.ts'

/** Phrases that keep some rows and leave others: they become 'cond' (rows) or 'hav' (groups). */
export const CONDITIONS: Rule<Draft>[] = [
  {
    name: 'column between two numbers',
    when: 'num:num (of|in|with|rel)? between a:n and b:n',
    make: (m) => [cond(m, m.one('num').field!, { between: [m.one('a').n!, m.one('b').n!] })],
  },
  {
    name: 'measure against a number',
    when: 'm:mea (of|in|with|rel)? op:cmp n:n',
    make: (m) =>
      m.one('op').hint || /^(ent|num|dim|times)$/.test(m.after[0]?.t ?? '')
        ? undefined
        : [having(m, m.one('m').measure!, m.one('op').op!, m.one('n').n!)],
  },
  {
    name: 'measure of n or more',
    when: 'm:mea (of|in|with|rel)? n:n op:after',
    make: (m) => [having(m, m.one('m').measure!, m.one('op').op!, m.one('n').n!)],
  },
  {
    name: 'measure against the average',
    when: 'm:mea op:cmp a:agg num?',
    make: (m) =>
      m.one('a').fn === 'average' ? [having(m, m.one('m').measure!, m.one('op').op!, 'average')] : undefined,
  },
  {
    name: 'measure against a measure',
    when: 'num:num (of|in|with|rel)? op:cmp of:mea',
    make: (m) => [cond(m, m.one('num').field!, { op: m.one('op').op!, than: { measure: m.one('of').measure! } })],
  },
  {
    name: 'column against its average',
    when: 'num:num (of|in|with|rel)? op:cmp a:agg',
    make: (m) => {
      const { ref } = m.one('num').field!
      return [
        cond(m, m.one('num').field!, { op: m.one('op').op!, than: { measure: { fn: m.one('a').fn!, column: ref } } }),
      ]
    },
  },
  { name: 'number and column against a measure', when: 'op:cmp of:mea', make: (m) => thanMeasure(m) },
  {
    name: 'column against a number',
    when: 'num:num (of|in|with|rel)? op:cmp n:n',
    make: (m) => (/^(ent|num|times)$/.test(m.after[0]?.t ?? '') ? undefined : [numberTest(m, m.one('num').field!)]),
  },
  {
    name: 'column of n or more',
    when: 'num:num (of|in|with|rel)? n:n op:after',
    make: (m) => [numberTest(m, m.one('num').field!)],
  },
  {
    name: 'column against a column',
    when: 'a:num (of|in|with|rel)? op:cmp b:num',
    make: (m) => [cond(m, m.one('a').field!, { op: m.one('op').op!, than: { column: m.one('b').field!.ref } })],
  },
  {
    name: 'number before its column',
    when: 'with? op:cmp n:n (in|of)? num:num',
    make: (m) => [numberTest(m, m.one('num').field!)],
  },
  {
    name: 'n or more of a column',
    when: 'with? n:n op:after (in|of)? num:num',
    make: (m) => [numberTest(m, m.one('num').field!)],
  },
  { name: 'more than n things', when: '(with|rel|verb)* op:cmp n:n distinct? ent:ent', make: countTest },
  { name: 'n or more things', when: '(with|rel|verb)* n:n op:after distinct? ent:ent', make: countTest },
  {
    name: 'more than n different values',
    when: '(with|rel)? op:cmp n:n distinct? col:dim',
    make: (m) => [having(m, { fn: 'distinct', column: m.one('col').field!.ref }, m.one('op').op!, m.one('n').n!)],
  },
  {
    name: 'more than n times',
    when: 'op:cmp n:n times',
    make: (m) => [having(m, { fn: 'count' }, m.one('op').op!, m.one('n').n!)],
  },
  {
    name: 'earns more than n',
    when: 'verb:verb op:cmp n:n',
    make: (m, draft) => {
      const found = hinted(draft, `desc:${m.one('verb').payload}`, nearby(m, draft))
      return found && [numberTest(m, found.field)]
    },
  },
  {
    name: 'earns more than a measure',
    when: 'verb:verb op:cmp of:mea',
    make: (m) => thanMeasure(m),
  },
  {
    name: 'older than n',
    when: 'op:cmp n:n grain?',
    make: (m, draft) => {
      const hint = m.one('op').hint
      const near = nearby(m, draft)
      const found = hint ? hinted(draft, hint, near) : undefined
      return found && [numberTest(m, found.field)]
    },
  },
  { name: 'losing things', when: 'sign:sign num:num', make: (m) => signTest(m) },
  { name: 'things with a sign', when: 'num:num (of|in|with)? sign:sign', make: (m) => signTest(m) },
  {
    name: 'at a loss',
    when: '(with|in|verb)? sign:sign',
    make: (m, draft) => {
      const dataset = nearby(m, draft)[0]
      const profit =
        dataset && fieldIn(draft.atlas, dataset, (words) => /profit|gain|income|margin/.test(words.join(' ')))
      return profit && /los|profit|red|black/.test(m.one('sign').say)
        ? [having(m, { fn: 'sum', column: profit.ref }, m.one('sign').op!, 0)]
        : undefined
    },
  },
  {
    name: 'starts with, contains',
    when: 'col:(dim|idc|ent) (with|rel|in|of|neg)* like:like text:(str|x|val|n|dim|w|idc|ent)',
    make: (m) => {
      const field = m.one('col').field ?? m.one('col').ent!.label[0]
      const text = m.one('text')
      const not = m.items.some((each) => each.t === 'neg')
      return (
        field && [cond(m, field, { text: String(text.value ?? text.say), at: m.one('like').at!, ...(not && { not }) })]
      )
    },
  },
  { name: 'empty column', when: '(with|in|of)? no:neg? (empty|filled) (of|in|for)? col:COL', make: emptiness },
  { name: 'column is empty', when: 'col:COL (with|of|in|rel)? no:neg? (empty|filled)', make: emptiness },
  {
    name: 'no value in a column',
    when: 'no:neg (of|in)? col:(dim|tcol|idc)',
    make: (m) =>
      m.one('no').payload === 'none' && m.one('col').t !== 'val'
        ? [cond(m, m.one('col').field!, { empty: true })]
        : undefined,
  },
  {
    name: 'not these values',
    when: 'neg (for|in|from|with|of)? COL? vals:(val (LIST val)*)',
    make: (m) => [values(m, m.all('vals'), true)],
  },
  {
    name: 'day of something',
    when: 'col:tcol (in|on|of|for|with|rel)* time:time',
    make: (m) => [
      merged(m.items, {
        t: 'cond',
        field: m.one('col').field!,
        condition: { period: m.one('time').period!, column: m.one('col').field!.ref },
      }),
    ],
  },
  {
    name: 'things without other things',
    when: 'neg:neg (verb|with)* ent:ent (in|for|of)? time:time?',
    make: (m, draft) => {
      const { ent } = m.one('ent')
      if (
        m.one('neg').payload !== 'none' ||
        !ent!.own ||
        !m.before.some((each) => /^(ent|dim|mea|tgt|idc)$/.test(each.t))
      )
        return undefined
      const has: Condition[] = m.maybe('time') ? [{ period: m.one('time').period! }] : []
      draft.counted.push(ent!)
      return [merged(m.items, { t: 'cond', condition: { dataset: ent!.dataset.name, has, not: true } })]
    },
  },
  {
    name: 'not true',
    when: 'neg of? flag:flag',
    make: (m) => [cond(m, m.one('flag').field!, { is: truth(m.one('flag').field!, false) })],
  },
  {
    name: 'a thing by name',
    when: 'by? e:ent vals:(val (LIST val)*)',
    make: (m) => {
      const { dataset, label, own } = m.one('e').ent!
      const fits = (it: Item) =>
        !it.field ||
        (own
          ? it.field.dataset === dataset && (label.includes(it.field) || it.field.column.role === 'label')
          : label.includes(it.field))
      return m.all('vals').every(fits) ? [values(m, m.all('vals'))] : undefined
    },
  },
  {
    name: 'of a value',
    when: 'by col:dim vals:(val (LIST val)*)',
    make: (m) =>
      m.all('vals').every((each) => !each.field || each.field.ref === m.one('col').field!.ref)
        ? [values(m, m.all('vals'))]
        : undefined,
  },
  {
    name: 'with some of it',
    when: 'with num:num',
    make: (m) => {
      const counts = m.before.some((each) => each.t === 'mea' || each.t === 'ent' || each.t === 'tgt')
      if (!counts || /^(n|cmp|between|and|comma|sup|in|of|after|asc|desc|by|vs)$/.test(m.after[0]?.t ?? ''))
        return undefined
      return Number(m.one('num').field!.column.range?.[0]) === 0
        ? [cond(m, m.one('num').field!, { op: '>', than: 0 })]
        : undefined
    },
  },
  {
    name: 'not yet done',
    when: 'neg (with|verb)* c:tcol',
    make: (m) =>
      /ed$/.test(m.one('c').say) && m.after[0]?.t !== 'time'
        ? [cond(m, m.one('c').field!, { empty: true })]
        : undefined,
  },
  {
    name: 'done',
    when: 'c:tcol',
    make: (m) =>
      /ed$/.test(m.one('c').say) &&
      !/^(time|in|by|of|sup|with)$/.test(m.after[0]?.t ?? '') &&
      (m.one('c').field!.column.missing ?? 0) > 0
        ? [cond(m, m.one('c').field!, { empty: false })]
        : undefined,
  },
  {
    name: 'one of these values of a column',
    when: 'col:(dim|idc|num) (of|with|in|rel|op:cmp)? vals:(val (LIST val)*)',
    make: (m) =>
      m.all('vals').some((each) => each.field?.ref === m.one('col').field?.ref)
        ? [
            values(
              m,
              m.all('vals').filter((each) => !each.field || each.field.ref === m.one('col').field!.ref),
            ),
          ]
        : undefined,
  },
  {
    name: 'between two values',
    when: 'between a:val and b:val',
    make: (m, draft) => {
      draft.compare = true
      return [m.one('a'), m.one('b')]
    },
  },
  {
    name: 'one or the other',
    when: 'vals:(val (or|comma or) val)',
    make: (m) => [values(m, m.all('vals'))],
  },
  {
    name: 'value before its column',
    when: 'vals:(val (LIST val)*) col:dim',
    make: (m) =>
      m.all('vals').every((each) => !each.field || each.field.ref === m.one('col').field?.ref)
        ? [values(m, m.all('vals'))]
        : undefined,
  },
  {
    name: 'column number',
    when: 'col:(num|idc|ent|dim|flag) (of|in|with|op:cmp)? n:n',
    make: (m) => equalTo(m),
  },
  {
    name: 'number column',
    when: 'n:n col:num',
    make: (m) => ((m.one('col').field!.column.distinct ?? 99) <= 12 ? equalTo(m) : undefined),
  },
]

type Test = Condition extends infer C ? (C extends { column: string } ? Omit<C, 'column'> : never) : never

/** The tables spoken of so far, or the only one there is. */
function nearby(m: Match, draft: Draft): Dataset[] {
  const named = [...datasetsOf([...m.before, ...m.after]), ...draft.counted.map((each) => each.dataset)]
  return named.length || draft.atlas.datasets.length > 1 ? named : draft.atlas.datasets
}

export function cond(m: Match, field: Field, test: Test): Item {
  return merged(m.items, { t: 'cond', field, condition: { column: field.ref, ...test } as Condition })
}

function having(m: Match, measure: PlanMeasure, op: NonNullable<Item['op']>, than: number | 'average'): Item {
  return merged(m.items, { t: 'hav', measure, op, ...(than === 'average' ? { payload: 'average' } : { n: than }) })
}

function numberTest(m: Match, field: Field): Item {
  const n = m.one('n')
  const whole = n.percent && Number(field.column.range?.[1] ?? 100) <= 1
  return { ...cond(m, field, { op: m.one('op').op!, than: whole ? n.n! / 100 : n.n! }), op: m.one('op').op!, n: n.n! }
}

function countTest(m: Match, draft: Draft): Item[] {
  draft.counted.push(m.one('ent').ent!)
  return [having(m, countOf(m.one('ent').ent!), m.one('op').op!, m.one('n').n!)]
}

function thanMeasure(m: Match): Item[] | undefined {
  const measure = m.one('of').measure!
  const before = m.before.findLast((each) => each.t === 'num')
  if (!('column' in measure)) return undefined
  const column = before?.field?.ref ?? measure.column
  return [merged(m.items, { t: 'cond', condition: { column, op: m.one('op').op!, than: { measure } } })]
}

function signTest(m: Match): Item[] {
  const { field } = m.one('num')
  return [
    {
      ...cond(m, field!, { op: m.one('sign').op as '<', than: 0 }),
      op: m.one('sign').op!,
      n: 0,
      measure: bareMeasure(field!),
    },
  ]
}

function emptiness(m: Match): Item[] {
  const filled = m.items.some((each) => each.t === 'filled') !== (m.maybe('no') !== undefined)
  return [cond(m, m.one('col').field!, { empty: !filled })]
}

export function truth(field: Field, yes: boolean): string | number {
  const [low, high] = (field.column.range as [string | number, string | number]) ?? [0, 1]
  return yes ? high : low
}

export function values(m: Match, items: Item[], not = false): Item {
  const vals = items.filter((each) => each.t === 'val')
  const fields = [...new Set(vals.map((each) => each.field!.ref))]
  const tests = fields.map((ref): Condition => {
    const is = vals.filter((each) => each.field!.ref === ref).map((each) => each.value!)
    return { column: ref, is: is.length === 1 ? is[0]! : is, ...(not && { not }) }
  })
  const either = items.some((each) => each.t === 'or') && tests.length > 1
  const condition: Condition = tests.length === 1 ? tests[0]! : either ? { any: tests } : { all: tests }
  return merged(m.items, { t: 'cond', field: vals[0]!.field!, condition, parts: vals })
}

function equalTo(m: Match): Item[] | undefined {
  const col = m.one('col')
  const field = col.field ?? col.ent?.key
  const { n, payload } = m.one('n')
  const [low, high] = field?.column.range ?? []
  if (!field || payload === 'ordinal') return undefined
  if (m.maybe('op') && m.one('op').op !== '=') return undefined
  if (typeof low === 'number' && typeof high === 'number')
    return n! >= low && n! <= high ? [cond(m, field, { is: n! })] : undefined
  return field.column.kind === 'text' && field.column.role === 'id' ? [cond(m, field, { is: String(n) })] : undefined
}
