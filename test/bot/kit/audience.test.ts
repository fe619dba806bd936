import { expect, test } from 'vitest'
import type { Audience } from '#bot/kit/face.ts'
import { listAudit } from '#db/audit.ts'
import { deliver } from '#db/deliveries.ts'
import { hear } from '#db/inbox.ts'
import { message, say, text } from '#jobs/kit/message.ts'
import { ROOM, startDesk, words } from '../../kit/desk.ts'
import { testJob, until } from '../../kit/house.ts'

async function inTheRoom(there?: () => Audience | undefined, shows: string[] = ['sales']) {
  const job = testJob(async () => say('the outcome', 'good'), { shows: () => shows })
  const rest = {
    async question(_: string, context: { shows(...datasets: string[]): void }) {
      context.shows(...shows)
      return say('12,345 THB')
    },
  }
  return startDesk({ jobs: [job], rest, audience: (place) => (place.startsWith(ROOM) ? there?.() : undefined) })
}
const here = (shown: { place: string }[]) => [...new Set(shown.map(({ place }) => place))]

test('a group is answered nothing until an admin lets it in', async () => {
  const { tell } = await inTheRoom()
  expect(words(await tell('revenue?', 'vic', ROOM))).toContain('until an admin lets me in')
  expect(words(await tell('/here allow', 'vic', ROOM))).toContain('until an admin lets me in')
  expect(words(await tell('revenue?', 'ann', ROOM))).toContain('not let in yet')
  await tell('/here allow', 'ann', `${ROOM}/7`)
  expect(words(await tell('/version', 'vic', ROOM))).toContain('Version')
  await tell('/here forbid', 'ann', ROOM)
  expect(words(await tell('/version', 'vic', ROOM))).toContain('closed this chat')
  expect(words(await tell('/version', 'ann', ROOM))).toContain('closed this chat')
  await tell('/here allow', 'ann', ROOM)
  expect(words(await tell('/version', 'vic', ROOM))).toContain('Version')
})

test('what an admin lets a channel see is shown there; everything else goes to who asked, with a word there', async () => {
  const { tell } = await inTheRoom()
  await tell('/here allow', 'ann', ROOM)
  const before = await tell('revenue?', 'vic', ROOM)
  expect(here(before)).toEqual(expect.arrayContaining(['test:vic', ROOM]))
  expect(words(before.filter(({ place }) => place === ROOM))).not.toContain('12,345')
  expect(words(before.filter(({ place }) => place === ROOM))).toContain('vic, I answered you directly')
  await tell('/here data all', 'ann', ROOM)
  expect(here(await tell('revenue?', 'vic', ROOM))).toEqual([ROOM])
  await tell('/here private', 'ann', ROOM)
  expect(here(await tell('revenue?', 'vic', ROOM))).toContain('test:vic')
})

test('when the platform can not tell who is there, nothing is shown there', async () => {
  const { letIn, tell } = await inTheRoom(() => {
    throw new Error('the platform is away')
  })
  await letIn()
  expect(here(await tell('revenue?', 'vic', ROOM))).toEqual(['test:vic', ROOM])
})

test('only the datasets that were named are shown', async () => {
  const { letIn, tell } = await inTheRoom()
  await letIn(['targets'])
  expect(here(await tell('revenue?', 'vic', ROOM))).toContain('test:vic')
  await letIn(['targets', 'sales'])
  expect(here(await tell('revenue?', 'vic', ROOM))).toEqual([ROOM])
  expect(words(await tell('/here data moon', 'ann', ROOM))).toContain('no dataset called moon')
})

test.each([
  ['a guest is there', { members: ['ann', 'vic'], strangers: 1 }, 'directly'],
  ['somebody there may see only one branch', { members: ['ann', 'omar'], strangers: 0 }, 'directly'],
  ['somebody there was sent away', { members: ['ann', 'olga'], strangers: 0 }, 'directly'],
  ['all may see it', { members: ['ann', 'vic'], strangers: 0 }, 'there'],
  ['a colleague is there who never signed in', { members: ['ann', 'new'], strangers: 0 }, 'there'],
] as const)('in a channel that may see sales, when %s', async (_, there, where) => {
  const { letIn, tell } = await inTheRoom(() => ({ ...there, members: [...there.members] }))
  await letIn(['sales'])
  await tell('/allow omar@x.co data nothing')
  await tell('/revoke olga@x.co')
  const shown = await tell('revenue?', 'ann', ROOM)
  expect(here(shown)).toEqual(where === 'there' ? [ROOM] : ['test:ann', ROOM])
})

test('where nobody said what may be seen, it is shown if everyone there is known and may see it', async () => {
  const there = { members: ['ann', 'vic'], strangers: 0 }
  const { letIn, tell } = await inTheRoom(() => there)
  await letIn(null)
  expect(here(await tell('revenue?', 'ann', ROOM))).toEqual([ROOM])
  there.members.push('new')
  expect(here(await tell('revenue?', 'ann', ROOM))).toContain('test:ann')
})

test("what is an admin's to know is never said in a group", async () => {
  const { letIn, tell } = await inTheRoom()
  await letIn()
  const shown = await tell('/people', 'ann', ROOM)
  expect(words(shown.filter(({ place }) => place === ROOM))).not.toContain('vic@x.co')
  expect(words(shown.filter(({ place }) => place === 'test:ann'))).toContain('vic@x.co')
})

test('a run that may not be shown where it was asked for tells who asked how it ends', async () => {
  const { letIn, tell, at, show } = await inTheRoom()
  await letIn([])
  expect(words(await tell('/run test', 'omar', ROOM))).toContain('tell you directly')
  await until(async () => {
    await show()
    return words(at('test:omar')).includes('the outcome')
  })
  expect(words(at(ROOM))).not.toContain('the outcome')
})

test('an admin can ask which groups were let in', async () => {
  const { tell, letIn } = await inTheRoom()
  expect(words(await tell('/here'))).toContain('No group has been let in')
  await letIn(['sales'])
  await tell('/notify quiet 22:00-07:00', 'vic')
  const said = words(await tell('/here'))
  expect(said).toMatch(/test:room.*let in.*sales/)
  expect(said).not.toContain('test:vic')
})

test('what an outcome turns out to show is asked again at the moment it is shown', async () => {
  const { letIn, show, at, db } = await inTheRoom()
  await letIn(['targets'])
  const heard = { face: 'test', event: 'q1', place: ROOM, user: 'vic', name: 'vic', direct: false, text: '?' }
  await hear(db, { face: 'test', event: 'q1', place: ROOM, person: 'vic', heard, at: 1 })
  const found = { ...message('Sales', 'plain', text('12,345 THB')), shows: ['sales'] }
  await deliver(db, { place: ROOM, source: 'event:test:q1', part: 'outcome', message: found }, 1)
  await show()
  expect(words(at(ROOM))).toContain('I answered you directly')
  expect(words(at(ROOM))).not.toContain('12,345')
  expect(words(at('test:vic'))).toContain('12,345')
  const saw = await listAudit(db, { acts: ['saw'], limit: 5 })
  expect(saw.map(({ name, what, place }) => [name, what, place])).toEqual([['vic', 'sales', 'test:vic']])
})
