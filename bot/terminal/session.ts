import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { awaitedAt } from '#db/runs.ts'
import { openDemo } from '#demo/start.ts'
import type { Config } from '#jobs/kit/config.ts'
import { keepFile } from '#jobs/kit/files.ts'
import { type House, work } from '#jobs/kit/house.ts'
import { newId } from '#jobs/kit/id.ts'
import type { Log } from '#jobs/kit/log.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { commands } from '../commands/index.ts'
import { openAccess } from '../kit/access.ts'
import { deliverDue } from '../kit/deliver.ts'
import { type Desk, openDesk } from '../kit/desk.ts'
import { conversationOf, type Face, type Heard, type HeardFile, placeOf } from '../kit/face.ts'
import { closeHouse, openHouse } from '../kit/open.ts'
import { rest } from '../kit/rest.ts'
import { pressed } from './press.ts'

export type Session = {
  house: House
  /** Says something, and resolves when all that came of it has been shown. */
  say(text: string, paths?: string[]): Promise<void>
  close(): Promise<void>
}

/** One person at a terminal, with a house of their own on the same data folder as everybody else's. */
export async function openSession(
  config: Config,
  log: Log,
  face: Face,
  { user, now = Date.now }: { user: string; now?: () => number },
): Promise<Session> {
  // A thread of one's own: another terminal of the same person doesn't get this one's answers.
  const place = placeOf('terminal', user, newId())
  const demo = config.DEMO === 'off' ? undefined : openDemo(config, now)
  const house = await openHouse(config, log, { now, jobs: demo?.jobs ?? [], outsides: demo?.outsides })
  await demo?.seed(house)
  const stopWork = config.ROLE === 'bot' ? async () => {} : await work(house)
  const access = openAccess(house)
  const desk = openDesk(house, commands, access, rest)
  return {
    house,
    async say(text, paths = []) {
      const [home, real] = await access.workspacesAt({ face: 'terminal', place, user })
      const files = await Promise.all(paths.map((path) => handOver(house, real, path, user)))
      const heard: Heard = {
        face: 'terminal',
        event: newId(14),
        place,
        user,
        name: user,
        direct: true,
        text: await pressed(text, home, conversationOf(place)),
        ...(files.length ? { files } : {}),
      }
      await desk.hear(heard)
      await settle(house, desk, face, place)
    },
    async close() {
      await stopWork()
      await closeHouse(house)
      await demo?.close()
    },
  }
}

/** Waits until nothing is being answered, no run of this place is unfinished and everything was shown. */
async function settle(house: House, desk: Desk, face: Face, place: string): Promise<void> {
  for (;;) {
    await desk.idle()
    const busy = await unfinishedAt(house, place)
    const shown = await deliverDue(house, [face])
    if (!busy && !shown) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

async function unfinishedAt(house: House, place: string): Promise<boolean> {
  const all = await house.workspaces.all()
  return (await Promise.all(all.map(({ db }) => awaitedAt(db, place)))).some(Boolean)
}

async function handOver(house: House, workspace: Workspace, path: string, by: string): Promise<HeardFile> {
  const mostBytes = house.config.UPLOAD_MB * 2 ** 20
  const { id, name, bytes } = await keepFile(
    workspace,
    createReadStream(path),
    { name: basename(path), by, mostBytes },
    house.now(),
  )
  return { id, name, bytes }
}
