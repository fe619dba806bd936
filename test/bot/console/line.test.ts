import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from '#connectors/kit/browser.ts'
import { recentFiles } from '#db/files.ts'
import { testBrowser, visit } from '#test/kit/browser.ts'
import { startConsole } from '#test/kit/console.ts'
import { tempDir, until } from '#test/kit/house.ts'
import { log, tell } from './talk.ts'

let browser: Browser
beforeAll(async () => {
  browser = await testBrowser()
}, 60_000)
afterAll(() => browser?.close())

const timesSaid = (page: Page, words: string) => log(page).getByText(words, { exact: true }).count()

test('when Bellhop is restarted the page comes back by itself and loses and doubles nothing', async () => {
  const dataDir = tempDir()
  const before = await startConsole({ dataDir })
  const { page } = await visit(browser, before.url)
  await tell(page, 'before')
  await log(page).getByText('You asked: before').waitFor()
  await before.stop()
  await tell(page, 'meanwhile')
  await tell(page, 'and this')
  await page.getByText('not sent yet, trying again').first().waitFor()
  await page.getByText('No connection. Trying again…').waitFor()

  await startConsole({ dataDir, env: { PORT: new URL(before.base).port } })
  await log(page).getByText('You asked: and this').waitFor()
  await log(page).getByText('You asked: meanwhile').waitFor()
  expect(await page.getByText('No connection').isVisible()).toBe(false)
  await page.reload()
  await log(page).getByText('You asked: and this').waitFor()
  for (const words of ['before', 'meanwhile', 'and this']) {
    expect(await timesSaid(page, words), words).toBe(1)
    expect(await timesSaid(page, `You asked: ${words}`), words).toBe(1)
  }
})

test('an answer that gets lost on the way back makes the page say it again, and the house hears it once', async () => {
  const web = await startConsole()
  const { page } = await visit(browser, web.url)
  let lost = 0
  await page.route('**/api/chat/say', async (route) => {
    if (lost++ < 2) {
      await route.fetch()
      await route.abort('connectionreset')
    } else await route.continue()
  })
  await tell(page, 'once')
  await log(page).getByText('You asked: once').waitFor()
  await until(() => lost >= 1)
  await page.reload()
  await log(page).getByText('You asked: once').waitFor()
  expect(await timesSaid(page, 'once')).toBe(1)
  expect(await timesSaid(page, 'You asked: once')).toBe(1)
})

test('what was typed without a line survives closing the page and goes out in its order when there is one again', async () => {
  const web = await startConsole()
  const { page, context } = await visit(browser, web.url)
  await log(page).getByRole('heading', { name: 'What shall I do?' }).waitFor()
  await context.route('**/api/chat/say', (route) => route.abort('internetdisconnected'))
  await tell(page, 'keep this')
  await tell(page, 'forget this')
  await page.getByText('not sent yet, trying again').first().waitFor()
  await page.close()
  const again = await context.newPage()
  await again.goto(web.base)
  const back = again.locator('.said', { hasText: 'forget this' })
  await back.waitFor()
  await again.locator('.said', { hasText: 'keep this' }).getByText('not sent yet').waitFor()
  await context.unroute('**/api/chat/say')
  await again.locator('.said', { hasText: 'keep this' }).getByRole('button', { name: 'Retry now' }).click()
  await log(again).getByText('You asked: keep this').waitFor()
  await log(again).getByText('You asked: forget this').waitFor()
})

test('an upload that breaks off is sent again and kept once', async () => {
  const web = await startConsole()
  const { page } = await visit(browser, web.url)
  let tries = 0
  await page.route('**/api/chat/upload*', (route) =>
    tries++ === 0 ? route.abort('connectionreset') : route.continue(),
  )
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'sales.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n') })
  await log(page).getByText('I got sales.csv with 4 bytes').waitFor()
  expect(tries).toBeGreaterThan(1)
  expect(await recentFiles(web.house.workspace.db, 9)).toHaveLength(1)
})

test('who is signed out elsewhere is told, and what they typed is not lost', async () => {
  const web = await startConsole()
  const { page, context } = await visit(browser, web.url)
  await log(page).waitFor()
  await context.clearCookies()
  await tell(page, 'still here')
  await page.locator('#line', { hasText: 'You are signed out.' }).waitFor()
  expect(await page.evaluate('Object.values(localStorage).join()')).toContain('still here')
})

test('a page that opens while the line is bad comes to life as soon as it is better', async () => {
  const web = await startConsole()
  const { page, context } = await visit(browser, web.url)
  await log(page).waitFor()
  await context.route('**/api/**', (route) => route.abort('connectionreset'))
  await page.reload()
  await page.getByText('No connection. Trying again…').waitFor()
  await context.unroute('**/api/**')
  await tell(page, 'here again')
  await log(page).getByText('You asked: here again').waitFor()
  expect(await page.getByText('No connection').isVisible()).toBe(false)
})
