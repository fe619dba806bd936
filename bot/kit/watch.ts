import { getSetting, setSetting } from '#db/settings.ts'
import { every } from '#jobs/kit/every.ts'
import type { House } from '#jobs/kit/house.ts'
import { buttons, message, text } from '#jobs/kit/message.ts'
import type { Access } from './access.ts'
import { expireApprovals } from './approve.ts'
import { tellDaily } from './daily.ts'
import type { Desk } from './desk.ts'
import { tellNews } from './notices.ts'
import { examine, examineModel, type Finding } from './probes.ts'
import { tellAdmins } from './tell.ts'

const TURN_MS = 1000
const TROUBLE_TURNS = 60
const MODEL_TURNS = 3600

/** Looks at the rows every second for what people want to hear of without asking. Several processes may do so at once. */
export function startWatching(house: House, access: Access, desk: Pick<Desk, 'finish'>) {
  let turn = 0
  const looking = every(
    TURN_MS,
    async () => {
      await watchDue(house, access)
      await desk.finish()
      if (turn % TROUBLE_TURNS === 0) await tellTrouble(house)
      // A model takes its time, and nothing else waits for it.
      if (turn % MODEL_TURNS === 0)
        void tellTrouble(house, examineModel).catch((err) => house.log.debug({ err }, 'No look at the model'))
      turn++
    },
    house.log,
  )
  return { stop: () => looking.stop() }
}

export async function watchDue(house: House, access: Access): Promise<void> {
  for (const workspace of await house.workspaces.all()) {
    await expireApprovals(house, workspace)
    await tellNews(house, workspace, access)
    await tellDaily(house, workspace, access)
  }
}

/** Tells admins of a part that does not work, and on the same card when it does again. */
export async function tellTrouble(
  house: House,
  look: (house: House) => Promise<Finding[]> = (one) => examine(one),
): Promise<void> {
  const workspace = await house.workspaces.open(await house.workspaces.home())
  for (const { what, ok, say, remedy, offer } of await look(house)) {
    const key = `trouble:${what}`
    const since = ((await getSetting(workspace.db, key)) as { since: number | null } | undefined)?.since ?? undefined
    if (ok && since === undefined) continue
    const begun = since ?? house.now()
    const news = ok
      ? message(`${what} is well again`, 'good', text(say))
      : message(
          `${what} needs you`,
          'bad',
          text(say),
          ...(remedy ? [text(remedy)] : []),
          ...(offer ? [buttons(offer)] : []),
        )
    await tellAdmins(house, workspace, `${key}:${begun}`, news)
    if (ok || since === undefined)
      await setSetting(workspace.db, key, { since: ok ? null : begun }, 'bellhop', house.now())
  }
}
