import { expect, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import { LOOKS, listAudit } from '#db/audit.ts'
import { datasets } from '#db/datasets/index.ts'
import { changePerson, listPeople, type Role } from '#db/people.ts'
import { setRight } from '#db/rights.ts'
import { write } from '#db/write.ts'
import { keepFile } from '#jobs/kit/files.ts'
import type { Job } from '#jobs/kit/job.ts'
import { message } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { signIn, startConsole } from '#test/kit/console.ts'
import { ended, testJob } from '#test/kit/house.ts'

/** Somebody with less than all rights, at a console with two branches. */
async function enter(role: Role, jobs: Job[] = []) {
  const web = await startConsole({ jobs, commands })
  const { house } = web
  const { db } = house.workspace
  const branches = datasets.find(({ name }) => name === 'branches')!
  const me = await signIn(web)
  const [person] = await listPeople(db)
  await changePerson(db, person!.id, { role })
  const run = async (job: Job, input = {}) =>
    ended(house, (await start(house, house.workspace, job, input, { by: 'somebody' })).run.id)
  const may = (what: string, only: Record<string, string[]> | null) =>
    setRight(db, { who: `person:${person!.id}`, what, only, by: 'test', at: 1 })
  return { ...web, db, me, branches, run, may }
}
const row = (code: string) => ({ code, name: `Branch ${code}` })
const chart = {
  kind: 'chart' as const,
  chart: {
    type: 'bar' as const,
    title: 'T',
    labels: ['a'],
    unit: 'count' as const,
    series: [{ name: 's', values: [1] }],
  },
}

test('a dataset that somebody may not see is neither listed nor shown nor asked about', async () => {
  const { me, may, db, branches } = await enter('viewer')
  await write(db, branches, [row('BKK'), row('CNX')], { id: 'r' }, { now: 1 })
  expect((await me.get('/api/data')).json.datasets.map(({ name }: { name: string }) => name)).toContain('branches')
  await may('data:branches', {})
  expect((await me.get('/api/data')).json.datasets.map(({ name }: { name: string }) => name)).not.toContain('branches')
  expect((await me.get('/api/data/branches')).status).toBe(404)
  await may('data:branches', { code: ['BKK'] })
  const some = (await me.get('/api/data/branches')).json
  expect(some.preview.rows).toHaveLength(1)
  expect(JSON.stringify(some.preview)).not.toContain('CNX')
  expect(some.dataset.rows).toBe('some')
})

test('a run that somebody may not see is not there: no line, no log, no picture, no file', async () => {
  const work = async (_: unknown, { keep }: { keep: (name: string, content: Buffer) => Promise<never> }) =>
    message('Made', 'good', chart, await keep('all.csv', Buffer.from('a')))
  const ship = testJob(work as never, { name: 'ship' })
  const { me, may, run, db } = await enter('viewer', [ship])
  const { id } = await run(ship, { branch: 'HKT' })
  const seen = (await me.get(`/api/runs/${id}`)).json
  const paths = [`/api/runs/${id}`, seen.outcome.blocks[0].src, seen.files[0].href]
  for (const path of paths) expect((await me.get(path)).status, path).toBe(200)
  await may('job:ship', { branch: ['BKK'] })
  expect((await me.get('/api/runs')).json.runs).toEqual([])
  for (const path of paths) expect((await me.get(path)).status, path).toBe(404)
  const looks = await listAudit(db, { acts: LOOKS, limit: 9 })
  expect(looks.map(({ act, what }) => [act, what])).toEqual([
    ['refused', 'all.csv'],
    ['downloaded', 'all.csv'],
  ])
})

test("somebody else's answer is only for who may see all it was made from", async () => {
  const answer = testJob(async () => ({ ...message('All branches', 'good', chart), shows: ['branches'] }), {
    name: 'tell',
  })
  const { me, may, run } = await enter('operator', [answer])
  const { id } = await run(answer)
  expect((await me.get(`/api/runs/${id}`)).status).toBe(200)
  await may('data:branches', { code: ['BKK'] })
  expect((await me.get(`/api/runs/${id}`)).status).toBe(404)
})

test("somebody else's upload is theirs and the admins'", async () => {
  const { me, house, db } = await enter('viewer')
  const { id } = await keepFile(house.workspace, Buffer.from('a'), { name: 'a.csv', by: 'somebody' }, 1)
  expect((await me.get(`/files/${id}`)).status).toBe(404)
  const [person] = await listPeople(db)
  await changePerson(db, person!.id, { role: 'admin' })
  expect((await me.get(`/files/${id}`)).status).toBe(200)
})

test.each([
  ['viewer', ['ask', 'log', 'retry'], ['undo', 'role']],
  ['operator', ['undo'], ['role', 'audit']],
  ['admin', ['role', 'audit'], []],
] as const)('only what a %s may do is offered', async (role, offered, withheld) => {
  const { me } = await enter(role)
  const names = (await me.get('/api/me')).json.commands.map(({ name }: { name: string }) => name)
  expect(names).toEqual(expect.arrayContaining([...offered]))
  for (const name of withheld) expect(names).not.toContain(name)
})
