import { expect, test } from 'vitest'
import { Fault } from '#connectors/kit/fault.ts'
import { deliver, deliveriesIn } from '#db/deliveries.ts'
import { recentRuns } from '#db/runs.ts'
import { say } from '#jobs/kit/message.ts'
import { ROOM, startDesk, words } from '../../kit/desk.ts'
import { ended, testJob } from '../../kit/house.ts'

async function withClosed(...places: string[]) {
  const closed = new Set(places)
  const refuse = (place: string) => {
    if (closed.has(place)) throw new Fault('missing', 'The bot was blocked.', { hint: 'Unblock it.' })
  }
  const job = testJob(async () => say('the outcome', 'good'))
  const desk = await startDesk({ refuse, jobs: [job] })
  await desk.letIn()
  return { ...desk, closed, says: (place: string) => words(desk.at(place)) }
}

test('what can not be brought to its chat goes to who asked, with the reason', async () => {
  const { tell, says } = await withClosed(ROOM)
  await tell('revenue?', 'omar', ROOM)
  expect(says('test:omar')).toMatch(/asked: revenue\?.*could not bring this to test:room.*blocked/)
  expect(says('test:ann')).toBe('')
})

test('the outcome of a run takes the same way', async () => {
  const { tell, says, house, db, show } = await withClosed(ROOM)
  await tell('/run test', 'omar', ROOM)
  await ended(house, (await recentRuns(db, 1))[0]!.id)
  await show()
  expect(says('test:omar')).toMatch(/the outcome.*could not bring this/)
})

test('if who asked can not be reached either, each admin is told once, however much is lost', async () => {
  const { tell, at } = await withClosed(ROOM, 'test:omar')
  for (let i = 0; i < 3; i++) await tell(`question ${i}?`, 'omar', ROOM)
  expect(at('test:ann')).toHaveLength(1)
  expect(at('other:ann')).toHaveLength(1)
  expect(words(at('test:ann'))).toContain("can't reach test:omar")
  expect(words(at('test:ann'))).not.toContain('question 0')
})

test('who could not be reached for a while gets their numbers afterwards, not a word about others', async () => {
  const { tell, closed, says, db, house, show } = await withClosed('test:omar')
  await tell('one?', 'omar')
  closed.clear()
  await tell('two?', 'omar')
  const outcome = { ...say('12,345 THB'), shows: ['sales'] }
  await deliver(db, { place: 'test:omar', source: 'event:test:e1', part: 'outcome', message: outcome }, house.now())
  await show()
  expect(says('test:omar')).toContain('12,345')
})

test('a chat that came back and went again is told again', async () => {
  const { tell, at, closed } = await withClosed('test:omar')
  await tell('one?', 'omar')
  closed.clear()
  await tell('two?', 'omar')
  closed.add('test:omar')
  await tell('three?', 'omar')
  expect(at('test:ann')).toHaveLength(2)
})

test('an admin who can not be reached makes no circle', async () => {
  const { tell, db } = await withClosed('test:ann', 'other:ann', ROOM, 'test:omar')
  await tell('one?', 'omar', ROOM)
  expect((await deliveriesIn(db, ['failed'], 50)).length).toBe(4)
})

test('who is answered directly and never opened a chat with us is told so where they asked', async () => {
  const { tell, says, letIn } = await withClosed('test:omar')
  await letIn([])
  await tell('revenue?', 'omar', ROOM)
  expect(says(ROOM)).toContain('press Start')
})

test('/deliveries shows what did not arrive, without its content, and sends it again in its place', async () => {
  const { tell, press, button, says, closed, show } = await withClosed('test:omar')
  await tell('revenue of the moon?', 'omar')
  const shown = words(await tell('/deliveries'))
  expect(shown).toMatch(/failed.*test:omar.*The bot was blocked/)
  expect(shown).not.toContain('the moon')
  closed.clear()
  expect(words(await press(button('Send all again', 'test:ann'), 'ann'))).toContain('I send 1 message again')
  await show()
  expect(says('test:omar')).toContain('asked: revenue of the moon?')
  expect(words(await tell('/deliveries'))).toContain('Every message arrived')
  expect(words(await tell('/deliveries again 99'))).toContain('neither failed nor is unknown')
})

test('what may have arrived is sent again with a mark', async () => {
  const { tell, db, faces, show } = await withClosed()
  await tell('revenue?', 'omar')
  db.sqlite.exec("update deliveries set state = 'unknown', trouble = 'uncertain', shown = 0 where place = 'test:omar'")
  const repeated: boolean[] = []
  const [face] = faces
  const { show: before } = face!
  face!.show = async (showing) => {
    if (showing.place === 'test:omar') repeated.push(showing.repeated)
    return before(showing)
  }
  expect(words(await tell('/deliveries again all'))).toContain('marked as repeated')
  await show()
  expect(repeated).toEqual([true])
})
