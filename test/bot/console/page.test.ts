import { userInfo } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import type { Browser } from '#connectors/kit/browser.ts'
import { countDeliveries, deliver } from '#db/deliveries.ts'
import { type Block, buttons, message, say, text } from '#jobs/kit/message.ts'
import { testBrowser, visit } from '#test/kit/browser.ts'
import { startConsole } from '#test/kit/console.ts'
import { testJob, until } from '#test/kit/house.ts'
import { dropFile } from '#test/kit/in-page.ts'
import { box, log, showing, tell } from './talk.ts'

let browser: Browser
beforeAll(async () => {
  browser = await testBrowser()
}, 60_000)
afterAll(() => browser?.close())

test('one says something and sees the answer, with nothing on the line but what the policy allows', async () => {
  const web = await startConsole()
  const { page, errors } = await visit(browser, web.url)
  expect(new URL(page.url()).search).toBe('')
  await tell(page, 'revenue last month?')
  await log(page).getByText('You asked: revenue last month?').waitFor()
  await page.reload()
  await log(page).getByText('You asked: revenue last month?').waitFor()
  expect(await log(page).getByText('revenue last month?', { exact: true }).count()).toBe(1)
  expect(errors).toEqual([])
})

test('a card shows how far a run is, moves, and its Stop button ends it', async () => {
  const job = testJob(
    async (_, { progress, signal }) => {
      for (let done = 0; done < 400_000; done += 1000) {
        // Work that returns has done its work, also when somebody asked it to stop just then.
        signal.throwIfAborted()
        progress({ label: 'Reading', state: 'running', done, total: 400_000 })
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
      return say('not reached')
    },
    { name: 'slow', say: 'A slow export' },
  )
  const web = await startConsole({ commands, jobs: [job] })
  const { page } = await visit(browser, web.url)
  await tell(page, '/run slow')
  const bar = log(page).getByRole('progressbar', { name: 'Reading' })
  await bar.waitFor()
  const first = Number(await bar.getAttribute('aria-valuenow'))
  await until(async () => Number(await bar.getAttribute('aria-valuenow')) > first)
  // A finger stays down while the card moves on.
  await log(page).getByRole('button', { name: 'Stop' }).hover()
  await page.mouse.down()
  await page.waitForTimeout(2500)
  await page.mouse.up()
  await log(page).getByText('A slow export was stopped').waitFor()
  await until(async () => (await log(page).getByRole('button', { name: 'Stop' }).count()) === 0)
})

test('a table stands with its numbers to the right, and says how many rows there are', async () => {
  const table: Block = {
    kind: 'table',
    columns: [{ name: 'branch' }, { name: 'revenue', unit: 'money', currency: 'THB' }],
    rows: [['Bangkok', 1234567.5]],
    of: 812,
  }
  const web = await startConsole({ commands: [showing(table)] })
  const { page } = await visit(browser, web.url)
  await tell(page, '/show')
  const cell = log(page).getByRole('cell', { name: '1,234,567.50' })
  await cell.waitFor()
  expect(await cell.getAttribute('class')).toBe('right')
  await log(page).getByRole('columnheader', { name: 'revenue, THB' }).waitFor()
  await log(page).getByText('Showing 1 of 812 rows').waitFor()
})

test('a chart is drawn as a picture, and its numbers can be read', async () => {
  const chart = {
    type: 'bar' as const,
    title: 'Revenue by branch',
    labels: ['Bangkok', 'Phuket'],
    unit: 'count' as const,
    series: [{ name: 'Revenue', values: [3200, 1100] }],
  }
  const web = await startConsole({ commands: [showing({ kind: 'chart', chart })] })
  const { page, errors } = await visit(browser, web.url)
  await tell(page, '/show')
  const picture = log(page).getByRole('img', { name: 'Chart: Revenue by branch' })
  await picture.waitFor()
  await until(() => page.evaluate(`document.querySelector('.chart img').naturalWidth > 500`))
  await log(page).getByText('Show the numbers').click()
  await log(page).getByRole('cell', { name: '3,200' }).waitFor()
  expect(errors).toEqual([])
})

test('a file dropped anywhere is handed over, and a kept file can be downloaded', async () => {
  const job = testJob(
    async (_, { keep }) => message('Ready', 'good', await keep('sales October (1).csv', Buffer.from('a,b\n1,2\n'))),
    { name: 'make' },
  )
  const web = await startConsole({ commands, jobs: [job] })
  const { page } = await visit(browser, web.url)
  await page.getByRole('link', { name: 'Data' }).click()
  await page.evaluate(dropFile('sales.csv', 'day,amount\n'))
  await log(page).getByText('I got sales.csv with 11 bytes').waitFor()
  await tell(page, '/run make')
  const download = page.waitForEvent('download')
  await log(page)
    .getByRole('link', { name: /sales October/ })
    .click()
  const file = await download
  expect(file.suggestedFilename()).toBe('sales October (1).csv')
  const { readFile } = await import('node:fs/promises')
  expect(await readFile(await file.path(), 'utf8')).toBe('a,b\n1,2\n')
})

test('a file that is too large is refused in the page before it is sent', async () => {
  const web = await startConsole({ env: { UPLOAD_MB: '1' } })
  const { page } = await visit(browser, web.url)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'big.csv', mimeType: 'text/csv', buffer: Buffer.alloc(1024 * 1024 + 1) })
  await page.getByText('That file is too large: I take up to 1 MB.').waitFor()
  expect(await page.getByRole('button', { name: 'Retry' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Remove' }).click()
  expect(await page.getByText('big.csv').count()).toBe(0)
})

test('markup in names, cells, buttons and typed words stays text', async () => {
  const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
  const blocks: Block[] = [
    text(evil),
    text(evil, 'code'),
    { kind: 'facts', facts: [{ label: evil, value: evil }] },
    { kind: 'table', columns: [{ name: evil }], rows: [[evil]] },
    { kind: 'file', file: '"><img src=x onerror=hit()>', name: `${evil}.csv`, bytes: 1 },
    { kind: 'progress', bars: [{ label: evil, state: 'running', note: evil }] },
    {
      kind: 'chart',
      chart: { type: 'bar', title: evil, labels: [evil], unit: 'count', series: [{ name: evil, values: [1] }] },
    },
    buttons({ label: evil, say: 'x' }),
  ]
  const job = testJob(
    async (_, { log: note }) => {
      await note(evil)
      return message(evil, 'bad', ...blocks)
    },
    { name: 'evil', say: evil },
  )
  const web = await startConsole({ commands: [...commands, showing(...blocks)], jobs: [job] })
  const { page, errors } = await visit(browser, web.url)
  await tell(page, '/show')
  await log(page).getByRole('button', { name: '<img src=x' }).waitFor()
  await tell(page, evil)
  await log(page).getByText(`You asked: ${evil}`).waitFor()
  await tell(page, '/run evil')
  await page.getByRole('link', { name: 'Runs' }).click()
  await page.locator('.rows a').first().click()
  await page.getByRole('heading', { name: 'How it ended' }).waitFor()
  expect(await page.evaluate('window.hit')).toBeUndefined()
  expect(await page.locator('main script, main [onerror]').count()).toBe(0)
  expect(errors).toEqual([])
})

test('a command named in an answer can be taken up by a touch', async () => {
  const web = await startConsole({ commands })
  const { page } = await visit(browser, web.url)
  await tell(page, '/help')
  await log(page).getByRole('button', { name: '/runs', exact: true }).first().click()
  expect(await box(page).inputValue()).toBe('/runs ')
})

test('of a long conversation the newest is shown, and what was before comes when asked for', async () => {
  const web = await startConsole()
  const { db } = web.house.workspace
  for (let i = 1; i <= 130; i++)
    await deliver(
      db,
      { place: `console:${userInfo().username}`, source: `old:${i}`, part: 'x', message: say(`Line ${i}.`) },
      Date.now(),
    )
  await until(async () => (await countDeliveries(db)).every(({ state }) => state === 'sent'))
  const { page } = await visit(browser, web.url)
  await log(page).getByText('Line 130.').waitFor()
  expect(await log(page).getByText('Line 20.').count()).toBe(0)
  await log(page).getByRole('button', { name: 'Show what was said before' }).click()
  await log(page).getByText('Line 1.', { exact: true }).waitFor()
  expect(await log(page).getByText('Line 130.').count()).toBe(1)
})
