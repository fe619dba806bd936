import { readQuestion } from '#db/question/question.ts'
import { whenOf } from './answer/understand.ts'
import type { House } from './house.ts'

/** Late enough to keep nobody waiting who comes with the start. */
const AFTER_MS = 1500

/** Learns what stands in the data before anybody asks, and reads a question, so that the first one is no slower. */
export function warmUp(house: House): { stop(): void } {
  const later = setTimeout(
    () => void ready(house).catch((error) => house.log.debug({ err: error }, 'Not warm')),
    AFTER_MS,
  )
  later.unref()
  return { stop: () => clearTimeout(later) }
}

async function ready({ workspaces, now }: House): Promise<void> {
  const workspace = await workspaces.open(await workspaces.home())
  const { datasets, atlas, values } = await workspace.knowledge()
  const [ask] = datasets.flatMap(({ asks }) => asks)
  if (ask) readQuestion(ask.say, { datasets, atlas, values, ...whenOf({ workspace, now: now() }) })
}
