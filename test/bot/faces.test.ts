import { describe, expect, onTestFinished, test } from 'vitest'
import { consoleFace } from '#bot/console/face.ts'
import { deliverDue, startDelivering } from '#bot/kit/deliver.ts'
import type { Face } from '#bot/kit/face.ts'
import { terminalFace } from '#bot/terminal/face.ts'
import { deliver, deliveriesOf, getDelivery } from '#db/deliveries.ts'
import { fileBlock, keepFile } from '#jobs/kit/files.ts'
import { type Message, message, say, text } from '#jobs/kit/message.ts'
import { startHouse, type TestHouse, until } from '../kit/house.ts'
import { HARD, KINDS, only } from './messages.ts'
import { onSlack, onTelegram } from './stage.ts'

/** A face with somebody at it, and what they can see there, one text for each message. */
type Seat = { face: Face; house: TestHouse; place: string; seen(): Promise<string[]> | string[]; edits: boolean }

async function quietHouse(face: Face): Promise<TestHouse> {
  const house = await startHouse()
  const delivering = startDelivering(house, [face])
  onTestFinished(() => delivering.stop())
  return house
}

const seats: Record<string, () => Promise<Seat>> = {
  async console() {
    const face = consoleFace()
    const house = await quietHouse(face)
    const place = 'console:desk'
    const seen = async () =>
      (await deliveriesOf(house.workspace.db, ['test'], place)).map(({ posted }) => JSON.stringify(posted))
    return { face, house, place, seen, edits: true }
  },
  async terminal() {
    const out: string[] = []
    const face = terminalFace({ write: (words) => out.push(words), columns: 120 })
    return { face, house: await quietHouse(face), place: 'terminal:here', seen: () => out, edits: false }
  },
  async telegram() {
    const { face, house, telegram } = await onTelegram()
    const ann = telegram.person('Ann')
    telegram.world.chats.get(ann.id)!.closed = undefined as never
    const seen = () => telegram.delivered(ann.id).map((m) => JSON.stringify([m.text, m.caption, m.document?.file_name]))
    return { face, house, place: `telegram:${ann.id}`, seen, edits: true }
  },
  async slack() {
    const { face, house, slack } = await onSlack()
    const ann = slack.person('Ann')
    return {
      face,
      house,
      place: `slack:${ann.id}`,
      seen: () => slack.delivered(ann.dm).map(slack.wordsOf),
      edits: true,
    }
  },
}

describe.each(Object.entries(seats))('%s', (_, sit) => {
  async function seated() {
    const seat = await sit()
    const { house, place } = seat
    const { db } = house.workspace
    async function bring(said: Message, part = 'x') {
      await deliver(db, { place, source: 'test', part, message: said }, house.now())
      house.bell.ring()
      const { id } = (await deliveriesOf(db, ['test'], place)).find((one) => one.part === part)!
      return until(async () => {
        const row = (await getDelivery(db, id))!
        return ['sent', 'failed', 'unknown'].includes(row.state) && row
      })
    }
    return { ...seat, bring }
  }

  test('every kind of block is shown', async () => {
    const { bring, house } = await seated()
    const stored = await keepFile(house.workspace, Buffer.from('a,b\n1,2\n'), { name: 'r.csv', by: 'test' }, 1)
    const blocks = KINDS.flatMap((kind) => only(kind).blocks).map((b) => (b.kind === 'file' ? fileBlock(stored) : b))
    expect(await bring({ tone: 'good', title: 'All of it', blocks })).toMatchObject({ state: 'sent', trouble: null })
  })

  test('what is hard to show is shown as text', async () => {
    const { bring, seen } = await seated()
    const blocks = Object.values(HARD).map((words) => text(words.slice(0, 2000)))
    expect(await bring(message('Hard', 'warn', ...blocks))).toMatchObject({ state: 'sent' })
    expect((await seen()).length).toBeGreaterThan(0)
  })

  test('what is said in order is seen in order', async () => {
    const { bring, seen } = await seated()
    for (const word of ['first', 'second', 'third']) await bring(say(`the ${word} word`), word)
    const all = (await seen()).join(' ')
    expect(all.match(/first|second|third/g)?.filter((word, i, found) => found.indexOf(word) === i)).toEqual([
      'first',
      'second',
      'third',
    ])
  })

  test('a change is shown where it was said, if the face can', async () => {
    const { bring, seen, edits } = await seated()
    await bring(say('before'))
    await bring(say('after'))
    await until(async () => (await seen()).join(' ').includes('after'))
    expect(await seen()).toHaveLength(edits ? 1 : 2)
  })

  test('a file that is no longer kept fails with words, and what follows still comes', async () => {
    const { bring, seen, place } = await seated()
    const gone = { kind: 'file' as const, file: 'gone', name: 'gone.csv', bytes: 3 }
    const row = await bring({ tone: 'plain', blocks: [gone] }, 'gone')
    if (/telegram|slack/.test(place)) expect(row).toMatchObject({ state: 'failed', trouble: /no longer kept/ })
    await bring(say('still here'), 'next')
    expect((await seen()).join(' ')).toContain('still here')
  })

  test('it stops, and can be asked to show nothing more', async () => {
    const { face, house } = await seated()
    await face.stop()
    expect(await deliverDue(house, [])).toBe(0)
  })
})
