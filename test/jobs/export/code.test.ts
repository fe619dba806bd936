import { describe, expect, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import { openAccess } from '#bot/kit/access.ts'
import { deliverDue } from '#bot/kit/deliver.ts'
import { openDesk } from '#bot/kit/desk.ts'
import { rest } from '#bot/kit/rest.ts'
import { terminalFace } from '#bot/terminal/face.ts'
import { openAsks } from '#db/code-asks.ts'
import type { Message } from '#jobs/kit/message.ts'
import { until } from '#test/kit/house.ts'
import { startWorld, type World, wordsOf } from '#test/kit/world.ts'

describe('a one-time code', () => {
  test('is asked for where the export was started, and a bare reply gives it', async () => {
    const world = await startWorld({ faults: { login: 'code' } })
    const ann = await chat(world, 'ann')
    await ann.say('/export users 2026-11-10')
    await until(() => ann.heard(/wants a one-time code/), 30_000)
    await ann.say(world.site.code())
    await until(() => ann.heard(/Export done/), 30_000)
    expect(await openAsks(world.house.workspace.db, world.house.now())).toEqual([])
  })

  test('that was wrong is asked for again, and anyone who may can give it, from anywhere', async () => {
    const world = await startWorld({ faults: { login: 'code' } })
    const [ann, bob] = [await chat(world, 'ann'), await chat(world, 'bob')]
    await ann.say('/export users 2026-11-10')
    await until(() => ann.heard(/wants a one-time code/), 30_000)
    await ann.say('000000')
    await until(() => ann.heard(/That code was wrong/), 30_000)
    await bob.say(`/code ${world.site.code()}`)
    expect(bob.heard(/Thank you/)).toBe(true)
    await until(() => ann.heard(/Export done/), 30_000)
  })

  test('is not kept once the run has it', async () => {
    const world = await startWorld({ faults: { login: 'code' } })
    const ann = await chat(world, 'ann')
    await ann.say('/export users 2026-11-10')
    await until(() => ann.heard(/wants a one-time code/), 30_000)
    await ann.say(`/code ${world.site.code()}`)
    await until(() => ann.heard(/Export done/), 30_000)
    const rows = world.house.workspace.db.sqlite.prepare('SELECT * FROM code_asks').all()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(world.site.code())
  })

  test('that nobody gives in time ends the run with a word', async () => {
    const world = await startWorld({
      faults: { login: 'code' },
      change: (portal) => {
        portal.login.code!.minutes = 0.03
      },
    })
    const { outcome, state } = await world.export('users')
    expect(state).toBe('failed')
    expect(wordsOf(outcome)).toContain('Nobody gave the one-time code')
    const { workspace, now } = world.house
    expect(await openAsks(workspace.db, now())).toEqual([])
  })

  test('for nothing says that nothing waits', async () => {
    const ann = await chat(await startWorld(), 'ann')
    await ann.say('/code 123456')
    expect(ann.heard(/Nothing waits for a code/)).toBe(true)
  })
})

/** Somebody at a terminal of their own, and all they are told. */
async function chat({ house }: World, user: string) {
  const face = terminalFace({ write: () => true })
  const desk = openDesk(house, commands, openAccess(house), rest)
  const place = `terminal:${user}/1`
  const look = () => deliverDue(house, [face])
  let count = 0
  return {
    async say(text: string) {
      await desk.hear({ face: 'terminal', event: `${user}${count++}`, place, user, name: user, direct: true, text })
      await desk.idle()
      await look()
    },
    heard(words: RegExp) {
      void look()
      return face.said.some((message: Message) => words.test(wordsOf(message)))
    },
  }
}
