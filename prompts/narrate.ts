import { z } from 'zod'
import { ask } from './kit/ask.ts'
import type { Model } from './kit/model.ts'
import { quoted, readPrompt } from './kit/prompt.ts'
import type { Facts } from './narrate/facts.ts'
import { trueTo } from './narrate/true-to.ts'

const narratePrompt = readPrompt('narrate', ['result', 'about', 'own'])

const schema = z.strictObject({ sentence: z.string().min(1).max(300) })
const SHOWN = 12

export type Narrated = { sentence: string; by: 'model' | 'us'; why?: string }

/** The sentence around a result: the model's when every word of it holds, else our own. */
export async function narrate(model: Model, own: string, facts: Facts, signal?: AbortSignal): Promise<Narrated> {
  const check = ({ sentence }: { sentence: string }) => {
    const verdict = trueTo(sentence, facts)
    return verdict.ok ? [] : [verdict.why]
  }
  const answer = await ask(model, narratePrompt, narrateSlots(own, facts), {
    schema,
    check,
    room: 120,
    ...(signal && { signal }),
  })
  return answer.ok
    ? { sentence: answer.value.sentence.trim(), by: 'model' }
    : { sentence: own, by: 'us', why: answer.why }
}

export function narrateSlots(own: string, { columns, rows, said = [] }: Facts) {
  const head = columns.map(({ name, unit, currency }) => quoted([name, unit, currency].filter(Boolean).join(', '), 60))
  const lines = rows.slice(0, SHOWN).map((row) => row.map(shown).join(' | '))
  const more = rows.length > SHOWN ? [`and ${rows.length - SHOWN} rows more`] : []
  return {
    result: ['', head.join(' | '), ...lines, ...more].join('\n'),
    about: said.map((each) => quoted(each, 80)).join(', ') || 'everything',
    own: quoted(own, 300),
  }
}

function shown(value: Facts['rows'][number][number]): string {
  return typeof value === 'string' ? quoted(value, 60) : String(value ?? 'none')
}
