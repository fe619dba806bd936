import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { recentRuns } from '#db/runs.ts'
import type { Message } from '#jobs/kit/message.ts'
import { until } from '#test/kit/house.ts'
import { notesIn, SALES, sale, startShop, tableIn } from '#test/kit/shop.ts'

const QUESTION = 'revenue by branch last month'

/** A shop whose rows take for ever to add up, and what of it can be seen from outside. */
async function startEndless() {
  const shop = await startShop()
  await shop.workspace.knowledge()
  shop.db.sqlite.exec(`ALTER TABLE data_sales RENAME TO few_sales; CREATE VIEW data_sales AS
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT few_sales.* FROM n, few_sales`)
  let reads = ''
  const started = async (user: string) => {
    await shop.tell(QUESTION, user)
    // A process that waits sleeps; one that adds up for ever doesn't.
    const busy = await until(() => readers().find(({ state }) => state.startsWith('R')))
    reads = busy.pid
    return (await recentRuns(shop.db, 1))[0]!
  }
  const over = async () => {
    const [run] = await until(async () => {
      const runs = await recentRuns(shop.db, 1)
      return runs[0]!.state !== 'running' && runs
    })
    await until(() => readers().every(({ pid }) => pid !== reads))
    await shop.show()
    return run!.state
  }
  return { ...shop, started, over }
}

/** The processes of ours that read for somebody, and whether they run. */
function readers(): { pid: string; state: string }[] {
  const all = execFileSync('ps', ['-A', '-o', 'ppid=,pid=,stat=,args='], { encoding: 'utf8' }).split('\n')
  const fields = all.filter((line) => line.includes('reader-process')).map((line) => line.trim().split(/\s+/))
  return fields.flatMap(([parent, pid, state]) =>
    parent === String(process.pid) ? [{ pid: pid!, state: state! }] : [],
  )
}

/** What was said, without the cards. */
const saidIn = (messages: Message[]) =>
  messages
    .filter(({ blocks }) => !blocks.some(({ kind }) => kind === 'progress'))
    .map(({ title, blocks }) => title ?? blocks.map((each) => (each.kind === 'text' ? each.text : '')).join())

test('the Stop button of a card ends an answer under way: its process too', async () => {
  const { started, over, show, button, press, at } = await startEndless()
  await started('vic')
  await until(async () => {
    await show()
    return at('test:vic').length > 0
  })
  await press(button('Stop', 'test:vic'), 'vic')
  expect(await over()).toBe('cancelled')
  expect(saidIn(at('test:vic'))).toEqual([`Stopping ${QUESTION}…`, `${QUESTION} was stopped`])
})

test('/cancel ends an answer under way, and the next question is answered', async () => {
  const { started, over, tell, at, ask, db } = await startEndless()
  const run = await started('vic')
  await tell(`/cancel ${run.id}`, 'vic')
  expect(await over()).toBe('cancelled')
  expect(saidIn(at('test:vic'))).toEqual([`Stopping ${QUESTION}…`, `${QUESTION} was stopped`])
  db.sqlite.exec('DROP VIEW data_sales; ALTER TABLE few_sales RENAME TO data_sales')
  expect((await ask(QUESTION, 'vic')).title).toContain('Bangkok had the highest revenue')
})

test('somebody else may not stop an answer, an operator may', async () => {
  const { started, over, tell, at } = await startEndless()
  const run = await started('ann')
  await tell(`/cancel ${run.id}`, 'vic')
  expect(saidIn(at('test:vic'))).toEqual([`Run ${run.id} is somebody else's: they may stop it, and operators.`])
  await tell(`/cancel ${run.id}`, 'olga')
  expect(await over()).toBe('cancelled')
})

test('a question that takes too long ends by itself, and says what to do about it', async () => {
  const { started, over, at } = await startEndless()
  await started('vic')
  expect(await over()).toBe('succeeded')
  expect(saidIn(at('test:vic'))).toEqual(['This takes longer than 10 s. Ask for a shorter period.'])
})

test('more rows than an answer holds are said to be more', async () => {
  const many = Array.from({ length: 5100 }, () => sale('Bangkok', 'store', '2026-10-09', 10))
  const { ask } = await startShop({ rows: [...SALES, ...many] })
  const said = await ask('list order numbers and amounts in october')
  expect(notesIn(said)).toContain('Only the first 5,000 rows; Excel has them all.')
  expect(notesIn(said)).toContain('5,106 rows of sales')
  expect(tableIn(said)).toMatchObject({ of: 5000 })
  expect(said.blocks.some(({ kind }) => kind === 'file')).toBe(true)
})
