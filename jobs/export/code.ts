import { setTimeout as sleep } from 'node:timers/promises'
import type { AskCode } from '#connectors/back-office.ts'
import { askForCode, closeAsk, takeCode } from '#db/code-asks.ts'
import { deliver } from '#db/deliveries.ts'
import { keepHalfSaid } from '#db/half-said.ts'
import { showTime } from '../kit/format.ts'
import { newId } from '../kit/id.ts'
import type { JobContext } from '../kit/job.ts'
import { message, text } from '../kit/message.ts'

const LOOK_MS = 300

/** Asks where the run was asked for, and waits for the row to be answered: by whoever may, in whatever process. */
export function askInChat({ run, workspace, now }: JobContext): AskCode | undefined {
  const { place, askedBy } = run
  if (!place) return undefined
  const { db, zone } = workspace
  return async ({ title, attempt, until, signal }) => {
    const ask = { id: newId(), run: run.id, title, place, askedAt: now(), until: now() + until.getTime() - Date.now() }
    await askForCode(db, ask)
    // A bare reply of who asked is taken for the code, at a terminal from whichever window.
    const conversation = place.replace(/^(terminal:[^/]*)\/.*$/s, '$1')
    const half = {
      place: conversation,
      person: askedBy,
      command: 'code',
      args: {},
      missing: 'code',
      expiresAt: ask.until,
    }
    await keepHalfSaid(db, half)
    const first = attempt > 1 ? 'That code was wrong. ' : ''
    const question = message(
      `${title} wants a one-time code`,
      'warn',
      text(`${first}Reply with the newest code, or type /code and the code.`),
      text(`I wait until ${showTime(new Date(ask.until), zone)}.`, 'quiet'),
    )
    await deliver(db, { place, source: `code:${ask.id}`, part: 'question', run: run.id, message: question }, now())
    try {
      return await answered(() => takeCode(db, ask.id, now()), signal)
    } finally {
      await closeAsk(db, ask.id, now())
    }
  }
}

async function answered(look: () => Promise<string | undefined>, signal: AbortSignal): Promise<string> {
  for (;;) {
    const code = await look()
    if (code) return code
    await sleep(LOOK_MS, undefined, { signal })
  }
}
