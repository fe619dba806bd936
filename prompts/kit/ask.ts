import { z } from 'zod'
import { findJson } from './json.ts'
import type { Model, Turn } from './model.ts'
import { fill, type Prompt, quoted, readPrompt, type Slots } from './prompt.ts'
import { type Failed, failed } from './trouble.ts'

type Checked<T> = { ok: true; value: T } | { ok: false; problems: string[] }
export type Asking<T> = {
  schema: z.ZodType<T>
  /** What else must hold, in sentences the model can mend by. */
  check?: (value: T) => string[]
  room?: number
  signal?: AbortSignal
  heard?: (letters: number) => void
}
/** `by` names the prompt and its version, for the record. */
export type Answer<T> = { ok: true; value: T; tries: number; by: string } | Failed

const repair = readPrompt('repair', ['problems'])

/** Asks once; an answer that isn't in order gets its problems said and one more try. Nothing unchecked comes out. */
export async function ask<T, Slot extends string>(
  model: Model,
  prompt: Prompt<Slot>,
  slots: Slots<Slot>,
  { schema, check, room = 500, signal, heard }: Asking<T>,
): Promise<Answer<T>> {
  const turns: Turn[] = [
    { role: 'system', content: fill(prompt.system, slots) },
    { role: 'user', content: fill(prompt.user, slots) },
  ]
  const question = { room, schema: shapeOf(schema), ...(heard && { heard }) }
  for (const tries of [1, 2]) {
    const reply = await model.ask({ ...question, turns }, signal)
    if (!reply.ok) return reply
    const checked = read(reply.text, schema, check)
    if (checked.ok) return { ok: true, value: checked.value, tries, by: `${prompt.name} ${prompt.version}` }
    const said = { problems: checked.problems.join(' ').slice(0, 800) }
    turns.push(
      { role: 'assistant', content: reply.text.slice(0, 2000) },
      { role: 'user', content: fill(repair.user, said) },
    )
  }
  return failed('form')
}

/** Lengths are checked afterwards: as a grammar they only cost time. */
function shapeOf(schema: z.ZodType): object {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), (key, value) =>
    key === 'maxLength' || key === 'minLength' || key === '$schema' ? undefined : value,
  )
  return JSON.parse(text)
}

function read<T>(text: string, schema: z.ZodType<T>, check: (value: T) => string[] = () => []): Checked<T> {
  const found = findJson(text)
  if (found === undefined) return { ok: false, problems: ['There is no JSON object in it.'] }
  const parsed = schema.safeParse(found)
  if (!parsed.success) return { ok: false, problems: parsed.error.issues.slice(0, 5).map(say) }
  const problems = check(parsed.data)
  return problems.length ? { ok: false, problems } : { ok: true, value: parsed.data }
}

function say(issue: z.core.$ZodIssue): string {
  return `${issue.path.length ? `${quoted(issue.path.join('.'), 60)}: ` : ''}${issue.message.slice(0, 300)}.`
}
