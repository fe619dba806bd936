import { expect, test } from 'vitest'
import { changePerson } from '#db/people.ts'
import { changeSchedule, listSchedules } from '#db/schedules.ts'
import { fireDue } from '#jobs/kit/schedule.ts'
import { ROOM, words } from '#test/kit/desk.ts'
import { until } from '#test/kit/house.ts'
import { labelsIn, notesIn, pressed, startShop, tableIn } from '#test/kit/shop.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A shop whose clock can be put forward. */
async function shopWithClock() {
  let ahead = Date.parse('2026-11-20T05:00:00Z') - Date.now()
  const shop = await startShop({ now: () => Date.now() + ahead })
  const { shown, show } = shop
  /** Puts the clock forward and returns the first thing that is then shown and fits. */
  async function later(ms: number, fits: (said: string) => boolean) {
    const before = shown.length
    ahead += ms
    return until(async () => {
      await show()
      return shown.slice(before).find(({ message }) => fits(words([message])))
    })
  }
  return { ...shop, later }
}

test('an answer comes again by the clock, with its words read anew', async () => {
  const { ask, later, db } = await shopWithClock()
  const asked = await ask(pressed(await ask('revenue by branch this month'), 'Repeat'))
  expect(asked.title).toBe('How often shall I bring "revenue by branch this month"?')
  const set = await ask(pressed(asked, 'every day at 8:00'))
  expect(words([set])).toContain('comes here every day at 08:00')
  expect(words([set])).toContain('21 Nov 2026, 08:00')
  const first = await later(21 * HOUR, (said) => said.includes('Comes every day at 08:00'))
  expect(tableIn(first.message)?.rows[0]?.[0]).toBe('Bangkok')
  expect(labelsIn(first.message)).toContain('Stop repeating')
  const december = await later(14 * DAY, (said) => said.includes('Comes every day'))
  expect(notesIn(december.message)).toContain('1–31 Dec 2026')
  await ask(pressed(first.message, 'Stop repeating'))
  expect(await listSchedules(db)).toEqual([])
})

test('what was missed while nobody was here comes once, and says that it is late', async () => {
  const { ask, later, shown, db, now } = await shopWithClock()
  await ask('revenue by branch last month')
  await ask('/repeat last every day at 8')
  const before = shown.length
  const since = () => shown.slice(before).map(({ message }) => words([message]))
  await later(5 * DAY, () => ['Late:', 'Comes every day'].every((each) => since().some((said) => said.includes(each))))
  expect(since().find((said) => said.includes('Late:'))).toContain('was due at 21 Nov 2026, 08:00')
  expect(since().filter((said) => said.includes('Comes every day'))).toHaveLength(1)
  expect((await listSchedules(db))[0]!.nextAt).toBeGreaterThan(now())
})

test('two processes that see the same fire start it once', async () => {
  const { ask, house, workspace, db } = await shopWithClock()
  await ask('revenue last month')
  await ask('/repeat last every day at 8')
  const runs = () => db.sqlite.prepare("SELECT count(*) AS n FROM runs WHERE job = 'answer'").get() as { n: number }
  const before = runs().n
  const ahead = { ...house, now: () => house.now() + DAY }
  await Promise.all([fireDue(ahead, workspace), fireDue(ahead, workspace), fireDue(ahead, workspace)])
  expect(runs().n).toBe(before + 1)
})

test('words that are no time are asked about, and too often is refused', async () => {
  const { ask } = await shopWithClock()
  await ask('revenue last month')
  expect(words([await ask('/repeat last now and then')])).toContain('as a time that comes back')
  expect(words([await ask('/repeat last * * * * *')])).toContain('At most once an hour')
  await ask('/repeat last')
  expect(words([await ask('weekdays 7:30')])).toContain('comes here on weekdays at 07:30')
  await ask('/repeat last weekdays 7:30')
  expect(tableIn(await ask('/repeat'))?.rows).toHaveLength(1)
})

test('it shows what its owner may see: once they may nothing, it rests until somebody takes it over', async () => {
  const { ask, later, db, tell, letIn } = await shopWithClock()
  await letIn()
  await ask('revenue last month', 'olga', ROOM)
  await ask('/repeat last every day at 8', 'olga', ROOM)
  await changePerson(db, 'id-olga', { active: false })
  const rests = await later(DAY, (said) => said.includes('I no longer bring'))
  expect(rests.place).toBe(ROOM)
  expect(words(await tell(pressed(rests.message, 'Take it over'), 'vic', ROOM))).toContain('for operators')
  expect(words([await ask(pressed(rests.message, 'Take it over'), 'ann', ROOM)])).toContain('comes here every day')
  await later(DAY, (said) => said.includes('Comes every day'))
})

test('in a chat that is shared, only operators say what comes by itself', async () => {
  const { ask, letIn } = await shopWithClock()
  await letIn()
  await ask('revenue last month', 'vic', ROOM)
  expect(words([await ask('/repeat last daily', 'vic', ROOM)])).toContain('for operators to say')
  await ask('revenue last month', 'vic')
  expect(words([await ask('/repeat last daily', 'vic')])).toContain('comes here every day')
})

test('plain words do as well', async () => {
  const { ask } = await shopWithClock()
  await ask('revenue by branch last month')
  expect(words([await ask('send me this every monday at 9 please')])).toContain('comes here every Monday at 09:00')
  expect(words([await ask('kirim ini setiap hari jam 7')])).toContain('comes here every day at 07:00')
})

test('one that can no longer be done rests, and the others come all the same', async () => {
  const { ask, later, db } = await shopWithClock()
  await ask('revenue last month')
  await ask('/repeat last every day at 8')
  await ask('revenue by branch last month')
  await ask('/repeat last every day at 8')
  const [first] = await listSchedules(db)
  await changeSchedule(db, first!.id, { input: { question: 7 } })
  const before = await later(DAY, (said) => said.includes('I no longer bring'))
  expect(words([before.message])).toContain('no longer done that way')
  const [resting, next] = await listSchedules(db)
  expect([resting!.paused, next!.paused]).toEqual([expect.stringContaining('no longer'), null])
  expect(next!.nextAt).toBeGreaterThan(first!.nextAt)
})
