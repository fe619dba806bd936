import { z } from 'zod'
import { fill, quoted, readPrompt } from './kit/prompt.ts'
import { tokensIn } from './kit/tokens.ts'

/** What a form may name: filled in by whoever knows the datasets. */
export type Shelf = {
  name: string
  about: string
  words?: string[]
  measures: Term[]
  groups: Term[]
  columns: (Term & { number?: boolean })[]
  /** Names that may be used and needn't be listed, as they follow from the others. */
  more: { measures: string[]; groups: string[] }
}
export type Term = { name: string; words?: string[]; values?: string[] }
export type Example = { question: string; form: Form }

const tests = [
  'is',
  'is not',
  'more than',
  'at least',
  'less than',
  'at most',
  'between',
  'contains',
  'starts with',
  'is empty',
  'is not empty',
] as const
export type Test = (typeof tests)[number]

export type Filled = {
  dataset: string
  measures?: string[] | undefined
  by?: string[] | undefined
  rows?: string[] | undefined
  where?: { column: string; is: Test; values?: (string | number)[] | undefined }[] | undefined
  period?: string | undefined
  compare?: 'previous' | 'year' | undefined
  having?: { measure: string; is: 'more than' | 'at least' | 'less than' | 'at most'; than: number } | undefined
  order?: 'highest' | 'lowest' | undefined
  sort?: string | undefined
  top?: number | undefined
  each?: boolean | undefined
  show?: ('share' | 'running' | 'change' | 'growth' | 'rank')[] | undefined
}
export type Missing = { dataset: 'none'; missing: string }
export type Form = Filled | Missing

export const isMissing = (form: Form): form is Missing => form.dataset === 'none'

export const planPrompt = readPrompt('plan', ['today', 'datasets', 'examples', 'earlier', 'question'])

/** The form as a schema: every name is one of those on the shelves. */
export function formSchema(shelves: Shelf[]): z.ZodType<Form> {
  const none = z.strictObject({ dataset: z.literal('none'), missing: z.string().max(80) })
  return z.discriminatedUnion('dataset', [none, ...shelves.map(filled)]) as unknown as z.ZodType<Form>
}

function filled(shelf: Shelf) {
  const columns = shelf.columns.map(({ name }) => name)
  const measures = [...shelf.measures.map(({ name }) => name), ...shelf.more.measures]
  const groups = [...shelf.groups.map(({ name }) => name), ...shelf.more.groups]
  const condition = z.strictObject({
    column: z.enum(columns),
    is: z.enum(tests),
    values: z
      .array(z.union([z.string().max(80), z.number()]))
      .max(12)
      .optional(),
  })
  const than = z.enum(['more than', 'at least', 'less than', 'at most'])
  return z.strictObject({
    dataset: z.literal(shelf.name),
    measures: z.array(z.enum(measures)).max(4).optional(),
    by: z.array(z.enum(groups)).max(3).optional(),
    rows: z.array(z.enum(columns)).max(8).optional(),
    where: z.array(condition).max(6).optional(),
    period: z.string().max(60).optional(),
    compare: z.enum(['previous', 'year']).optional(),
    having: z.strictObject({ measure: z.enum(measures), is: than, than: z.number() }).optional(),
    order: z.enum(['highest', 'lowest']).optional(),
    sort: z.enum(columns).optional(),
    top: z.int().min(1).max(1000).optional(),
    each: z.boolean().optional(),
    show: z
      .array(z.enum(['share', 'running', 'change', 'growth', 'rank']))
      .max(3)
      .optional(),
  })
}

export type Asked = { question: string; today: string; shelves: Shelf[]; examples: Example[]; earlier?: Example[] }

/** How much is told about each name, from generous to bare. */
const GENEROSITY = [
  { words: 5, values: 8, examples: 4 },
  { words: 3, values: 5, examples: 4 },
  { words: 2, values: 3, examples: 3 },
  { words: 1, values: 0, examples: 2 },
  { words: 0, values: 0, examples: 1 },
]
type Generosity = (typeof GENEROSITY)[number]

export const MOST_TOKENS = 3000

/** The slots of the prompt, told as richly as fits. */
export function planSlots(asked: Asked) {
  const tries = GENEROSITY.map((generosity) => slotsWith(asked, generosity))
  return tries.find((slots) => sizeOf(slots) < MOST_TOKENS) ?? tries.at(-1)!
}

export function sizeOf(slots: ReturnType<typeof slotsWith>): number {
  return tokensIn(fill(planPrompt.system, slots)) + tokensIn(fill(planPrompt.user, slots))
}

function slotsWith({ question, today, shelves, examples, earlier = [] }: Asked, much: Generosity) {
  const before = earlier.slice(-2).map(shown)
  return {
    today,
    question: quoted(question, 600),
    datasets: shelves.map((shelf) => tell(shelf, much)).join('\n\n'),
    examples: examples.slice(0, much.examples).map(shown).join('\n'),
    earlier: before.length ? `\nAsked before; what the question leaves open is as there:\n${before.join('\n')}\n` : '',
  }
}

const shown = ({ question, form }: Example) => `${quoted(question, 200)} → ${JSON.stringify(form)}`

function tell(shelf: Shelf, much: Generosity): string {
  const list = (terms: Shelf['columns']) => terms.map((term) => tellTerm(term, much)).join('; ')
  const words = shelf.words?.slice(0, much.words) ?? []
  return [
    `Dataset ${quoted(shelf.name)}: ${quoted(shelf.about, 100)}${words.length ? ` (${list([{ name: words.join(', ') }])})` : ''}`,
    `  measures: ${list(shelf.measures) || 'none by name'}`,
    `  groups: ${list(shelf.groups) || 'none'}`,
    `  columns: ${list(shelf.columns)}`,
  ].join('\n')
}

function tellTerm({ name, words = [], values = [], number }: Shelf['columns'][number], much: Generosity): string {
  const also = words.slice(0, much.words)
  const known = values.slice(0, much.values)
  const more = [
    also.length && quoted(also.join(', '), 80),
    known.length && `values ${known.map((each) => quoted(each, 40)).join(', ')}`,
  ]
  const told = more.filter(Boolean).join('; ')
  return `${quoted(name)}${number ? '#' : ''}${told ? ` (${told})` : ''}`
}
