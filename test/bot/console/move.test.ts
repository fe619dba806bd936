import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import type { Rest } from '#bot/kit/desk.ts'
import { rest } from '#bot/kit/rest.ts'
import type { Browser } from '#connectors/kit/browser.ts'
import { recentFiles } from '#db/files.ts'
import { say } from '#jobs/kit/message.ts'
import { testBrowser, visit } from '#test/kit/browser.ts'
import { startConsole } from '#test/kit/console.ts'
import { dropFile } from '#test/kit/in-page.ts'
import { box, log, tell } from './talk.ts'

let browser: Browser
beforeAll(async () => {
  browser = await testBrowser()
}, 60_000)
afterAll(() => browser?.close())

const answering: Rest = {
  ...rest,
  question: async (text, { workspace }) => say(`${text}, asked of ${workspace.name}`),
}
const LUNCH = 'day,branch,amount\n2026-11-01,BKK,100\n2026-11-02,CNX,250\n'

test("a file of one's own leaves the pretend company: the page follows, says so and goes on", async () => {
  const web = await startConsole({ env: { DEMO: 'auto' }, commands, rest: answering })
  const { page, errors } = await visit(browser, web.url)
  const where = page.locator('#where')
  await tell(page, 'hello')
  await log(page).getByText('hello, asked of demo').waitFor()
  expect(await where.textContent()).toBe('Demo company')

  await page.evaluate(dropFile('letter.csv', '1\n2\n3\n'))
  await log(page).getByText('I find no table in letter.csv').waitFor()
  await log(page).getByText('hello, asked of demo').waitFor()
  await tell(page, 'still here')
  await log(page).getByText('still here, asked of demo').waitFor()

  await page.evaluate(dropFile('lunch.csv', LUNCH))
  await log(page).getByText('lunch.csv is now the dataset lunch').waitFor()
  await log(page).getByText('Once it is read I answer from it').last().waitFor()
  await page.getByText('You are in the workspace main now.').waitFor()
  expect(await where.textContent()).toBe('main')
  expect(await log(page).getByText('asked of demo').count()).toBe(0)
  await log(page).getByRole('button', { name: 'Show it' }).click()
  await log(page).getByText('rows of the file lunch.csv').waitFor()
  await tell(page, 'and now')
  await log(page).getByText('and now, asked of main').waitFor()

  const kept = async (name: string) => recentFiles((await web.house.workspaces.open(name)).db, 9)
  expect((await kept('main')).map(({ name }) => name).sort()).toEqual(['letter.csv', 'lunch.csv'])
  expect(await kept('demo')).toEqual([])
  expect(errors).toEqual([])
})

test('DEMO=on keeps even files in the pretend company', async () => {
  const web = await startConsole({ env: { DEMO: 'on' }, commands, rest: answering })
  const { page } = await visit(browser, web.url)
  await box(page).waitFor()
  await page.evaluate(dropFile('lunch.csv', LUNCH))
  await log(page).getByText('lunch.csv is now the dataset lunch').waitFor()
  expect(await page.locator('#where').textContent()).toBe('Demo company')
  expect(await log(page).getByText('This is your own data').count()).toBe(0)
  expect(await recentFiles((await web.house.workspaces.open('main')).db, 9)).toEqual([])
})
