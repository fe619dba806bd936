import { describe, expect, test, vi } from 'vitest'
import { openAsks } from '#db/code-asks.ts'
import { terminal } from '#test/kit/terminal.ts'
import { startWorld, wordsOf } from '#test/kit/world.ts'

// Each of these runs visits a real site with a real browser.
vi.setConfig({ testTimeout: 90_000 })

describe('a one-time code', () => {
  test('is asked for where the export was started, and a bare reply gives it', async () => {
    const world = await startWorld({ faults: { login: 'code' } })
    const ann = terminal(world.house)
    await ann.say('/export users 2026-11-10')
    await ann.hears(/wants a one-time code/)
    await ann.say(world.site.code())
    await ann.hears(/Export done/)
    expect(await openAsks(world.house.workspace.db, world.house.now())).toEqual([])
  })

  test('that was wrong is asked for again, and anyone who may can give it, from anywhere', async () => {
    const world = await startWorld({ faults: { login: 'code' } })
    const [ann, bob] = [terminal(world.house), terminal(world.house, 'bob')]
    await ann.say('/export users 2026-11-10')
    await ann.hears(/wants a one-time code/)
    await ann.say('000000')
    await ann.hears(/That code was wrong/)
    await bob.say(`/code ${world.site.code()}`)
    await bob.hears(/Thank you/)
    await ann.hears(/Export done/)
  })

  test('is not kept once the run has it', async () => {
    const world = await startWorld({ faults: { login: 'code' } })
    const ann = terminal(world.house)
    await ann.say('/export users 2026-11-10')
    await ann.hears(/wants a one-time code/)
    await ann.say(`/code ${world.site.code()}`)
    await ann.hears(/Export done/)
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
    const ann = terminal((await startWorld()).house)
    await ann.say('/code 123456')
    await ann.hears(/Nothing waits for a code/)
  })
})
