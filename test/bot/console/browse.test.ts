import { userInfo } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import type { Browser } from '#connectors/kit/browser.ts'
import { datasets } from '#db/datasets/index.ts'
import { deliver } from '#db/deliveries.ts'
import { write } from '#db/write.ts'
import { say, text } from '#jobs/kit/message.ts'
import { testBrowser, visit } from '#test/kit/browser.ts'
import { startConsole } from '#test/kit/console.ts'
import { testJob, until } from '#test/kit/house.ts'
import { box, log, showing, tell } from './talk.ts'

let browser: Browser
beforeAll(async () => {
  browser = await testBrowser()
}, 60_000)
afterAll(() => browser?.close())

test('in the runs view a run is followed, stopped and repeated, and its log is read', async () => {
  const job = testJob(
    async (_, { log: note, progress, signal }) => {
      await note('Reading page 1')
      progress({ label: 'Reading', state: 'running', done: 1, total: 4 })
      for (;;) {
        signal.throwIfAborted()
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    { name: 'slow', say: 'A slow export' },
  )
  const web = await startConsole({ commands, jobs: [job] })
  const { page, errors } = await visit(browser, web.url)
  await tell(page, '/run slow')
  await page.getByRole('link', { name: 'Runs' }).click()
  const line = page.getByRole('link', { name: /running A slow export/ })
  await line.getByRole('progressbar').waitFor()
  await page.getByRole('button', { name: 'Failed' }).click()
  await page.getByText('No run is failed.').waitFor()
  await page.getByRole('button', { name: 'Running' }).click()
  await line.click()
  await page.getByRole('heading', { name: 'A slow export' }).waitFor()
  await page.getByText('Reading page 1').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('The answer comes in the chat').waitFor()
  await page.getByText('A slow export was stopped').waitFor()
  await page.getByRole('button', { name: 'Retry' }).click()
  await page.getByRole('link', { name: '← Runs' }).click()
  await until(async () => (await page.locator('.rows li').count()) === 2)
  await page.getByRole('link', { name: /running A slow export/ }).waitFor()
  expect(errors).toEqual([])
})

test('in the data view a dataset shows its rows, the words for it, and an example is asked with one touch', async () => {
  const web = await startConsole()
  const branches = datasets.find(({ name }) => name === 'branches')!
  const known = branches.columns as Record<string, { kind: string; required?: boolean }>
  const row = Object.fromEntries(
    Object.entries(known).map(([name, { kind }]) => [
      name,
      {
        text: `some ${name}`,
        integer: 12,
        number: 1.5,
        money: 100,
        bool: true,
        date: '2026-11-01',
        time: '2026-11-01T00:00:00Z',
      }[kind],
    ]),
  )
  const written = await write(web.house.workspace.db, branches, [row], { id: 'r1' })
  expect(written.inserted).toBe(1)
  const { page, errors } = await visit(browser, web.url)
  await page.getByRole('link', { name: 'Data' }).click()
  await page.getByRole('link', { name: /branches.*1 rows?.*fresh/ }).click()
  await page.getByRole('cell', { name: 'some name' }).first().waitFor()
  await page.getByText(Object.values(branches.dimensions)[0]!.words![0]!).first().waitFor()
  await page.getByRole('button', { name: branches.asks[0]!.say }).click()
  await log(page).getByText(`You asked: ${branches.asks[0]!.say}`).waitFor()
  expect(errors).toEqual([])
})

test('back, forward and a kept address lead to the same view', async () => {
  const web = await startConsole()
  const { page } = await visit(browser, web.url)
  await page.getByRole('link', { name: 'Runs' }).click()
  await page.getByText('Nothing has run yet.').waitFor()
  await page.getByRole('link', { name: 'Data' }).click()
  await page.goBack()
  await page.getByText('Nothing has run yet.').waitFor()
  await page.reload()
  await page.getByText('Nothing has run yet.').waitFor()
  expect(await page.title()).toBe('Runs – Bellhop')
})

test('what is said in one window appears in the other, and is read out where it is only listened to', async () => {
  const web = await startConsole()
  const { page, context } = await visit(browser, web.url)
  const other = await context.newPage()
  await other.goto(web.base)
  await log(other).waitFor()
  await tell(page, 'hello')
  await log(other).getByText('You asked: hello').waitFor()
  await until(async () => (await other.locator('#spoken').textContent()) === 'You asked: hello')
})

test('a long answer is read from its beginning, and who reads further up is left in peace', async () => {
  const long = Array.from({ length: 80 }, (_, i) => text(`Paragraph ${i}.`))
  const web = await startConsole({ commands: [showing(...long)] })
  const { page } = await visit(browser, web.url)
  await tell(page, '/show')
  await until(() => log(page).getByRole('heading', { name: 'Shown' }).isVisible())
  const inView = (words: string) =>
    page.evaluate(
      `[...document.querySelectorAll('.talk h3, .talk p')].filter((e) => e.textContent.includes(${JSON.stringify(words)}) && e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().bottom <= innerHeight).length > 0`,
    )
  expect(await inView('Shown')).toBe(true)
  await deliver(
    web.house.workspace.db,
    { place: `console:${userInfo().username}`, source: 's', part: 'p', message: say('News from elsewhere') },
    Date.now(),
  )
  const newest = page.getByRole('button', { name: '↓ Newest' })
  await newest.waitFor()
  expect(await inView('Shown')).toBe(true)
  await newest.click()
  await until(() => inView('News from elsewhere'))
  await page.evaluate(`document.querySelector('.scroll').scrollTop = 300`)
  await tell(page, 'and one more')
  await until(() => inView('You asked: and one more'))
})

test('a picture from the clipboard is handed over', async () => {
  const web = await startConsole()
  const { page } = await visit(browser, web.url)
  await box(page).focus()
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File(['png'], 'image.png', { type: 'image/png' }))
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })()`)
  await log(page).getByText('I got image.png with 3 bytes').waitFor()
})

test('nothing moves for who asked for stillness', async () => {
  const bar = { kind: 'progress' as const, bars: [{ label: 'Working', state: 'running' as const }], run: 'r' }
  const web = await startConsole({ commands: [showing(bar)] })
  const { page } = await visit(browser, web.url, { reducedMotion: 'reduce' })
  await tell(page, '/show')
  await log(page).getByRole('progressbar').waitFor()
  expect(await page.evaluate('document.getAnimations().length')).toBe(0)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await page.evaluate('document.getAnimations().length')).toBeGreaterThan(0)
})
