import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Job } from '#jobs/kit/job.ts'
import { titleOf } from '#jobs/kit/job.ts'
import { pairs } from '../commands/run.ts'
import { type Command, readArgs } from '../kit/command.ts'
import { wordsOf } from '../kit/typed.ts'
import { plain } from './rich.ts'

/** What is still missing of something said, to be filled in: as text it becomes whole. */
export type Form = { title: string; begun: string; job?: string; schema: z.ZodType; given: Record<string, unknown> }

type Field = {
  type?: string
  format?: string
  description?: string
  enum?: unknown[]
  default?: unknown
}

export const FORM = 'form'

/** The form for words that lack something, if they are the beginning of a command or of a job's start. */
export function formFor(said: string, commands: Command[], jobs: Job[]): Form | undefined {
  const [first = '', ...others] = wordsOf(said)
  const command = commands.find(({ name, aliases }) => first === `/${name}` || aliases?.some((a) => first === `/${a}`))
  if (!command || command.privately) return undefined
  const read = readArgs(command, others)
  const job = command.name === 'run' && read.ok ? jobs.find(({ name }) => name === others[0]?.toLowerCase()) : undefined
  if (job) return formOfJob(job, others.slice(1).join(' '))
  if (read.ok || command.choices) return undefined
  return { title: `/${command.name}`, begun: `/${command.name}`, schema: command.args, given: read.given }
}

function formOfJob(job: Job, input: string): Form | undefined {
  const given = pairs(input)
  if (job.input.safeParse(given).success || !canBeTyped(job.input)) return undefined
  const title = titleOf(undefined, { job: job.say, input: {} })
  return { title, begun: `/run ${job.name}`, job: job.name, schema: job.input, given }
}

/** The form as Slack shows it: an input for each thing that can be given. */
export function modalOf(form: Form, metadata: string): types.ModalView {
  const { fields, required } = fieldsOf(form.schema)
  const blocks = Object.entries(fields).map(([name, field]): types.KnownBlock => {
    const label = plain(field.description ?? name, 150)
    const optional = !required.includes(name)
    return {
      type: 'input',
      block_id: name,
      label,
      optional,
      element: elementFor(field, form.given[name] ?? field.default),
    }
  })
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: metadata,
    title: plain(form.title, 24),
    submit: plain('Start', 24),
    close: plain('Cancel', 24),
    blocks: blocks.slice(0, 100),
  }
}

function fieldsOf(schema: z.ZodType): { fields: Record<string, Field>; required: string[] } {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return { fields: properties as Record<string, Field>, required }
}

/** Lists and things within things have no input of their own. */
function canBeTyped(schema: z.ZodType): boolean {
  const { fields, required } = fieldsOf(schema)
  return required.every((name) => !['array', 'object'].includes(fields[name]?.type ?? ''))
}

const ACTION = { action_id: 'value' }

function elementFor(field: Field, given: unknown): types.InputBlock['element'] {
  const choices = field.type === 'boolean' ? ['true', 'false'] : field.enum?.map(String)
  if (choices) {
    const options = choices.slice(0, 100).map((value) => ({ text: plain(SHOWN[value] ?? value, 75), value }))
    const initial_option = options.find(({ value }) => value === String(given))
    return { type: 'static_select', ...ACTION, options, ...(initial_option && { initial_option }) }
  }
  const known = given === undefined ? undefined : String(given)
  if (field.format === 'date')
    return { type: 'datepicker', ...ACTION, ...(known && /^\d{4}-\d\d-\d\d$/.test(known) && { initial_date: known }) }
  if (field.type === 'integer' || field.type === 'number') {
    const is_decimal_allowed = field.type === 'number'
    return { type: 'number_input', ...ACTION, is_decimal_allowed, ...(known && { initial_value: known }) }
  }
  return { type: 'plain_text_input', ...ACTION, max_length: 3000, ...(known && { initial_value: known }) }
}

const SHOWN: Record<string, string> = { true: 'Yes', false: 'No' }

type State = Record<
  string,
  Record<string, { value?: string | null; selected_date?: string | null; selected_option?: { value: string } | null }>
>

export function filledIn(state: State): Record<string, string> {
  const values = Object.entries(state).flatMap(([name, inputs]): [string, string][] => {
    const { value, selected_date, selected_option } = Object.values(inputs)[0] ?? {}
    const given = selected_option?.value ?? selected_date ?? value
    return given ? [[name, given]] : []
  })
  return Object.fromEntries(values)
}

/** What is wrong with it, said at each input; nothing when it can be said. */
export function wrongIn(form: Form, values: Record<string, string>): Record<string, string> | undefined {
  const read = form.schema.safeParse(values)
  if (read.success) return undefined
  const names = Object.keys(fieldsOf(form.schema).fields)
  const at = (path: PropertyKey[]) => (names.includes(String(path[0])) ? String(path[0]) : (names[0] ?? ''))
  return Object.fromEntries(read.error.issues.map(({ path, message }) => [at(path), message.slice(0, 150)]))
}

/** As somebody would have typed it. */
export function wholeText(form: Form, values: Record<string, string>): string {
  const quoted = (value: string) => (/\s/.test(value) ? `"${value.replaceAll('"', "'")}"` : value)
  const names = Object.keys(fieldsOf(form.schema).fields).filter((name) => name in values)
  const words = names.map((name) => (form.job ? `${name}=${quoted(values[name]!)}` : quoted(values[name]!)))
  return [form.begun, ...words].join(' ')
}
