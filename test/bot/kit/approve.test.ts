import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { commands } from '#bot/commands/index.ts'
import { defineCommand } from '#bot/kit/command.ts'
import { listApprovals, votesOf } from '#db/approvals.ts'
import { recentRuns } from '#db/runs.ts'
import { type Message, say } from '#jobs/kit/message.ts'
import { ROOM, startDesk, words } from '../../kit/desk.ts'
import { tempDir, testJob, until } from '../../kit/house.ts'

const HOUR = 3_600_000

async function approving(given: Parameters<typeof startDesk>[0] & { needed?: number } = {}) {
  const clock = { now: Date.parse('2026-11-20T08:00:00Z') }
  const input = z.object({ branch: z.string().optional(), days: z.coerce.number().default(7) })
  const title = (of: unknown) => `Export of ${(of as { branch?: string }).branch ?? 'all'}`
  const exporting = testJob(async (of) => say(`exported ${JSON.stringify(of)}`, 'good'), {
    name: 'ship',
    input,
    title,
    approvals: given.needed ?? 2,
  })
  const desk = await startDesk({ jobs: [exporting], now: () => clock.now, ...given })
  await desk.letIn()
  const runs = async () => (await recentRuns(desk.db, 20)).filter(({ job }) => job === 'ship')
  /** The newest thing that any card of the request says, which must be the same everywhere. */
  const card = (...places: string[]): string => {
    const newest = places.map((place) => words([desk.at(place).findLast(isCard) as Message]))
    expect(new Set(newest).size).toBe(1)
    return newest[0]!
  }
  return { ...desk, clock, runs, card }
}
const isCard = ({ blocks }: Message) => words([{ tone: 'plain', blocks }]).includes('Asked by')
const one = async (desk: Awaited<ReturnType<typeof approving>>) => (await listApprovals(desk.db, ['waiting'], 5))[0]!

describe('N of M', () => {
  test('two others must agree; the card tells who and when, wherever it is shown', async () => {
    const desk = await approving()
    const { tell, press, button, runs, card, db } = desk
    await tell('/run ship branch=BKK', 'omar', ROOM)
    expect(card(ROOM, 'test:olga', 'other:ann')).toContain('waits for 2 approvals')
    await press(button('Approve', ROOM), 'olga', ROOM)
    expect(await runs()).toEqual([])
    expect(card(ROOM, 'test:olga', 'other:ann')).toContain('1 of 2 approvals')
    await press(button('Approve', 'other:ann'), 'ann', 'other:ann')
    const [run] = await runs()
    expect(run).toMatchObject({ askedBy: 'id-omar', place: ROOM, input: { branch: 'BKK', days: 7 } })
    const last = card(ROOM, 'test:olga', 'other:ann', 'test:ann')
    expect(last).toMatch(/Approved by.*olga, 20 Nov 2026.*ann, 20 Nov 2026/)
    expect(last).not.toContain('/approve')
    const [approval] = await listApprovals(db, ['done'], 5)
    expect(await votesOf(db, approval!.id)).toHaveLength(2)
  })

  test('nobody approves what they asked for themselves, nor twice, nor below the role it needs', async () => {
    const { tell, press, button, runs } = await approving()
    await tell('/run ship', 'omar', ROOM)
    const yes = button('Approve', ROOM)
    expect(words(await press(yes, 'omar', ROOM))).toContain('somebody else must approve')
    expect(words(await press(yes, 'vic', ROOM))).toContain('Only who could start this')
    expect(words(await press(yes, 'olga', ROOM))).toContain('1 of 2')
    expect(words(await press(yes, 'olga', ROOM))).toContain('answered this already')
    expect(words(await press(yes, 'olga', 'other:olga'))).toContain('answered this already')
    expect(await runs()).toEqual([])
  })

  test('pressed twice at the same moment, on two platforms, it starts once', async () => {
    const { tell, press, button, runs } = await approving({ needed: 1 })
    await tell('/run ship', 'omar', ROOM)
    const [here, there] = [button('Approve', ROOM), button('Approve', 'other:ann')]
    await Promise.all([press(here, 'olga', ROOM), press(there, 'ann', 'other:ann'), press(here, 'ann', ROOM)])
    expect(await runs()).toHaveLength(1)
  })

  test('one no is enough, and who asked can take it back', async () => {
    const { tell, press, button, runs, card } = await approving()
    await tell('/run ship branch=A', 'omar', ROOM)
    await press(button('Refuse', ROOM), 'olga', ROOM)
    expect(card(ROOM, 'test:ann')).toMatch(/refused.*Refused by.*olga/)
    await tell('/run ship branch=B', 'omar', ROOM)
    await press(button('Refuse', ROOM), 'omar', ROOM)
    expect(card(ROOM, 'test:ann')).toMatch(/refused.*Refused by.*omar/)
    expect(words(await press(button('Approve', 'test:olga'), 'olga'))).toContain('over already: refused')
    expect(await runs()).toEqual([])
  })

  test('an admin sets how many and whose; what waited under the old rule is superseded', async () => {
    const { tell, press, button, card, db, runs } = await approving()
    await tell('/run ship', 'omar', ROOM)
    expect(words(await tell('/approvals ship 1 vic@x.co', 'olga'))).toContain('Only admins')
    expect(words(await tell('/approvals ship 3 vic@x.co'))).toContain('at least 3 people')
    await tell('/approvals ship 1 vic@x.co')
    expect(card(ROOM, 'test:ann')).toMatch(/superseded.*rule for its approvals was changed/)
    await tell('/run ship', 'omar', ROOM)
    expect(words(await press(button('Approve', ROOM), 'ann', ROOM))).toContain('not among those')
    await press(button('Approve', 'test:vic'), 'vic')
    expect(await runs()).toHaveLength(1)
    await tell('/approvals ship 0')
    await tell('/run ship branch=C', 'omar', ROOM)
    expect(await runs()).toHaveLength(2)
    expect(await listApprovals(db, ['waiting'], 5)).toEqual([])
  })
})

test('it expires by itself, and says so on its card without being pressed', async () => {
  const { tell, press, button, card, clock, watch, runs } = await approving({ needed: 1 })
  await tell('/run ship', 'omar', ROOM)
  clock.now += 24 * HOUR
  await watch()
  expect(card(ROOM, 'test:ann')).toMatch(/expired/)
  expect(words(await press(button('Approve', ROOM), 'olga', ROOM))).toContain('over already: expired')
  expect(await runs()).toEqual([])
})

test('an approval that comes too late to be shown as expired in time is not counted all the same', async () => {
  const { tell, press, button, card, clock, runs } = await approving({ needed: 1 })
  await tell('/run ship', 'omar', ROOM)
  clock.now += 24 * HOUR
  await press(button('Approve', ROOM), 'olga', ROOM)
  expect(card(ROOM, 'test:ann')).toMatch(/expired/)
  expect(await runs()).toEqual([])
})

test('a restart forgets nothing: asked before, approved after', async () => {
  const dataDir = tempDir()
  const before = await approving({ dataDir })
  await before.tell('/run ship branch=BKK', 'omar', ROOM)
  await before.press(before.button('Approve', ROOM), 'olga', ROOM)
  const { id } = await one(before)
  await before.house.stop()
  const after = await approving({ dataDir })
  await after.tell({ text: `/approve ${id}`, event: 'after' }, 'ann')
  expect(await after.runs()).toMatchObject([{ input: { branch: 'BKK', days: 7 } }])
})

test('what was approved and not begun when the process died is begun by the next one, once', async () => {
  const desk = await approving({ needed: 1 })
  await desk.tell('/run ship', 'omar', ROOM)
  const { id } = await one(desk)
  desk.db.sqlite
    .prepare("update approvals set state = 'doing', decided_at = ? where id = ?")
    .run(desk.clock.now - HOUR, id)
  desk.db.sqlite.prepare("insert into votes values (?, 'id-olga', 1, 'test:olga', 1)").run(id)
  await desk.desk.finish()
  await desk.desk.finish()
  expect(await desk.runs()).toHaveLength(1)
})

test('two processes that get the last two yeses at the same moment start it once', async () => {
  const dataDir = tempDir()
  const [one, two] = [await approving({ dataDir, needed: 1 }), await approving({ dataDir, needed: 1 })]
  await one.tell('/run ship', 'omar', ROOM)
  const { id } = (await listApprovals(one.db, ['waiting'], 1))[0]!
  const yes = (desk: typeof one, user: string) => desk.tell({ text: `/approve ${id}`, event: `yes of ${user}` }, user)
  const answers = await Promise.all([yes(one, 'olga'), yes(two, 'ann')])
  expect(await one.runs()).toHaveLength(1)
  expect(words(answers.flat())).toMatch(/is approved and starts now/)
  expect(await listApprovals(two.db, ['done'], 5)).toHaveLength(1)
})

test('it is bound to its exact parameters: changed in between, nothing is done', async () => {
  const desk = await approving({ needed: 1 })
  await desk.tell('/run ship branch=BKK', 'omar', ROOM)
  desk.db.sqlite.prepare(`update approvals set params = '{"branch":"ALL","days":7}'`).run()
  await desk.press(desk.button('Approve', ROOM), 'olga', ROOM)
  expect(await desk.runs()).toEqual([])
  expect(desk.card(ROOM, 'test:ann')).toContain('no longer what was approved')
})

test('rights are asked again when it is carried out: of who asked, and of who agreed', async () => {
  const desk = await approving()
  await desk.tell('/run ship branch=A', 'omar', ROOM)
  await desk.press(desk.button('Approve', ROOM), 'olga', ROOM)
  await desk.tell('/revoke olga@x.co')
  await desk.press(desk.button('Approve', ROOM), 'ann', ROOM)
  expect(desk.card(ROOM, 'test:ann')).toContain('no longer has access')
  await desk.tell('/role olga@x.co operator')
  await desk.tell('/approvals ship 1')
  await desk.tell('/run ship branch=B', 'omar', ROOM)
  await desk.tell('/allow omar@x.co ship branch=C')
  await desk.press(desk.button('Approve', ROOM), 'olga', ROOM)
  expect(desk.card(ROOM, 'test:ann')).toContain('may no longer do this')
  await desk.tell('/run ship branch=C', 'omar', ROOM)
  await desk.tell('/revoke omar@x.co')
  expect(desk.card(ROOM, 'test:ann')).toContain('omar no longer has access')
  expect(await desk.runs()).toEqual([])
})

test('asked for twice, the same request is shown again, not made anew', async () => {
  const desk = await approving()
  await desk.tell('/run ship days=7', 'omar', ROOM)
  await desk.tell('/run ship', 'omar', 'other:omar')
  expect(await listApprovals(desk.db, ['waiting'], 5)).toHaveLength(1)
  await desk.tell('/run ship', 'olga')
  expect(await listApprovals(desk.db, ['waiting'], 5)).toHaveLength(2)
})

test('a bug while it is carried out is told on the card, and not tried for ever', async () => {
  const broken = defineCommand({
    name: 'break',
    group: 'House',
    say: 'Break',
    example: '/break',
    role: 'operator',
    approvals: 1,
    args: z.object({}),
    run: async () => Promise.reject(new TypeError('secret internals')),
  })
  const desk = await approving({ commands: [...commands, broken] })
  await desk.tell('/break', 'omar', ROOM)
  await desk.press(desk.button('Approve', ROOM), 'ann', ROOM)
  expect(desk.card(ROOM, 'test:ann')).toMatch(/not done.*trouble/)
  expect(words(desk.at(ROOM))).not.toContain('secret internals')
})

describe('a confirmation', () => {
  const done: string[] = []
  const wipe = defineCommand({
    name: 'wipe',
    group: 'House',
    say: 'Wipe something',
    example: '/wipe a',
    role: 'operator',
    args: z.object({ what: z.string() }),
    confirm: ({ what }) => `Really wipe ${what}?`,
    run: async ({ what }) => {
      done.push(what)
      return say(`wiped ${what}`)
    },
  })

  test('is asked of who wants it, acts once, and an older question is superseded', async () => {
    const { tell, press, button, at } = await startDesk({ commands: [...commands, wipe] })
    await tell('/wipe a', 'omar')
    const first = button('Yes, do it', 'test:omar')
    await tell('/wipe b', 'omar')
    expect(words(at('test:omar'))).toContain('superseded')
    expect(words(await press(first, 'omar'))).toContain('over already: superseded')
    const yes = button('Yes, do it', 'test:omar')
    expect(words(await press(yes, 'ann'))).toContain('Only who asked')
    await Promise.all([press(yes, 'omar'), press(yes, 'omar')])
    expect(done).toEqual(['b'])
    expect(words(at('test:omar'))).toMatch(/wiped b/)
  })

  test('of a job shows what it would do', async () => {
    const job = testJob(async () => say('deleted', 'good'), { confirm: () => 'Delete 4,000 rows?' })
    const { tell, press, button, at, db } = await startDesk({ jobs: [job] })
    await tell('/run test', 'omar')
    expect(words(at('test:omar'))).toContain('Delete 4,000 rows?')
    expect(await recentRuns(db, 5)).toEqual([])
    await press(button('No', 'test:omar'), 'omar')
    await tell('/run test', 'omar')
    await press(button('Yes, do it', 'test:omar'), 'omar')
    await until(async () => (await recentRuns(db, 5)).length === 1)
  })
})
