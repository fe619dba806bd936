import { openDemo } from '#demo/start.ts'
import type { Config } from '#jobs/kit/config.ts'
import { work } from '#jobs/kit/house.ts'
import type { Log } from '#jobs/kit/log.ts'
import { commands } from './commands/index.ts'
import { openConsole } from './console/server.ts'
import { openAccess } from './kit/access.ts'
import { startDelivering } from './kit/deliver.ts'
import { openDesk } from './kit/desk.ts'
import { closeHouse, openHouse } from './kit/open.ts'
import { rest } from './rest.ts'

type Part = () => Promise<void>

/** Starts what this process is for, says where to find it, and runs until it is told to stop. */
export async function run(config: Config, log: Log): Promise<void> {
  const demo = config.DEMO === 'off' ? undefined : openDemo()
  const house = await openHouse(config, log, demo ? { jobs: demo.jobs } : {})
  const parts: Part[] = [() => closeHouse(house)]
  if (demo && config.ROLE !== 'worker') await demo.seed(house)
  if (config.ROLE !== 'bot') parts.push(await work(house))
  if (config.ROLE !== 'worker') parts.push(...(await openFaces(house)))
  const lanes =
    config.ROLE === 'bot' ? '' : `, runs carried ${house.carrier.name === 'redis' ? 'over Redis' : 'in this process'}`
  log.info(`Bellhop is ready (${config.ROLE}${lanes})`)
  await stopped()
  log.info(`Stopping; running work has ${config.GRACE_SECONDS} s`)
  for (const stop of parts.reverse()) await stop()
}

async function openFaces(house: Awaited<ReturnType<typeof openHouse>>): Promise<Part[]> {
  const desk = openDesk(house, commands, openAccess(house), rest)
  const web = await openConsole({ house, desk, commands })
  const delivering = startDelivering(house, [web.face])
  await desk.catchUp()
  await web.listen()
  process.stdout.write(`\nBellhop is ready. Open ${web.url}\n\n`)
  return [() => desk.idle(), () => delivering.stop(), () => web.close()]
}

/** A second signal doesn't wait. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve()
      })
    }
  })
}
