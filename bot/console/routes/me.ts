import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { may, usage } from '../../kit/command.ts'
import { cookieName } from '../guard.ts'
import type { Sessions } from '../sessions.ts'
import type { Env, Inside, Visit } from '../visit.ts'

const MOST_SUGGESTIONS = 6

/** Who the page talks for, and what it may offer them. */
export function meRoutes(inside: Inside, sessions: Sessions): Hono<Env> {
  return new Hono<Env>()
    .get('/', async (c) => {
      const visit = c.get('visit')
      const { workspace, person, proof, voice } = visit
      return c.json({
        proof,
        now: inside.house.now(),
        person: { name: person.name, role: person.role },
        place: voice.place,
        workspace: { name: workspace.name, demo: workspace.demo, zone: workspace.zone },
        uploadMb: inside.house.config.UPLOAD_MB,
        commands: commandsFor(inside, visit),
        suggestions: await suggestionsFor(inside, visit),
      })
    })
    .post('/leave', async (c) => {
      await sessions.end(getCookie(c, cookieName(c)) ?? '')
      return c.json({ ok: true })
    })
}

function commandsFor({ commands }: Inside, { person }: Visit) {
  return commands
    .filter(({ role }) => may(person, role))
    .map((command) => ({
      name: command.name,
      usage: usage(command),
      say: command.say,
      example: command.example,
      group: command.group,
    }))
}

/** One question of each dataset before the second of any. */
async function suggestionsFor({ house }: Inside, { workspace }: Visit): Promise<string[]> {
  const asks = (await house.datasets(workspace)).map((dataset) => dataset.asks.map(({ say }) => say))
  const rounds = Math.max(0, ...asks.map(({ length }) => length))
  const mixed = Array.from({ length: rounds }, (_, i) => asks.flatMap((of) => of[i] ?? [])).flat()
  return mixed.slice(0, MOST_SUGGESTIONS)
}
