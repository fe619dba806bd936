import { Fault } from '#connectors/kit/fault.ts'
import type { Change } from '#connectors/sheets/change.ts'
import { getSetting, setSetting } from '#db/settings.ts'
import type { SheetPlace } from '#db/sheet-writes.ts'
import { fingerprint } from '../kit/id.ts'
import type { JobContext } from '../kit/job.ts'

/** What a preview has shown, by export, so that exactly that can be asked for. */
export type Shown = Record<string, string>

export const printOf = ({ added, changed }: Pick<Change, 'added' | 'changed'>): string =>
  fingerprint([
    added.map(({ key, cells }) => [key, cells]),
    changed.map(({ key, column, before, after }) => [key, column, before, after]),
  ])

export async function keepShown({ run, workspace, now }: JobContext, shown: Shown): Promise<void> {
  await setSetting(workspace.db, keyOf(run.id), shown, 'bellhop', now())
}

export async function shownIn({ workspace }: JobContext, run: string | undefined): Promise<Shown | undefined> {
  if (!run) return undefined
  const shown = await getSetting(workspace.db, keyOf(run))
  if (shown) return shown as Shown
  throw new Fault('missing', `There is no preview ${run}.`, {
    hint: 'Ask for a new one: /export all yesterday preview',
  })
}

const keyOf = (run: string) => `preview:${run}`

export const notAsShown = ({ tab }: SheetPlace) =>
  new Fault('changed', `"${tab}" would be written otherwise than the preview has shown, so nothing was.`, {
    hint: 'The back office or the sheet has changed since. Look at a new preview.',
  })
