import type { z } from 'zod'
import { addRun, type Run } from '#db/runs.ts'
import { orderOf } from './carrier.ts'
import type { House } from './house.ts'
import { fingerprint, newId } from './id.ts'
import { type Job, titleOf } from './job.ts'
import { firstCard } from './outcome.ts'
import type { Workspace } from './workspace.ts'

export type Asked = {
  /** A name for this very wish: asked again under it, nothing new is started. */
  id?: string
  by: string
  place?: string
  urgent?: boolean
  notBefore?: number
}
export type Started = { run: Run; joined: boolean }

/** Stores a run and sends it on its way. Work that already waits or runs is joined instead of done twice. */
export async function start<I extends z.ZodType>(
  house: House,
  workspace: Workspace,
  job: Job<I>,
  input: z.input<I>,
  asked: Asked,
): Promise<Started> {
  const checked = job.input.parse(input)
  const now = house.now()
  const run = {
    id: asked.id ?? newId(),
    job: job.name,
    input: checked,
    inputKey: fingerprint([job.name, checked]),
    lane: job.lane,
    urgent: asked.urgent ?? true,
    notBefore: asked.notBefore ?? now,
    askedBy: asked.by,
    place: asked.place ?? null,
  }
  const started = await addRun(
    workspace.db,
    run,
    (made) => (asked.place ? [firstCard(made, titleOf(job, made), asked.place, now)] : []),
    now,
  )
  if (!started.joined) await send(house, workspace, started.run)
  return started
}

/** The row is the truth: when the carrier is away the run waits there and the sweep carries it. */
async function send(house: House, workspace: Workspace, run: Run): Promise<void> {
  await house.carrier
    .carry(orderOf(workspace.name, run))
    .catch((error: Error) => house.log.debug({ run: run.id, why: error.message }, 'A run waits in its row'))
}
