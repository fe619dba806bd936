import { z } from 'zod'
import { type Command, defineCommand } from '#bot/kit/command.ts'
import type { Locator, Page } from '#connectors/kit/browser.ts'
import { type Block, message } from '#jobs/kit/message.ts'

export const log = (page: Page) => page.getByRole('log')
export const box = (page: Page) => page.getByRole('combobox', { name: 'Message' })

export async function tell(page: Page, words: string): Promise<void> {
  await box(page).fill(words)
  await page.keyboard.press('Enter')
}

export const focused = async (wanted: Locator) => (await wanted.and(wanted.page().locator(':focus')).count()) === 1

/** A command that says what the test wants to see. */
export const showing = (...blocks: Block[]): Command =>
  defineCommand({
    name: 'show',
    group: 'Ask',
    say: 'Show something',
    example: '/show',
    role: 'viewer',
    args: z.object({}),
    run: async () => message('Shown', 'good', ...blocks),
  })
