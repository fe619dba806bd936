import { Hono } from 'hono'
import { unlinkIdentity } from '#db/people.ts'
import { may, usage } from '../../kit/command.ts'
import { endSession } from '../guard.ts'
import { datasetsFor } from '../sight.ts'
import type { Env, Inside, Visit } from '../visit.ts'
import { isOpen } from '../where.ts'

const MOST_SUGGESTIONS = 6

/** Who the page talks for, and what it may offer them. */
export function meRoutes(inside: Inside): Hono<Env> {
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
      const { rooms, voice } = c.get('visit')
      // Whoever signs in again does so under a new name; at this machine the owner stays who they are.
      if (isOpen(inside.house.config))
        for (const { workspace } of rooms) await unlinkIdentity(workspace.db, voice.face, voice.user)
      await endSession(c, inside)
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
async function suggestionsFor({ house }: Inside, visit: Visit): Promise<string[]> {
  const asks = (await datasetsFor(house, visit)).map(({ dataset }) => dataset.asks.map(({ say }) => say))
  const rounds = Math.max(0, ...asks.map(({ length }) => length))
  const mixed = Array.from({ length: rounds }, (_, i) => asks.flatMap((of) => of[i] ?? [])).flat()
  return mixed.slice(0, MOST_SUGGESTIONS)
}
