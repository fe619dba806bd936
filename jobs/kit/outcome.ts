import { Fault } from '#connectors/kit/fault.ts'
import { deliver, type NewDelivery } from '#db/deliveries.ts'
import { getFile } from '#db/files.ts'
import { placesOf, type Run } from '#db/runs.ts'
import { fileBlock } from './files.ts'
import { showDuration } from './format.ts'
import { type Bar, type Block, buttons, type Message, message, text } from './message.ts'
import type { Workspace } from './workspace.ts'

/** A run that ends sooner than this says only how it ended. */
const CARD_AFTER_MS = 1200

const sourceOf = (run: Pick<Run, 'id'>) => `run:${run.id}`

/** Shows or edits the one progress card of a run, wherever somebody waits for it. */
export async function showCard(workspace: Workspace, run: Run, title: string, bars: Bar[], now: number): Promise<void> {
  for (const place of await placesOf(workspace.db, run))
    await deliver(workspace.db, card(run, title, bars, place, now), now)
}

export function firstCard(run: Run, title: string, place: string, now: number): NewDelivery {
  const bars = (run.progress as Bar[] | null) ?? [
    { label: run.state === 'waiting' ? 'In line' : 'At work', state: 'waiting' },
  ]
  return card(run, title, bars, place, now)
}

function card(run: Run, title: string, bars: Bar[], place: string, now: number): NewDelivery {
  const stop = buttons({ label: 'Stop', say: `/cancel ${run.id}`, style: 'danger' })
  const notBefore = Math.max(now, run.createdAt + CARD_AFTER_MS)
  const shown = message(title, 'plain', { kind: 'progress', bars, run: run.id }, stop)
  return { place, source: sourceOf(run), part: 'card', run: run.id, message: shown, notBefore }
}

export type Ended = { state: 'succeeded' | 'failed' | 'cancelled'; outcome: Message }

/** What goes out when a run has ended: its card for the last time, if it was ever shown, and how it ended. */
export function lastWords(run: Run, title: string, ended: Ended, places: string[], now: number): NewDelivery[] {
  return places.flatMap((place) => {
    const about = { place, source: sourceOf(run), run: run.id }
    return [
      { ...about, part: 'card', message: endCard(run, title, ended, now), edits: true },
      { ...about, part: 'outcome', message: ended.outcome },
    ]
  })
}

function endCard(run: Run, title: string, { state }: Ended, now: number): Message {
  const took = showDuration(now - (run.startedAt ?? run.createdAt))
  const bar: Bar = {
    label: { succeeded: 'Done', failed: 'Failed', cancelled: 'Stopped' }[state],
    state: state === 'succeeded' ? 'done' : 'failed',
    note: took,
  }
  return message(title, state === 'succeeded' ? 'good' : state === 'failed' ? 'bad' : 'warn', {
    kind: 'progress',
    bars: [bar],
    run: run.id,
  })
}

/** What the world did, as one message a person can act on; a bug of ours is an apology with the run's id. */
export async function failure(workspace: Workspace, run: Run, title: string, error: unknown): Promise<Message> {
  const what = error instanceof Fault ? error.message : 'Something went wrong on my side. The log of the run says more.'
  const hint =
    error instanceof Fault ? error.hint : 'Retry it; if it happens again, show the run id to whoever looks after me.'
  const shots = error instanceof Fault ? await Promise.all(error.files.map((id) => getFile(workspace.db, id))) : []
  const blocks: Block[] = [text(what), text(hint), ...shots.flatMap((shot) => (shot ? [fileBlock(shot)] : []))]
  const after = run.attempt > 1 ? ` after ${run.attempt} attempts` : ''
  return message(
    `${title} failed${after}`,
    'bad',
    ...blocks,
    text(`run ${run.id}`, 'quiet'),
    buttons({ label: 'Retry', say: `/retry ${run.id}`, style: 'primary' }, { label: 'Log', say: `/log ${run.id}` }),
  )
}

export function stopped(title: string, run: Pick<Run, 'id'>): Message {
  return message(
    `${title} was stopped`,
    'warn',
    text('What was already stored stays.'),
    buttons({ label: 'Start again', say: `/retry ${run.id}` }),
  )
}
