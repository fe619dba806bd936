import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { Dataset } from '#db/dataset.ts'
import type { Role } from '#db/people.ts'
import type { Run } from '#db/runs.ts'
import type { Model } from '#prompts/kit/model.ts'
import type { Lane } from './config.ts'
import type { Bar, BlockOf, Message } from './message.ts'
import type { Workspace } from './workspace.ts'

/** Everything a job may use, given to it as plain arguments. */
export type JobContext = {
  run: Pick<Run, 'id' | 'attempt' | 'askedBy' | 'place' | 'urgent'>
  workspace: Workspace
  /** The local model, where one is configured. */
  model: Model | undefined
  datasets(): Promise<Dataset[]>
  now(): number
  signal: AbortSignal
  log(text: string, level?: 'info' | 'warn' | 'error'): Promise<void>
  progress(...bars: Bar[]): void
  keep(name: string, content: Buffer | Readable, say?: string): Promise<BlockOf<'file'>>
}

/** Work that takes time, can fail and can be repeated: the same input again must do no harm. */
export type Job<Input extends z.ZodType = z.ZodType> = {
  name: string
  say: string
  lane: Lane
  input: Input
  example: z.input<Input>
  /** How long one attempt may take, and how many attempts there are. */
  minutes: number
  tries: number
  /** Who may start it: operators, unless said otherwise. */
  role?: Role
  /** A question that must be answered with yes before it starts: "Delete 4,000 rows?" */
  confirm?(input: z.output<Input>): string | undefined
  /** How many others must approve a start; an admin can change it with /approvals. */
  approvals?: number
  /** The datasets its outcome shows; left out, it may show anything. */
  shows?(input: z.output<Input>): string[]
  /** What a person calls this run: "Export of sales". */
  title?(input: z.output<Input>): string
  run(input: z.output<Input>, context: JobContext): Promise<Message>
}

export function defineJob<Input extends z.ZodType>(job: Job<Input>): Job<Input> {
  return job
}

export function titleOf(job: Job | undefined, run: Pick<Run, 'job' | 'input'>): string {
  return job?.title?.(run.input) ?? job?.say ?? run.job
}
