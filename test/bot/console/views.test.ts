import { expect, test } from 'vitest'
import { datasets } from '#db/datasets/index.ts'
import { write } from '#db/write.ts'
import { message, text } from '#jobs/kit/message.ts'
import { start } from '#jobs/kit/start.ts'
import { signIn, startConsole } from '#test/kit/console.ts'
import { ended, testJob } from '#test/kit/house.ts'

test('the runs view tells who, how long, which attempt, and a run shows its log, input, files and outcome', async () => {
  const job = testJob(
    async (_, { log, keep, progress }) => {
      await log('Reading page 1')
      progress({ label: 'Read', state: 'running', done: 1, total: 4 })
      return message('Ready', 'good', text('4 rows'), await keep('rows.csv', Buffer.from('a')), {
        kind: 'table',
        columns: [{ name: 'revenue', unit: 'money', currency: 'THB' }],
        rows: [[1234.5]],
      })
    },
    { title: (input) => `Export of ${(input as { month: string }).month}` },
  )
  const web = await startConsole({ jobs: [job] })
  const me = await signIn(web)
  await me.get('/api/me')
  const { run } = await start(web.house, web.house.workspace, job, { month: 'October' }, { by: 'schedule' })
  await ended(web.house, run.id)
  const { runs } = (await me.get('/api/runs')).json
  expect(runs).toMatchObject([
    { id: run.id, title: 'Export of October', state: 'succeeded', who: 'schedule', attempt: 1, tries: 3 },
  ])
  expect((await me.get('/api/runs?state=failed')).json.runs).toEqual([])
  const details = (await me.get(`/api/runs/${run.id}`)).json
  expect(details.input).toEqual({ month: 'October' })
  expect(details.log).toMatchObject([{ level: 'info', text: 'Reading page 1' }])
  expect(details.files).toMatchObject([{ name: 'rows.csv', size: '1 B' }])
  expect(details.outcome.blocks.at(-1)).toMatchObject({
    columns: [{ title: 'revenue, THB', right: true }],
    rows: [['1,234.50']],
  })
})

test('a chart of a run is drawn as a picture, and only that chart', async () => {
  const chart = {
    type: 'bar' as const,
    title: 'Revenue',
    labels: ['A', 'B'],
    unit: 'count' as const,
    series: [{ name: 'x', values: [1, 2] }],
  }
  const job = testJob(async () => message('Chart', 'plain', { kind: 'chart', chart }))
  const web = await startConsole({ jobs: [job] })
  const me = await signIn(web)
  const { run } = await start(web.house, web.house.workspace, job, {}, { by: 'x' })
  await ended(web.house, run.id)
  const [block] = (await me.get(`/api/runs/${run.id}`)).json.outcome.blocks
  expect(block.numbers.rows).toEqual([
    ['A', '1'],
    ['B', '2'],
  ])
  const drawn = await me.get(block.src)
  expect(drawn.headers['content-type']).toBe('image/png')
  expect(drawn.text.slice(1, 4)).toBe('PNG')
  expect((await me.get(block.src.replace(/[^/]+\.png$/, 'other.png'))).status).toBe(404)
})

test('the data view shows what is known, how fresh it is, its first rows, and what was refused', async () => {
  const hour = 3_600_000
  let now = Date.parse('2026-11-20T05:00:00Z')
  const web = await startConsole({ now: () => now })
  const { db } = web.house.workspace
  const sales = datasets.find(({ name }) => name === 'sales')!
  const row = {
    id: 'L1',
    order_id: '0042',
    time: '2026-11-19T20:00:00Z',
    branch: 'Bangkok',
    country: 'Thailand',
    channel: 'store',
    product: 'Lamp',
    category: 'Light',
    quantity: 1200,
    price: 1250,
    discount: 0,
    amount: 1_500_000,
    status: 'paid',
  }
  const written = await write(db, sales, [row, { ...row, id: 'L2', quantity: 'many' }], { id: 'r1' }, { now })
  expect(written).toMatchObject({ inserted: 1, rejected: 1 })
  const me = await signIn(web)
  const { datasets: known } = (await me.get('/api/data')).json
  expect(known).toMatchObject([{ name: 'sales', rows: '1', fresh: 'fresh', lastRun: 'r1' }])
  const set = (await me.get('/api/data/sales')).json
  const first = Object.fromEntries(
    set.preview.columns.map(({ title }: { title: string }, i: number) => [title, set.preview.rows[0][i]]),
  )
  const title = (column: string) => sales.columns[column]!.say ?? column
  expect(first).toMatchObject({
    'order number': '0042',
    [title('time')]: '20 Nov 2026, 03:00',
    [title('quantity')]: '1,200',
    [`${title('price')}, THB`]: '12.50',
  })
  expect(set.rejected).toBe(1)
  expect(set.rejects.rows[0][0]).toMatch(/quantity|pieces/)
  expect(set.measures.find(({ say }: { say: string }) => say === 'revenue').words).toContain('omzet')
  expect(set.asks.length).toBeGreaterThan(0)
  now += 27 * hour
  expect((await me.get('/api/data')).json.datasets[0].fresh).toBe('stale')
})

test('commands and examples that the page offers are those the person may use', async () => {
  const { commands } = await import('#bot/commands/index.ts')
  const web = await startConsole({ commands })
  const me = (await (await signIn(web)).get('/api/me')).json
  expect(me.commands.map(({ name }: { name: string }) => name)).toEqual(commands.map(({ name }) => name))
  expect(me.commands[0]).toMatchObject({ usage: expect.stringMatching(/^\//), example: expect.stringMatching(/^\//) })
})
