import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { getChat } from '#db/chats.ts'
import { deliver, deliveriesOf, getDelivery } from '#db/deliveries.ts'
import { heardAt } from '#db/inbox.ts'
import { addNotice, listNotices } from '#db/notices.ts'
import { REAL_LIMITS } from '#demo/telegram/limits.ts'
import { fileBlock, filePath, keepFile, readStored } from '#jobs/kit/files.ts'
import { buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import { until } from '../../kit/house.ts'
import { KINDS, only } from '../messages.ts'
import { onTelegram } from '../stage.ts'

async function withAnn(given: Parameters<typeof onTelegram>[0] = {}) {
  const stage = await onTelegram(given)
  const ann = stage.telegram.person('Ann')
  ann.start()
  await stage.telegram.heard(ann.id, 'What I can do')
  await stage.letIn(ann.id, 'admin', 'Ann')
  const { house, db } = stage
  /** Puts a message on its way; the same part again changes it. */
  async function bring(said: Message, part: string, place = `telegram:${ann.id}`) {
    await deliver(db, { place, source: 'test', part, message: said }, house.now())
    house.bell.ring()
    return (await deliveriesOf(db, ['test'], place)).find((one) => one.part === part)!.id
  }
  const arrived = (id: number) =>
    until(async () => {
      const row = (await getDelivery(db, id))!
      return ['sent', 'failed', 'unknown'].includes(row.state) && row
    })
  const texts = () =>
    stage.telegram
      .delivered(ann.id)
      .slice(1)
      .map((m) => m.text ?? m.caption ?? '')
  const edits = () => stage.telegram.world.calls.filter(({ method }) => method === 'editMessageText')
  return { ...stage, ann, bring, arrived, texts, edits }
}

test('every kind of block arrives', async () => {
  const { bring, arrived, house, telegram } = await withAnn()
  const stored = await keepFile(house.workspace, Buffer.from('a,b\n1,2\n'), { name: 'r.csv', by: 'test' }, 1)
  for (const kind of KINDS) {
    const { blocks, ...head } = only(kind, 'good', kind)
    const here = blocks.map((block) => (block.kind === 'file' ? fileBlock(stored) : block))
    expect(await arrived(await bring({ ...head, blocks: here }, kind))).toMatchObject({ state: 'sent', trouble: null })
  }
  expect(telegram.world.calls.filter(({ error }) => error)).toEqual([])
})

test('what changes is edited where it stands; what stays the same is left alone', async () => {
  const { bring, arrived, texts, edits } = await withAnn()
  const id = await bring(say('one'), 'card')
  await arrived(id)
  await bring(say('two'), 'card')
  await until(() => texts()[0] === 'two')
  await arrived(id)
  expect(texts()).toEqual(['two'])
  expect(edits()).toHaveLength(1)
})

test('a card that somebody removed is posted anew', async () => {
  const { bring, arrived, texts, telegram, ann } = await withAnn()
  const id = await bring(say('one'), 'card')
  await arrived(id)
  telegram.history(ann.id).splice(2)
  await bring(say('two'), 'card')
  await until(() => texts().includes('two'))
})

test('a card is edited at its pace, shows its last state, and lets messages go first', async () => {
  const { bring, arrived, texts, edits, telegram, ann } = await withAnn()
  await arrived(await bring(say('step 0'), 'card'))
  for (let i = 1; i <= 12; i++) {
    await bring(say(`step ${i}`), 'card')
    await new Promise((done) => setTimeout(done, 100))
  }
  await bring(say('a message'), 'other')
  await telegram.heard(ann.id, 'a message')
  await until(() => texts()[0] === 'step 12')
  expect(edits().length).toBeLessThanOrEqual(4)
  expect(telegram.world.calls.filter(({ error }) => error)).toEqual([])
})

test('429 is waited for exactly as told, there and nowhere else, and nothing overtakes', async () => {
  const { bring, texts, telegram } = await withAnn()
  const bob = telegram.person('Bob')
  bob.start()
  await telegram.heard(bob.id, 'What I can do')
  telegram.faults.next('limit', 1, 'sendMessage')
  await bring(say('first'), '1')
  await until(() => telegram.world.calls.some(({ status }) => status === 429))
  await bring(say('second'), '2')
  await bring(say('to Bob'), '3', `telegram:${bob.id}`)
  await telegram.heard(bob.id, 'to Bob', 900)
  expect(texts()).toEqual([])
  await until(() => texts().length === 2)
  expect(texts()).toEqual(['first', 'second'])
  const [refused, ...later] = telegram.world.calls.filter(({ params }) => String(params.text).includes('first'))
  expect(later).toHaveLength(1)
  expect(later[0]!.at - refused!.at).toBeGreaterThanOrEqual(1000)
})

test.each([
  ['hang', /^\(repeated: delivery was uncertain\)/],
  ['reset', /^\(repeated: delivery was uncertain\)/],
  ['error', /^hello/],
] as const)('after %s it comes again, marked if it may be there twice', async (trouble, seen) => {
  const { bring, arrived, texts, telegram } = await withAnn({ env: { SEND_SECONDS: '1' } })
  telegram.faults.next(trouble, 1, 'sendMessage')
  expect(await arrived(await bring(say('hello'), 'x'))).toMatchObject({ state: 'sent', trouble: null })
  expect(texts().at(-1)).toMatch(seen)
  expect(texts()).toHaveLength(trouble === 'reset' ? 2 : 1)
})

test('a message that says it is repeated goes on saying so when it changes', async () => {
  const { bring, arrived, texts, telegram } = await withAnn()
  telegram.faults.next('reset', 1, 'sendMessage')
  await arrived(await bring(say('one'), 'x'))
  await bring(say('two'), 'x')
  await until(() => texts().at(-1)?.endsWith('two'))
  expect(texts().at(-1)).toMatch(/repeated/)
})

test('a break in the middle of a long message goes on where it broke', async () => {
  const { bring, arrived, texts, telegram } = await withAnn()
  const long = message('Long', 'plain', ...Array.from({ length: 3 }, (_, i) => text(`${i}`.repeat(3500))))
  let calls = 0
  const pick = telegram.faults.pick
  telegram.faults.pick = (method) => (method === 'sendMessage' && ++calls === 2 ? 'error' : pick(method))
  await arrived(await bring(long, 'x'))
  expect(texts()).toHaveLength(3)
})

test('a chat that blocked us is marked, admins are told once, and it is heard again when it writes', async () => {
  const { bring, arrived, telegram, db, ann } = await withAnn()
  const bob = telegram.person('Bob')
  bob.start()
  await telegram.heard(bob.id, 'What I can do')
  const place = `telegram:${bob.id}`
  bob.blocks()
  await until(async () => (await getChat(db, place))?.goneAt)
  for (const part of ['1', '2'])
    expect(await arrived(await bring(say('lost'), part, place))).toMatchObject({ state: 'failed' })
  await telegram.heard(ann.id, `can't reach ${place}`)
  bob.unblocks()
  bob.says(bob.id, '/version')
  await telegram.heard(bob.id, /Version/)
  expect((await getChat(db, place))?.goneAt).toBeNull()
  const told = telegram.delivered(ann.id).filter((m) => m.text?.includes("can't reach"))
  expect(told).toHaveLength(1)
})

test('a group that becomes a supergroup is followed: news, rights and what was said move along', async () => {
  const { bring, arrived, telegram, db, ann, openChat } = await withAnn()
  const small = telegram.group('Ops', [ann], { small: true })
  const before = `telegram:${small}`
  await openChat(before)
  await addNotice(db, { place: before, what: 'failed', job: '*', direct: false, by: 'Ann', at: 1 })
  ann.says(small, '/version')
  await telegram.heard(small, /Version/)
  const large = telegram.migrate(small)
  const after = `telegram:${large}`
  await until(async () => (await getChat(db, after))?.state === 'allowed')
  expect(await listNotices(db, after)).toHaveLength(1)
  expect(await heardAt(db, after, 5)).toHaveLength(1)
  ann.says(large, '/help')
  await telegram.heard(large, 'What I can do')
  await arrived(await bring(say('news'), 'x', after))
})

test('a move that nobody announced is followed by the refusal', async () => {
  const { bring, arrived, telegram, db, ann, openChat } = await withAnn()
  const small = telegram.group('Ops', [ann], { small: true })
  await openChat(`telegram:${small}`)
  const large = telegram.group('Ops', [ann])
  telegram.world.chats.get(small)!.movedTo = large
  await arrived(await bring(say('news'), 'x', `telegram:${small}`))
  await telegram.heard(large, 'news')
  expect((await getChat(db, `telegram:${large}`))?.state).toBe('allowed')
})

test('a file that is handed over is brought here, an album as one', async () => {
  const kept: string[][] = []
  const { ann, telegram, house, db } = await withAnn({
    rest: {
      async file(heard) {
        kept.push(heard.files!.map(({ id, name }) => `${id} ${name}`))
        return say(`got ${heard.files!.length}`)
      },
    },
  })
  ann.sends(ann.id, 'document', { name: 'sales.csv', bytes: 'day,amount\n2026-01-01,5\n' })
  await telegram.heard(ann.id, 'got 1')
  const [id, name] = kept[0]![0]!.split(' ')
  expect(name).toBe('sales.csv')
  const { getFile } = await import('#db/files.ts')
  const bytes = await readStored(house.workspace, (await getFile(db, id!))!).toArray()
  expect(Buffer.concat(bytes as Buffer[]).toString()).toBe('day,amount\n2026-01-01,5\n')
  telegram.faults.next('error', 1, 'getUpdates')
  ann.album(ann.id, [{ name: 'a.csv' }, { name: 'b.csv' }, { name: 'c.csv' }])
  await telegram.heard(ann.id, 'got 3')
})

test('a file that Telegram will not hand over is said, and so is one that a stranger sends', async () => {
  const { ann, telegram } = await withAnn()
  ann.sends(ann.id, 'document', { name: 'big.csv', bytes: Buffer.alloc(21 * 1024 * 1024) })
  await telegram.heard(ann.id, /21 MB.*20 MB at most/)
  const eve = telegram.person('Eve')
  eve.sends(eve.id, 'document', { name: 'x.csv' })
  await telegram.heard(eve.id, "don't know you")
  expect(telegram.world.calls.filter(({ method }) => method === 'getFile')).toEqual([])
})

test('a file too large for Telegram is named with where to get it', async () => {
  const { bring, arrived, texts, house } = await withAnn()
  const stored = await keepFile(house.workspace, Buffer.from('x'), { name: 'all.csv', by: 'test' }, 1)
  writeFileSync(filePath(house.workspace, stored), Buffer.alloc(10))
  const block = { ...fileBlock(stored), bytes: 60 * 1024 * 1024 }
  await arrived(await bring({ tone: 'plain', blocks: [block] }, 'x'))
  expect(texts().at(-1)).toMatch(/all\.csv \(60 MB\) is too large for Telegram/)
})

test('the menu of a private chat follows the role', async () => {
  const { ann, telegram, letIn, db } = await withAnn()
  const menu = (key: string) => (telegram.world.commands.get(key) ?? []).map((c) => (c as { command: string }).command)
  ann.says(ann.id, '/version')
  await until(() => menu(`chat ${ann.id}`).includes('backup'))
  expect(menu('all_private_chats')).toContain('help')
  expect(menu('all_private_chats')).not.toContain('backup')
  expect(menu('all_group_chats')).toContain('run')
  await letIn(ann.id, 'admin')
  const { changePerson } = await import('#db/people.ts')
  await changePerson(db, `p${ann.id}`, { role: 'viewer' })
  ann.says(ann.id, '/version')
  await until(() => !menu(`chat ${ann.id}`).includes('backup'))
})

test('the pace we keep is one that Telegram never has to remind us of', async () => {
  const limits = { ...REAL_LIMITS, chatPerSecond: 3 }
  const { bring, arrived, telegram, texts } = await withAnn({ telegram: { limits } })
  const ids = []
  for (let i = 0; i < 8; i++) ids.push(await bring(say(`number ${i}`), String(i)))
  for (const id of ids) await arrived(id)
  expect(texts()).toEqual(Array.from({ length: 8 }, (_, i) => `number ${i}`))
  expect(telegram.world.calls.filter(({ status }) => status === 429)).toEqual([])
})

test('where Telegram counts more strictly than it says, it is obeyed and the order kept', async () => {
  const { bring, arrived, texts } = await withAnn({ telegram: { limits: REAL_LIMITS } })
  const ids = []
  for (let i = 0; i < 5; i++) ids.push(await bring(say(`number ${i}`), String(i)))
  for (const id of ids) await arrived(id)
  expect(texts()).toEqual(Array.from({ length: 5 }, (_, i) => `number ${i}`))
})

test('a button to nowhere Telegram takes is words, and nothing is refused', async () => {
  const { bring, arrived, texts } = await withAnn()
  const said = message('Look', 'plain', buttons({ label: 'Open', url: 'http://localhost:1' }))
  expect(await arrived(await bring(said, 'x'))).toMatchObject({ state: 'sent' })
  expect(texts().at(-1)).toContain('http://localhost:1')
})
