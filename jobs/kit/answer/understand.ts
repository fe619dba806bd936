import type { Plan } from '#db/plan.ts'
import { readAgain } from '#db/question/again.ts'
import { readings } from '#db/question/read.ts'
import type { Workspace } from '../workspace.ts'
import type { Knowledge } from './knowledge.ts'

export type Understood =
  | { kind: 'plan'; plan: Plan; sentence: string; via: 'reader' | 'model' | 'choice' | 'verified' }
  | { kind: 'doubt'; question: string; choices: { label: string; plan: Plan }[] }
  | { kind: 'refused'; why: string; suggestions: string[] }

/** Turns words into a plan, into a question back, or into a no with its reason. */
export function understand(question: string, known: Knowledge, workspace: Workspace, now: number): Understood {
  const when = { now: new Date(now), zone: workspace.zone, weekStart: workspace.weekStart }
  const verified = known.datasets.flatMap(({ asks }) => asks).find(({ say }) => plainly(say) === plainly(question))
  if (verified) return { kind: 'plan', plan: readAgain(verified.plan, when), sentence: verified.say, via: 'verified' }
  const [best] = readings(question, { ...known, ...when })
  const suggestions = known.datasets.flatMap(({ asks }) => asks.slice(0, 2).map(({ say }) => say)).slice(0, 4)
  if (!best?.plan) return { kind: 'refused', why: best?.why ?? 'I did not understand the question', suggestions }
  return { kind: 'plan', plan: best.plan, sentence: question, via: 'reader' }
}

const plainly = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
