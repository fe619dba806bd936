import { openBrowser } from '#connectors/kit/browser.ts'

/** A process of its own that opens a browser and then waits for its end. */
const browser = await openBrowser({ home: process.argv[2]! })
const context = await browser.context()
const page = await context.newPage()
await page.goto('data:text/html,<h1>busy</h1>')
process.stdout.write(`ready ${JSON.stringify({ sandbox: browser.sandbox, from: browser.from })}\n`)
setInterval(() => {}, 1000)
