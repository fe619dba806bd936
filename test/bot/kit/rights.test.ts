import { expect, test } from 'vitest'
import { z } from 'zod'
import { whoIs } from '#bot/kit/access.ts'
import { handOut } from '#bot/kit/hand-out.ts'
import { LOOKS, listAudit } from '#db/audit.ts'
import { datasets } from '#db/datasets/index.ts'
import { personByEmail } from '#db/people.ts'
import { listRights, setRight } from '#db/rights.ts'
import { recentRuns } from '#db/runs.ts'
import { keepFile } from '#jobs/kit/files.ts'
import { message, say } from '#jobs/kit/message.ts'
import { sightOf } from '#jobs/kit/rights.ts'
import { ROOM, startDesk, words } from '../../kit/desk.ts'
import { ended, testJob, until } from '../../kit/house.ts'

const shipping = () =>
  testJob(async (input) => say(`exported ${JSON.stringify(input)}`, 'good'), {
    name: 'ship',
    say: 'Export',
    input: z.object({ branch: z.string().optional(), days: z.string().optional() }),
  })

async function startAllowed() {
  const desk = await startDesk({ jobs: [shipping()] })
  const ran = async (text: string, user: string) => {
    const before = (await recentRuns(desk.db, 100)).length
    const said = words(await desk.tell(text, user))
    const started = (await recentRuns(desk.db, 100)).length > before
    for (const { id } of await recentRuns(desk.db, 100)) await ended(desk.house, id)
    return started ? 'ran' : said
  }
  return { ...desk, ran }
}

test('somebody who may ship only one branch can ship that one, in any case, and no other', async () => {
  const { tell, ran } = await startAllowed()
  await tell('/allow omar@x.co ship branch=BKK,CNX')
  expect(await ran('/run ship branch=BKK', 'omar')).toBe('ran')
  expect(await ran('/run ship branch=cnx', 'omar')).toBe('ran')
  expect(await ran('/run ship branch=HKT', 'omar')).toContain('only with branch=BKK,CNX')
  expect(await ran('/run ship', 'omar')).toContain('only with branch=BKK,CNX')
  expect(await ran('/run ship branch=HKT', 'olga')).toBe('ran')
})

test('a viewer can be given one job, and an operator refused one', async () => {
  const { tell, ran } = await startAllowed()
  expect(await ran('/run ship', 'vic')).toContain('for operators')
  await tell('/allow vic@x.co ship anything')
  await tell('/allow operators ship nothing')
  expect(await ran('/run ship', 'vic')).toBe('ran')
  expect(await ran('/run ship', 'olga')).toContain('may not run ship')
  expect(await ran('/run ship', 'ann')).toBe('ran')
  await tell('/allow operators ship usual')
  expect(await ran('/run ship', 'olga')).toBe('ran')
})

test('what is said of a person goes before their role, and a named job before all jobs', async () => {
  const { tell, ran } = await startAllowed()
  await tell('/allow operators jobs nothing')
  await tell('/allow omar@x.co ship branch=BKK')
  expect(await ran('/run ship branch=BKK', 'omar')).toBe('ran')
  expect(await ran('/run tidy', 'omar')).toContain('may not run tidy')
})

test('a retry asks for the right to its input again', async () => {
  const { tell, ran, db } = await startAllowed()
  expect(await ran('/run ship branch=HKT', 'omar')).toBe('ran')
  const [run] = await recentRuns(db, 1)
  await tell('/allow omar@x.co ship branch=BKK')
  expect(words(await tell(`/retry ${run!.id}`, 'omar'))).toContain('only with branch=BKK')
})

test('a rule about data becomes conditions of every plan, or a no', async () => {
  const { tell, house, db } = await startDesk()
  const sales = datasets.find(({ name }) => name === 'sales')!
  const column = Object.values(sales.dimensions)[0]!.column
  const vic = (await personByEmail(db, 'vic@x.co'))!
  const sight = () => sightOf(house.workspace, vic, sales)
  expect(await sight()).toEqual({ ok: true, where: [] })
  const rule = { who: `person:${vic.id}`, what: 'data:sales', by: 'id-ann', at: 1 }
  await setRight(db, { ...rule, only: { [column]: ['BKK'] } })
  expect(await sight()).toEqual({ ok: true, where: [{ column, is: ['BKK'] }] })
  await setRight(db, { ...rule, only: { moon: ['full'] } })
  expect(await sight()).toMatchObject({ ok: false, why: expect.stringContaining("doesn't tell them apart") })
  await setRight(db, { ...rule, only: {} })
  expect(await sight()).toMatchObject({ ok: false })
  expect(words(await tell('/allow'))).toContain('nothing')
  expect(await listRights(db)).toHaveLength(1)
})

test('a revoked person is out at once, in the middle of a thread, and hears no more of what they began', async () => {
  let open = () => {}
  const gate = new Promise<void>((resolve) => (open = resolve))
  const slow = testJob(async () => gate.then(() => say('secret numbers', 'good')))
  const { tell, at, show, house, db, letIn } = await startDesk({ jobs: [slow] })
  await letIn()
  await tell('/run test', 'omar')
  await tell('/revoke omar@x.co')
  open()
  await ended(house, (await recentRuns(db, 1))[0]!.id)
  await show()
  expect(words(at('test:omar'))).not.toContain('secret numbers')
  expect(words(await tell('what else?', 'omar'))).toContain('no longer have access')
  expect(words(await tell('/runs', 'omar', ROOM))).toContain('no longer have access')
  await tell('/role omar@x.co operator')
  expect(words(await tell('/runs', 'omar'))).toContain('Runs')
})

test('a button asks who presses it: too low a role does not use it up, and a revoked person can press nothing', async () => {
  const { tell, press, button, letIn, db } = await startDesk({ jobs: [testJob(async () => say('ok', 'good'))] })
  await letIn()
  await tell('/run test', 'ann', ROOM)
  const run = await until(async () => (await recentRuns(db, 1, { state: 'succeeded' }))[0])
  await tell(`/run ${run.id}`, 'ann', ROOM)
  const again = button('Run again', ROOM)
  expect(words(await press(again, 'vic', ROOM))).toContain('for operators')
  await tell('/revoke olga@x.co')
  expect(words(await press(again, 'olga', ROOM))).toContain('no longer have access')
  await press(again, 'omar', ROOM)
  expect(await recentRuns(db, 5)).toHaveLength(2)
  expect(words(await press(again, 'ann', ROOM))).toContain('pressed already')
})

test("files and logs are seen by who may see the run: not the backup, not another branch, not somebody else's own", async () => {
  const job = testJob(async (_, { keep }) => message('Made', 'good', await keep('hkt.csv', Buffer.from('a'))), {
    name: 'ship',
  })
  const { tell, db, house } = await startDesk({ jobs: [job] })
  await tell('/run ship branch=HKT', 'olga')
  await tell('/backup')
  for (const { id } of await recentRuns(db, 5)) await ended(house, id)
  await tell('/audit excel')
  expect(words(await tell('/files', 'vic'))).toContain('hkt.csv')
  expect(words(await tell('/files 20', 'vic'))).not.toMatch(/\.db|\.xlsx/)
  expect(words(await tell('/files 20'))).toMatch(/\.xlsx[\s\S]*\.db/)
  expect(words(await tell('/run backup', 'omar'))).toContain('for admins')
  await tell('/allow vic@x.co ship branch=BKK')
  expect(words(await tell('/files', 'vic'))).toContain('no files')
  const run = (await recentRuns(db, 5)).find((one) => one.job === 'ship')!
  for (const command of ['run', 'log'])
    expect(words(await tell(`/${command} ${run.id}`, 'vic'))).toMatch(/no run|No job/i)
})

test('a file is handed out to who may have it, and both answers are written down', async () => {
  const { house, db } = await startDesk()
  const { id } = await keepFile(house.workspace, Buffer.from('a'), { name: 'mine.csv', by: 'id-olga' }, 1)
  const ask = async (user: string) =>
    handOut(
      house,
      house.workspace,
      await whoIs(house.workspace, { face: 'test', user, name: user }, house),
      id,
      'test:x',
    )
  expect(await ask('vic')).toBeUndefined()
  expect(await ask('olga')).toMatchObject({ name: 'mine.csv' })
  const written = await listAudit(db, { acts: LOOKS, limit: 10 })
  expect(written.map(({ name, act, what }) => [name, act, what])).toEqual([
    ['olga', 'downloaded', 'mine.csv'],
    ['vic', 'refused', 'mine.csv'],
  ])
})

test('two people in one thread have their own rights, and their own half-said words', async () => {
  const { tell, letIn } = await startDesk({ jobs: [shipping()] })
  await letIn()
  const thread = `${ROOM}/7`
  await tell('/allow vic@x.co data nothing')
  expect(words(await tell('/run', 'omar', thread))).toContain('Which job')
  expect(words(await tell('ship', 'vic', thread))).toContain('asked: ship')
  expect(words(await tell('no-such-job', 'omar', thread))).toContain('No job')
  expect(words(await tell('/people', 'ann', thread))).toContain('vic@x.co')
  expect(words(await tell('/people', 'vic', thread))).toContain('for admins')
})

test('nobody is known by a name they chose', async () => {
  const { tell } = await startDesk()
  for (const name of ['ann', 'id-ann', 'ann@x.co'])
    expect(words(await tell({ text: '/people', name }, `u-${name}`))).toContain("don't know you")
})

test('the last admin can neither go nor become less', async () => {
  const { tell } = await startDesk()
  expect(words(await tell('/revoke ann@x.co'))).toContain('only admin')
  expect(words(await tell('/role ann@x.co viewer'))).toContain('only admin')
  await tell('/role olga@x.co admin')
  expect(words(await tell('/role ann@x.co viewer', 'olga'))).toContain('ann is viewer')
  expect(words(await tell('/people'))).toContain('for admins')
})

test('a face that others can reach makes nobody admin by itself', async () => {
  const me = { face: 'console', user: 'me', name: 'me' }
  const { house: open } = await startDesk({ people: {} })
  expect(await whoIs(open.workspace, me, open)).toMatchObject({ role: 'admin', standing: 'in' })
  const { house: reachable } = await startDesk({ people: {}, env: { HOST: '0.0.0.0' } })
  expect(await whoIs(reachable.workspace, me, reachable)).toMatchObject({ active: false, standing: 'unknown' })
})

test('ten questions a minute, and a chat as a whole', async () => {
  const { tell, letIn } = await startDesk({ env: { CHAT_MESSAGES_PER_MINUTE: '3' }, now: () => 1_700_000_000_000 })
  for (let i = 0; i < 10; i++) expect(words(await tell(`question ${i}?`, 'vic'))).toContain('asked:')
  expect(words(await tell('one more?', 'vic'))).toContain('lot of questions')
  expect(words(await tell('/version', 'vic'))).toContain('Version')
  await letIn()
  for (const user of ['ann', 'omar', 'olga']) await tell('/version', user, ROOM)
  expect(words(await tell('/version', 'ann', ROOM))).toContain('a lot at once')
  expect(words(await tell('/version', 'ann'))).toContain('Version')
})
