import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import type { Browser } from '#connectors/kit/browser.ts'
import { startMail } from '#demo/mail/server.ts'
import { testBrowser, visit } from '#test/kit/browser.ts'
import { startConsole } from '#test/kit/console.ts'
import { overEdge } from '#test/kit/in-page.ts'
import { log, tell } from './talk.ts'

let browser: Browser
beforeAll(async () => {
  browser = await testBrowser()
}, 60_000)
afterAll(() => browser?.close())

test('at this machine a browser without a key asks for a new one, which is printed there and lets it in', async () => {
  const web = await startConsole()
  const { page } = await visit(browser, web.base)
  await page.getByRole('button', { name: 'Print a new address' }).click()
  await page.getByRole('heading', { name: 'Look at the terminal' }).waitFor()
  await page.goto(web.printed[0]!)
  await page.getByRole('combobox', { name: 'Message' }).waitFor()
  expect(page.url()).not.toContain('key')
})

test('elsewhere somebody signs in by mail on a phone, talks, signs out and is out', async () => {
  const mail = await startMail()
  onTestFinished(() => mail.stop())
  const post = { SMTP_URL: mail.url, MAIL_FROM: 'bellhop@company.com', ALLOWED_DOMAINS: 'company.com' }
  const web = await startConsole({ env: { HOST: '0.0.0.0', ...post }, commands })
  const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true }
  const { page } = await visit(browser, web.url.replace('0.0.0.0', '127.0.0.1'), phone)
  await page.getByLabel('E-mail address').fill('ann@company.com')
  await page.getByRole('button', { name: 'Send me a code' }).click()
  expect(await page.evaluate(overEdge)).toEqual([])
  await page.getByLabel('Code').fill('000')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').getByText('That code does not fit').waitFor()
  await page.getByLabel('Code').fill(/\d{6}/.exec((await mail.heard('ann@company.com')).text)![0])
  await page.getByRole('button', { name: 'Sign in' }).click()
  await tell(page, '/whoami')
  await log(page).getByText('ann@company.com').waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in to Bellhop' }).waitFor()
})

test('/logout said in the chat ends it as well, and the page says so', async () => {
  const mail = await startMail()
  onTestFinished(() => mail.stop())
  const post = { SMTP_URL: mail.url, MAIL_FROM: 'bellhop@company.com', ALLOWED_DOMAINS: 'company.com' }
  const web = await startConsole({ env: { HOST: '0.0.0.0', ...post }, commands })
  const { page } = await visit(browser, web.url.replace('0.0.0.0', '127.0.0.1'))
  await page.getByLabel('E-mail address').fill('ann@company.com')
  await page.keyboard.press('Enter')
  await page.getByLabel('Code').fill(/\d{6}/.exec((await mail.heard('ann@company.com')).text)![0])
  await page.keyboard.press('Enter')
  await tell(page, '/logout')
  await page.getByText('Load this page again to sign in').waitFor()
})
