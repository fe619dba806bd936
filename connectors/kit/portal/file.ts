import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Fault } from '../fault.ts'

const Name = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be lower-case letters, digits and dashes')
const Column = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/, 'must be lower-case letters, digits and underscores')
const Selector = z.string().min(1).describe('A CSS selector, or any selector Playwright knows')
const Path = z
  .string()
  .regex(/^\/(?!\/)/, 'must start with one slash')
  .describe('A path on the site, such as /login')
const Scalar = z.union([z.string(), z.number(), z.boolean()])

/** All that is named must be seen; of several matchers one is enough. */
const Matcher = z
  .strictObject({
    url: Path.optional().describe('The path of the page; a * at the end stands for anything'),
    text: z.string().min(1).optional().describe('Words on the page'),
    selector: Selector.optional().describe('Something visible on the page'),
  })
  .refine((matcher) => Object.keys(matcher).length > 0, 'must name a url, a text or a selector')
const Matchers = z.array(Matcher).min(1)
export type Matcher = z.output<typeof Matcher>

const Outcomes = z.strictObject({
  ok: Matchers.describe('Signed in'),
  'wrong-password': Matchers.optional(),
  'change-password': Matchers.optional(),
  locked: Matchers.optional(),
  code: Matchers.optional().describe('A one-time code is wanted'),
  'wrong-code': Matchers.optional(),
  maintenance: Matchers.optional(),
})

const Login = z.strictObject({
  page: Path,
  fields: z.array(z.strictObject({ fill: Selector, with: Name.describe('The name of a secret') })).min(1),
  submit: Selector,
  outcomes: Outcomes,
  code: z
    .strictObject({ fill: Selector, submit: Selector, minutes: z.number().positive().max(60).default(5) })
    .optional()
    .describe('Where a one-time code is typed, and how long people have to give it'),
})

const TableColumn = z.strictObject({
  header: z.string().min(1).describe('The column as the file calls it'),
  to: Column.describe('The column of the dataset'),
  as: z.enum(['text', 'integer', 'number', 'money', 'bool', 'date', 'time']),
  format: z.string().optional().describe('How a date or time is written, such as dd/MM/yyyy HH:mm'),
  prefix: z.string().optional().describe('What stands before a number, such as Rp'),
  optional: z.boolean().optional().describe('May be empty or absent'),
  glue: z.boolean().optional().describe('A text broken over lines belongs together without a blank'),
  values: z.record(z.string(), Scalar).optional().describe('The words that may stand here and what they become'),
})

const Table = z.strictObject({
  worksheet: z.string().optional().describe('Of an Excel file; its first one unless said'),
  delimiter: z.string().length(1).optional(),
  encoding: z.string().optional(),
  columns: z.array(TableColumn).min(1),
  fixed: z.record(Column, Scalar).optional().describe('Values every row gets, such as its currency'),
  total: z
    .strictObject({ starts: z.string().min(1), sums: z.array(Column).min(1) })
    .optional()
    .describe('The row of totals, and which columns must add up to it'),
  noData: z.array(z.string().min(1)).optional().describe('What the file says when there is nothing to list'),
})

const Step = z
  .strictObject({
    click: Selector.optional(),
    fill: Selector.optional(),
    choose: Selector.optional(),
    with: z.string().optional(),
  })
  .refine(({ click, fill, choose }) => [click, fill, choose].filter(Boolean).length === 1, 'must click, fill or choose')

const Export = z
  .strictObject({
    title: z.string().min(1),
    page: Path,
    range: z
      .strictObject({ from: Selector, to: Selector, format: z.string().default('yyyy-MM-dd') })
      .optional()
      .describe('The date fields; HTML5 date inputs take yyyy-MM-dd'),
    steps: z.array(Step).default([]).describe('What else is filled, chosen or clicked before the trigger'),
    trigger: Selector.describe('What is clicked for the file to come'),
    seconds: z.number().positive().max(3600).default(180).describe('How long the file may take'),
    file: z.enum(['xlsx', 'pdf', 'csv']),
    empty: Matchers.optional().describe('How the page says that there is no data for the range'),
    table: Table,
    within: Column.optional().describe('The date or time of a row that must lie in the range asked for'),
    key: z.array(Column).min(1),
    dataset: Name,
    sheet: z.string().min(1).optional().describe('The Google Sheets tab the rows go to'),
    spreadsheet: z.string().min(10).optional().describe('The link or id of the Google Sheet with that tab'),
  })
  .superRefine((one, context) => {
    const kinds = new Map(one.table.columns.map(({ to, as }) => [to, as]))
    const fixed = Object.keys(one.table.fixed ?? {})
    const need = (name: string, where: string) => {
      if (!kinds.has(name) && !fixed.includes(name))
        context.addIssue(`${where} names ${name}, which no column is read to`)
    }
    for (const name of one.key) need(name, 'key')
    for (const name of one.table.total?.sums ?? []) need(name, 'total.sums')
    if (one.within && !['date', 'time'].includes(kinds.get(one.within) ?? '')) {
      context.addIssue(`within names ${one.within}, which is no date or time`)
    }
    if (kinds.size < one.table.columns.length) context.addIssue('two columns are read to the same name')
  })

export const Portal = z
  .strictObject({
    $schema: z.string().optional(),
    name: Name,
    title: z.string().min(1),
    url: z.url({ protocol: /^https?$/ }).describe('Where the site is, without a path'),
    locale: z
      .string()
      .refine(isLocale, 'is no locale such as id-ID')
      .describe('How its numbers and months are written'),
    zone: z.string().refine(isZone, 'is no time zone such as Asia/Jakarta').describe('The zone of its dates and times'),
    parallel: z.int().min(1).max(8).default(4).describe('How many exports it may work on at a time'),
    seconds: z.number().positive().max(300).default(30).describe('How long a page may take'),
    login: Login,
    session: z
      .strictObject({ page: Path, lost: Matchers })
      .describe('A page of members, and how it looks when signed out'),
    exports: z.record(Name, Export),
  })
  .meta({ title: 'A back office whose exports Bellhop fetches' })

export type Portal = z.output<typeof Portal>
export type PortalExport = z.output<typeof Export>
export type LoginOutcome = keyof z.output<typeof Outcomes>

export async function loadPortal(path: string): Promise<Portal> {
  const { parse } = await import('yaml')
  try {
    return readPortal(parse(await readFile(path, 'utf8'), { maxAliasCount: 0 }))
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault('input', `The portal file can't be read: ${(error as Error).message}`, { hint: 'Check its YAML.' })
  }
}

export function readPortal(raw: unknown): Portal {
  const read = Portal.safeParse(raw)
  if (read.success) return read.data
  const problems = read.error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`)
  throw new Fault('input', `The portal file has ${problems.length} problem(s): ${problems.join('; ')}`, {
    hint: 'Correct the file; its JSON Schema says what may stand where.',
  })
}

/** The names of the secrets a portal asks for. */
export const secretsOf = ({ login }: Portal): string[] => [...new Set(login.fields.map((field) => field.with))]

export const portalSchema = () => z.toJSONSchema(Portal, { io: 'input' })

function isZone(name: string): boolean {
  return works(() => new Intl.DateTimeFormat('en', { timeZone: name }))
}

function isLocale(name: string): boolean {
  return works(() => new Intl.NumberFormat(name)) && Intl.NumberFormat.supportedLocalesOf(name).length > 0
}

function works(attempt: () => unknown): boolean {
  try {
    return Boolean(attempt())
  } catch {
    return false
  }
}
