import { openMailbox } from '#demo/mailbox.ts'
import { openDemo } from '#demo/start.ts'
import type { Config } from '#jobs/kit/config.ts'
import { type House, work } from '#jobs/kit/house.ts'
import type { Job } from '#jobs/kit/job.ts'
import type { Log } from '#jobs/kit/log.ts'
import { warmUp } from '#jobs/kit/warm.ts'
import { commands } from './commands/index.ts'
import { openBeat } from './console/beat.ts'
import { openConsole } from './console/server.ts'
import { openAccess } from './kit/access.ts'
import { startDelivering } from './kit/deliver.ts'
import { openDesk } from './kit/desk.ts'
import type { Face } from './kit/face.ts'
import { openPlatforms } from './kit/faces.ts'
import { closeHouse, openHouse } from './kit/open.ts'
import { rest } from './kit/rest.ts'
import { startWatching } from './kit/watch.ts'

/** Starts what this process is for, says where to find it, and runs until it is told to stop. */
export async function run(config: Config, log: Log, jobs: Job[] = []): Promise<void> {
  const demo = config.DEMO === 'off' ? undefined : openDemo(config)
  const house = await openHouse(config, log, { jobs: [...jobs, ...(demo?.jobs ?? [])], outsides: demo?.outsides })
  if (config.ROLE !== 'worker') await demo?.seed(house)
  const stopWork = config.ROLE === 'bot' ? undefined : await work(house)
  const closeMailbox = demo && config.ROLE !== 'worker' ? await openMailbox(house) : undefined
  const faces = config.ROLE === 'worker' ? undefined : await openFaces(house)
  const stopBeat = config.ROLE === 'worker' ? await openBeat(house) : undefined
  const lanes = stopWork ? `, runs carried ${house.carrier.name === 'redis' ? 'over Redis' : 'in this process'}` : ''
  log.info(`Bellhop is ready (${config.ROLE}${lanes})`)
  const warming = config.ROLE === 'bot' ? undefined : warmUp(house)
  await stopped()
  warming?.stop()
  log.info(`Stopping; running work has ${config.GRACE_SECONDS} s`)
  // Whatever hangs is left where it is: every row says how far it came.
  setTimeout(() => process.exit(0), (config.GRACE_SECONDS + 5) * 1000).unref()
  await Promise.all([faces?.hush(), stopWork?.()])
  await stopBeat?.()
  await faces?.stop()
  await closeMailbox?.()
  await closeHouse(house)
  await demo?.close()
}

async function openFaces(house: House): Promise<{ hush(): Promise<void>; stop(): Promise<void> }> {
  const faces: Face[] = []
  const access = openAccess(house, () => faces)
  const desk = openDesk(house, commands, access, rest)
  faces.push(...(await openPlatforms(house, commands, access)))
  const web = await openConsole({ house, desk, commands, hooks: faces.flatMap(({ hook }) => hook ?? []) })
  faces.push(web.face)
  const delivering = startDelivering(house, faces)
  const watching = startWatching(house, access, desk)
  await desk.catchUp()
  await web.listen()
  for (const face of faces) await face.start(desk.hear)
  process.stdout.write(`\nBellhop is ready. Open ${web.url}\n\n`)
  return {
    async hush() {
      await Promise.all([web.close(), ...faces.map((face) => face.stop())])
      await desk.idle()
    },
    async stop() {
      await watching.stop()
      await delivering.stop()
    },
  }
}

/** A second signal doesn't wait. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1)
        asked = true
        resolve()
      })
    }
  })
}
