import { onTestFinished } from 'vitest'
import { hasRedis, startRedis } from './redis.ts'

/** Every carrier, with the settings that choose it. */
export const carriers: [string, () => Promise<Record<string, string>>][] = [
  ['local', async () => ({})],
  ...(hasRedis() ? [['redis', overRedis] as [string, typeof overRedis]] : []),
]

async function overRedis(): Promise<Record<string, string>> {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  return { REDIS_URL: redis.url }
}
