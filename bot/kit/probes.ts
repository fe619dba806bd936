import { statfs } from 'node:fs/promises'
import { probeStore } from '#db/probe.ts'
import { showBytes } from '#jobs/kit/format.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Button } from '#jobs/kit/message.ts'
import { tryMail } from './sign-in.ts'

export type Finding = { what: string; ok: boolean; say: string; remedy?: string; offer?: Button }
type Probe = { what: string; look(house: House): Promise<Omit<Finding, 'what'>> }

const LITTLE_ROOM = 200 * 2 ** 20

/** Everything that can be wrong with the house itself. Readiness and /doctor ask the same questions. */
const probes: Probe[] = [
  {
    what: 'Store',
    async look({ workspaces }) {
      for (const { db } of await workspaces.all()) await probeStore(db)
      return { ok: true, say: 'can be read and written' }
    },
  },
  {
    what: 'Disk',
    async look({ config }) {
      const disk = await statfs(config.DATA_DIR)
      const free = disk.bavail * disk.bsize
      return {
        ok: free > LITTLE_ROOM,
        say: `${showBytes(free)} free`,
        remedy: 'Free some space: /run tidy, or move DATA_DIR.',
      }
    },
  },
  {
    what: 'Carrier',
    async look({ carrier }) {
      const state = carrier.state()
      const where = carrier.name === 'redis' ? 'runs are carried over Redis' : 'runs are carried in this process'
      return {
        ok: state.ok,
        say: state.why ?? `${where}, ${await carrier.waiting()} in line`,
        remedy: 'Start Redis or check REDIS_URL; runs wait in their rows until then.',
      }
    },
  },
]

/** Parts of the world we lean on; they are asked only when somebody wants to know. */
const outside: Probe[] = [
  {
    what: 'Mail',
    async look(house) {
      const there = await tryMail(house)
      return { ok: true, say: there ? 'the mail server takes our login' : 'not set up; nobody can sign in by mail' }
    },
  },
]

/** What every process looks at by itself; /doctor asks the world outside as well. */
export async function examine(house: House, { all = false } = {}): Promise<Finding[]> {
  return Promise.all(
    (all ? [...probes, ...outside] : probes).map(async ({ what, look }) => {
      try {
        const { remedy, ...found } = await look(house)
        return { what, ...found, ...(found.ok || !remedy ? {} : { remedy }) }
      } catch (error) {
        const { message, hint } = error as Error & { hint?: string }
        return { what, ok: false, say: message, remedy: hint ?? 'Look at the log of the process.' }
      }
    }),
  )
}

const PATIENCE_MS = 30_000

/** The local model is tried once, which can take a while; without it everything else goes on. */
export async function examineModel({ model }: House): Promise<Finding[]> {
  if (!model) return []
  const health = await model.check(AbortSignal.timeout(PATIENCE_MS))
  const what = 'Model'
  if (health.ok) return [{ what, ok: true, say: `${model.name} keeps to forms (Ollama ${health.server})` }]
  const missing = health.trouble === 'missing'
  const offer: Button = { label: `Fetch ${model.name}`, say: '/run pull', style: 'primary' }
  const remedy = missing ? 'Fetch it with the button; it can take a while.' : 'Check OLLAMA_URL and OLLAMA_MODEL.'
  return [{ what, ok: false, say: health.why, remedy, ...(missing && { offer }) }]
}
