import { jobs } from '#jobs/index.ts'
import { localCarrier } from '#jobs/kit/carriers/local.ts'
import type { Config } from '#jobs/kit/config.ts'
import { type House, makeHouse } from '#jobs/kit/house.ts'
import type { Job } from '#jobs/kit/job.ts'
import type { Log } from '#jobs/kit/log.ts'
import { type Outsides, openWorkspaces } from '#jobs/kit/workspace.ts'

type More = { now?: () => number; jobs?: Job[]; outsides?: Outsides | undefined }

/** Opens the data folder and everything that works on it. What isn't configured is never loaded. */
export async function openHouse(
  config: Config,
  log: Log,
  { now = Date.now, jobs: more = [], outsides = {} }: More = {},
): Promise<House> {
  const workspaces = await openWorkspaces(config, now(), outsides)
  const all = [...jobs, ...more]
  const carrier = config.REDIS_URL ? await overRedis(config.REDIS_URL, log, now) : localCarrier(now)
  const model = config.OLLAMA_URL ? await local(config.OLLAMA_URL, config.OLLAMA_MODEL) : undefined
  return makeHouse({ config, log, now, workspaces, carrier, jobs: all, model })
}

async function overRedis(url: string, log: Log, now: () => number) {
  const { redisCarrier } = await import('#jobs/kit/carriers/redis.ts')
  return redisCarrier(url, log, 'bellhop', now)
}

async function local(url: string, model: string) {
  const { openModel } = await import('#prompts/kit/model.ts')
  return openModel({ url, model })
}

export async function closeHouse(house: House): Promise<void> {
  await house.carrier.close()
  await house.workspaces.close()
}
