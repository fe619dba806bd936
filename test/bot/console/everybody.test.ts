import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import type { Browser } from '#connectors/kit/browser.ts'
import { type Block, buttons, message, text } from '#jobs/kit/message.ts'
import { testBrowser, visit } from '#test/kit/browser.ts'
import { startConsole } from '#test/kit/console.ts'
import { testJob } from '#test/kit/house.ts'
import { faintTexts, lightness, overEdge } from '#test/kit/in-page.ts'
import { box, focused, log, showing, tell } from './talk.ts'

let browser: Browser
beforeAll(async () => {
  browser = await testBrowser()
}, 60_000)
afterAll(() => browser?.close())

test('the keyboard is enough: skip link, commands by their first letters, arrows, new line, last message, buttons', async () => {
  const answer = showing(text('Pick one'), buttons({ label: 'First', say: 'one' }, { label: 'Second', say: 'two' }))
  const web = await startConsole({ commands: [...commands, answer] })
  const { page } = await visit(browser, web.url)
  const typed = box(page)
  expect(await focused(typed)).toBe(true)
  await page.keyboard.type('/sh')
  await page.getByRole('option', { name: /\/show/ }).waitFor()
  await page.keyboard.press('Tab')
  expect(await typed.inputValue()).toBe('/show')
  await page.keyboard.press('Enter')
  const second = log(page).getByRole('button', { name: 'Second' })
  await second.waitFor()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  expect(await focused(second)).toBe(true)
  await page.keyboard.press('Enter')
  await log(page).getByText('You asked: two').waitFor()
  expect(await second.getAttribute('aria-disabled')).toBe('true')
  await typed.focus()
  await page.keyboard.press('ArrowUp')
  expect(await typed.inputValue()).toBe('/show')
  await typed.fill('line one')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('line two')
  await page.keyboard.press('Enter')
  await log(page).getByText('You asked: line one\nline two').waitFor()
})

test('the first Tab leads past the navigation, and what has the focus can be seen', async () => {
  const web = await startConsole()
  const { page } = await visit(browser, web.url)
  await page.goto(`${web.base}/#/runs`)
  await page.reload()
  await page.getByRole('heading', { name: 'Runs' }).waitFor()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  expect(await focused(skip)).toBe(true)
  expect((await skip.boundingBox())!.y).toBeGreaterThanOrEqual(0)
  await page.keyboard.press('Tab')
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
})

test('on a phone nothing hangs over the edge, in any view, with wide content', async () => {
  const wide: Block[] = [
    text('a'.repeat(300)),
    text('x'.repeat(300), 'code'),
    {
      kind: 'table',
      columns: Array.from({ length: 12 }, (_, i) => ({ name: `column ${i}` })),
      rows: [Array.from({ length: 12 }, () => 'some words')],
    },
    {
      kind: 'progress',
      bars: [
        {
          label: 'A rather long step of the work',
          state: 'running',
          done: 1200,
          total: 4000,
          note: 'reading page 12 of many',
        },
      ],
      run: 'r',
    },
    { kind: 'file', file: 'f', name: `${'long-name-'.repeat(12)}.csv`, bytes: 12 },
    {
      kind: 'chart',
      chart: { type: 'line', title: 'T', labels: ['a', 'b'], unit: 'count', series: [{ name: 's', values: [1, 2] }] },
    },
    buttons(...Array.from({ length: 8 }, (_, i) => ({ label: `Button number ${i}`, say: `${i}` }))),
  ]
  const web = await startConsole({
    commands: [...commands, showing(...wide)],
    jobs: [testJob(async () => message('Done', 'good', ...wide), { name: 'wide' })],
  })
  const { page } = await visit(browser, web.url, {
    viewport: { width: 390, height: 780 },
    hasTouch: true,
    isMobile: true,
  })
  await tell(page, '/show')
  await log(page).getByRole('button', { name: 'Button number 7' }).waitFor()
  await tell(page, '/run wide')
  const over = () => page.evaluate(overEdge)
  expect(await over()).toEqual([])
  await page.getByRole('link', { name: 'Runs' }).click()
  await page.locator('.rows a').first().click()
  await page.getByRole('heading', { name: 'How it ended' }).waitFor()
  expect(await over()).toEqual([])
  await page.getByRole('link', { name: 'Data' }).click()
  await page.getByRole('heading', { name: 'Data' }).waitFor()
  expect(await over()).toEqual([])
})

test('it is dark for who likes it dark, and words stay readable in both', async () => {
  const web = await startConsole({ commands: [showing(text('plain'), text('quiet', 'quiet'))] })
  const { page } = await visit(browser, web.url, { colorScheme: 'dark' })
  await tell(page, '/show')
  await log(page).getByText('quiet', { exact: true }).waitFor()
  expect(await page.evaluate(lightness)).toBeLessThan(60)
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    expect(await page.evaluate(faintTexts), scheme).toEqual([])
  }
  expect(await page.evaluate(lightness)).toBeGreaterThan(200)
})
