import { expect, test } from 'vitest'
import { rest } from '#bot/kit/rest.ts'
import { sales } from '#db/datasets/sales.ts'
import { targets } from '#db/datasets/targets.ts'
import type { Store } from '#db/open.ts'
import { setRight } from '#db/rights.ts'
import { write } from '#db/write.ts'
import { SALES } from '#test/kit/shop.ts'
import { onSlack, onTelegram } from './stage.ts'

// Questions as people ask them on the platforms: in groups and threads, with fingers, each with their own rights.

const now = () => Date.parse('2026-11-20T05:00:00Z')

async function stocked(db: Store) {
  await write(db, sales, SALES, { id: 'run1' }, { now: now() })
  const plan = { month: '2026-11-01', branch: 'Bangkok', country: 'Thailand', target: 900_00 }
  await write(db, targets, [plan], { id: 'run1' }, { now: now() })
  await setRight(db, {
    ...{ who: 'role:viewer', what: 'data:sales', only: { branch: ['Jakarta', 'Bandung'] } },
    ...{ by: 'test', at: 1 },
  })
}

test('in a Slack thread anybody goes on, and sees what is theirs', async () => {
  const { slack, db, letIn, openChat } = await onSlack({ rest })
  await stocked(db)
  const [ann, vic] = [slack.person('Ann'), slack.person('Vic')]
  await letIn(ann.id, 'admin', 'Ann')
  await letIn(vic.id, 'viewer', 'Vic')
  const ops = slack.channel('ops', [ann, vic])
  await openChat(`slack:${ops}`)
  const first = ann.says(ops, '@bellhop revenue by branch in October 2026')
  // Not everybody in the channel may see it, so it comes to her alone; the thread knows it all the same.
  await slack.heard(ann.dm, 'Bangkok had the highest revenue')
  vic.says(ops, '@bellhop and orders?', { thread: first.ts })
  const told = await slack.heard(vic.dm, 'Goes on from')
  expect(slack.wordsOf(told)).not.toContain('1,950')
  expect(slack.wordsOf(told)).toContain('Only what you may see: branch Jakarta, Bandung')
})

test('a doubt is answered by a finger on Telegram, and by a word', async () => {
  const { telegram, db, letIn } = await onTelegram({ rest })
  await stocked(db)
  const ann = telegram.person('Ann')
  await letIn(ann.id, 'admin', 'Ann')
  ann.says(ann.id, 'worst branch in November 2026')
  const doubt = await telegram.heard(ann.id, 'Which one do you mean?')
  ann.presses(doubt, 'Target')
  await telegram.heard(ann.id, 'Bangkok had the lowest target')
  ann.says(ann.id, 'worst branch in November 2026')
  await telegram.heard(ann.id, '(as chosen)')
  ann.says(ann.id, 'worst country in November 2026')
  await telegram.heard(ann.id, 'Revenue by country')
  ann.says(ann.id, 'revenue')
  await telegram.heard(ann.id, 'had the lowest revenue')
})

test('on Telegram a reply goes on from the answer it replies to, not from the last one', async () => {
  const { telegram, db, letIn } = await onTelegram({ rest })
  await stocked(db)
  const ann = telegram.person('Ann')
  await letIn(ann.id, 'admin', 'Ann')
  ann.says(ann.id, 'revenue in Bangkok in October 2026')
  const older = await telegram.heard(ann.id, 'Revenue for Bangkok in October 2026')
  ann.says(ann.id, 'orders in Jakarta in September 2026')
  await telegram.heard(ann.id, 'Orders for Jakarta in September 2026')
  ann.says(ann.id, 'by channel', { reply: older })
  const told = await telegram.heard(ann.id, 'Goes on from: Revenue where branch is Bangkok')
  expect(told.text ?? told.caption).toContain('Read as: Revenue by channel where branch is Bangkok in October 2026')
  ann.says(ann.id, 'in excel pls', { reply: older })
  await telegram.heard(ann.id, 'Revenue where branch is Bangkok in October 2026.xlsx')
  ann.says(ann.id, 'and the month before?')
  await telegram.heard(ann.id, 'Goes on from: Revenue by channel')
})

test('on Slack a thread below an answer to me alone goes on from that answer', async () => {
  const { slack, db, letIn } = await onSlack({ rest })
  await stocked(db)
  const ann = slack.person('Ann')
  await letIn(ann.id, 'admin', 'Ann')
  ann.says(ann.dm, 'revenue in Bangkok in October 2026')
  const older = await slack.heard(ann.dm, 'Revenue for Bangkok in October 2026')
  ann.says(ann.dm, 'orders in Jakarta in September 2026')
  await slack.heard(ann.dm, 'Orders for Jakarta in September 2026')
  ann.says(ann.dm, 'by channel', { thread: older.ts })
  const told = await slack.heard(ann.dm, 'Goes on from: Revenue where branch is Bangkok')
  ann.says(ann.dm, 'only online', { thread: older.ts })
  await slack.heard(ann.dm, 'Goes on from: Revenue by channel where branch is Bangkok')
  expect(told.thread_ts).toBe(older.ts)
})
