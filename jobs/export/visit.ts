import { type Exported, type KnownExport, type OpenPortal, openPortal, type Portal } from '#connectors/back-office.ts'
import { Fault } from '#connectors/kit/fault.ts'
import { getSetting, setSetting } from '#db/settings.ts'
import type { JobContext } from '../kit/job.ts'
import type { Card } from './card.ts'
import { askInChat } from './code.ts'
import type { Range } from './input.ts'
import type { MemoryWatch } from './memory.ts'

export type Got = { one: KnownExport; got: Exported } | { one: KnownExport; fault: Fault }
export type Desk = { context: JobContext; range: Range; folder: string; card: Card; memory: MemoryWatch }

/**
 * Signs in once and fetches side by side; each export is handed on as soon as it is read, and the browser is gone as soon
 * as the last one is. What one export meets in the world is its own trouble; a bug is everybody's.
 */
export async function visitPortal<T>(
  portal: Portal,
  exports: KnownExport[],
  desk: Desk,
  each: (got: Got) => Promise<T>,
): Promise<T[]> {
  const { context, card, range } = desk
  const entered = await caught(() => enter(portal, desk))
  if (entered instanceof Fault) {
    card.signIn({ state: 'failed' })
    return Promise.all(exports.map((one) => each({ one, fault: entered })))
  }
  const fetching = exports.map(async (one): Promise<Got> => {
    const got = await caught(() => entered.export(one.name, range))
    return got instanceof Fault ? { one, fault: got } : { one, got }
  })
  const left = Promise.allSettled(fetching).then(() => leave(portal, entered, desk))
  const done = await Promise.allSettled(fetching.map(async (got) => each(await got)))
  await left
  context.signal.throwIfAborted()
  const bug = done.find((one) => one.status === 'rejected')
  if (bug) throw bug.reason
  return done.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

async function enter(portal: Portal, { context, folder, card, memory }: Desk): Promise<OpenPortal> {
  const { workspace, signal, keep } = context
  const { outside, db } = workspace
  const { url, secrets } = await outside.visit(portal)
  const sealed = await getSetting(db, sessionKey(portal))
  const open = await openPortal(portal, {
    browser: outside.browser,
    url,
    secrets,
    folder,
    signal,
    savedState: typeof sealed === 'string' ? outside.seal().open(sealed) : undefined,
    askCode: askInChat(context),
    keep: async (name, content) => (await keep(`${portal.name} ${name}`, content)).file,
    progress: card.step,
  })
  memory.watch(open.browser)
  try {
    await open.login()
    return open
  } catch (error) {
    memory.watch(undefined)
    await open.close()
    throw error
  }
}

/** The session is kept for the next run, of no use to whoever copies the database. */
async function leave(portal: Portal, open: OpenPortal, { context, memory }: Desk): Promise<void> {
  const { workspace, now, signal } = context
  try {
    const state = signal.aborted ? undefined : await open.state().catch(() => undefined)
    if (state)
      await setSetting(workspace.db, sessionKey(portal), workspace.outside.seal().close(state), 'bellhop', now())
  } finally {
    memory.watch(undefined)
    await open.close()
  }
}

const sessionKey = ({ name }: Portal) => `session:${name}`

/** What the world did comes back as a value; everything else goes on as what it is. */
export async function caught<T>(work: () => Promise<T>): Promise<T | Fault> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault) return error
    throw error
  }
}
