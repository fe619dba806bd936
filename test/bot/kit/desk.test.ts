import { describe, expect, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import { openAccess } from '#bot/kit/access.ts'
import { deliverDue } from '#bot/kit/deliver.ts'
import { openDesk } from '#bot/kit/desk.ts'
import type { Face, Heard } from '#bot/kit/face.ts'
import { setChat } from '#db/chats.ts'
import { addPerson, linkIdentity } from '#db/people.ts'
import { type BlockOf, type Message, say } from '#jobs/kit/message.ts'
import { startHouse, testJob, until } from '../../kit/house.ts'

async function atTheDesk(given: Parameters<typeof startHouse>[0] = {}) {
  const house = await startHouse(given)
  const shown: { place: string; message: Message; tokens: string[] }[] = []
  const face: Face = {
    name: 'test',
    start: async () => {},
    stop: async () => {},
    async show({ place, message, token }) {
      const pressable = message.blocks
        .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
        .filter((button) => 'say' in button)
      shown.push({ place, message, tokens: pressable.map(token) })
      return {}
    },
  }
  const rest = { question: async (text: string) => say(`asked: ${text}`), file: async () => say('file') }
  const desk = openDesk(house, commands, openAccess(house), rest)
  for (const [user, role] of [
    ['ann', 'admin'],
    ['vic', 'viewer'],
  ] as const) {
    await addPerson(house.workspace.db, { id: user, name: user, role, email: `${user}@x.co` }, 1)
    await linkIdentity(house.workspace.db, 'test', user, user)
  }
  await setChat(house.workspace.db, 'test:room', { state: 'allowed', data: ['*'] }, 'ann', 1)
  let event = 0
  async function tell(text: string | Partial<Heard>, user = 'ann'): Promise<Message[]> {
    const before = shown.length
    const heard = typeof text === 'string' ? { text } : text
    await desk.hear({
      face: 'test',
      event: String(event++),
      place: 'test:room',
      user,
      name: user,
      direct: false,
      ...heard,
    })
    await desk.idle()
    while (await deliverDue(house, [face]));
    return shown.slice(before).map(({ message }) => message)
  }
  return { house, desk, face, shown, tell }
}
const words = (messages: Message[]) => JSON.stringify(messages)
const buttonsOf = (message: Message) =>
  message.blocks
    .filter((block): block is BlockOf<'buttons'> => block.kind === 'buttons')
    .flatMap((block) => block.buttons)

describe('every message gets one answer', () => {
  test.each(commands.map(({ example }) => example))('%s', async (example) => {
    const { tell, house } = await atTheDesk()
    const answers = await tell({ text: example, place: 'test:ann', direct: true })
    if (answers.length) expect(answers).toHaveLength(1)
    else await until(async () => (await tell('/runs')).length && house)
    expect(words(answers)).not.toMatch(/undefined|\[object|went wrong/)
  })
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    [undefined, 'a voice message'],
  ])('%j', async (text, known) => {
    const { tell } = await atTheDesk()
    expect(
      words(
        await tell({
          ...(text === undefined ? {} : { text }),
          other: text === undefined ? 'a voice message' : 'an empty message',
        }),
      ),
    ).toContain(known)
  })
})

test('an event that comes again is dropped', async () => {
  const { tell } = await atTheDesk()
  expect(await tell({ text: '/version', event: 'same' })).toHaveLength(1)
  expect(await tell({ text: '/version', event: 'same' })).toHaveLength(0)
})

test('what was heard before the process died is answered by the next one, once', async () => {
  const { house, desk, face, shown } = await atTheDesk()
  const { hear } = await import('#db/inbox.ts')
  const heard: Heard = {
    face: 'test',
    event: 'lost',
    place: 'test:room',
    user: 'ann',
    name: 'ann',
    direct: true,
    text: '/version',
  }
  await hear(house.workspace.db, {
    face: 'test',
    event: 'lost',
    place: heard.place,
    person: 'ann',
    heard,
    at: house.now() - 10,
  })
  for (let i = 0; i < 2; i++) {
    await desk.catchUp()
    await desk.idle()
  }
  while (await deliverDue(house, [face]));
  expect(shown).toHaveLength(1)
})

test('a mistyped command is offered as it was meant, with its arguments', async () => {
  const { tell } = await atTheDesk()
  const [answer] = await tell('/rnus failed')
  expect(buttonsOf(answer!)[0]).toMatchObject({ say: '/runs failed' })
})

test('a missing argument is asked for, with what can be meant, and the next words complete it', async () => {
  const { tell } = await atTheDesk()
  const [question] = await tell('/run')
  expect(words([question!])).toContain('Which job')
  expect(buttonsOf(question!)).toContainEqual({ label: 'tidy', say: '/run tidy' })
  expect(await tell('no-such-job')).toMatchObject([{ title: expect.stringContaining('No job') }])
  expect(words(await tell('what about sales?'))).toContain('asked: what about sales?')
})

test('a wrong argument is named and asked for again', async () => {
  const { tell } = await atTheDesk()
  expect(words(await tell('/runs sometimes'))).toContain('sometimes')
})

test('a button works once; pressed twice at the same time it acts once', async () => {
  const { tell, shown } = await atTheDesk()
  await tell('/nonsense')
  const token = shown.at(-1)!.tokens[0]!
  const answers = (await Promise.all([tell({ press: token }), tell({ press: token })])).flat()
  await tell('/version')
  const all = shown.map(({ message }) => words([message])).join('\n')
  expect(answers.length).toBeGreaterThan(0)
  expect(all.match(/What I can do/g)).toHaveLength(1)
  expect(all).toContain('pressed already')
})

test('a viewer is told why not, and by whom it could be changed', async () => {
  const { tell } = await atTheDesk()
  expect(words(await tell('/backup', 'vic'))).toContain('Ask an admin')
  expect(words(await tell('/run tidy', 'vic'))).toContain('operators')
})

test('a stranger learns nothing but how to get in', async () => {
  const { tell } = await atTheDesk()
  for (const text of ['/data', '/runs', 'revenue?', '/files'])
    expect(words(await tell(text, 'eve'))).toContain("don't know you")
  expect(words(await tell('/help', 'eve'))).not.toContain('/backup')
})

test('too much at once is answered kindly, and later there is an answer again', async () => {
  let shift = 0
  const { tell } = await atTheDesk({ env: { MESSAGES_PER_MINUTE: '3' }, now: () => Date.now() + shift })
  for (let i = 0; i < 3; i++) await tell('/version')
  expect(words(await tell('/version'))).toContain('a lot at once')
  shift = 61_000
  expect(words(await tell('/version'))).toContain('Version')
})

test('a run id of another workspace is no run here', async () => {
  const { tell, house } = await atTheDesk({ env: { DEMO: 'auto' } })
  const { addRun } = await import('#db/runs.ts')
  const other = await house.workspaces.open('main')
  const run = {
    id: 'foreign',
    job: 'tidy',
    input: {},
    inputKey: 'k',
    lane: 'report',
    urgent: true,
    notBefore: 1,
    askedBy: 'x',
    place: null,
  }
  await addRun(other.db, run, () => [], 1)
  expect(words(await tell('/run foreign'))).toContain('No job and no run')
})

test('a bug in a command is an apology with a number, and is logged', async () => {
  const { house, face, shown } = await atTheDesk()
  const rest = { question: async () => Promise.reject(new TypeError('secret internals')), file: async () => undefined }
  const desk = openDesk(house, commands, openAccess(house), rest)
  await desk.hear({
    face: 'test',
    event: 'b',
    place: 'test:room',
    user: 'ann',
    name: 'ann',
    direct: true,
    text: 'why?',
  })
  await desk.idle()
  while (await deliverDue(house, [face]));
  expect(words(shown.map(({ message }) => message))).toMatch(/went wrong on my side.*trouble [a-z0-9]{7}/)
  expect(words(shown.map(({ message }) => message))).not.toContain('secret internals')
  expect(house.lines.join()).toContain('secret internals')
})

test('a run that takes long shows one card that ends truthfully, and one outcome', async () => {
  let open = () => {}
  const gate = new Promise<void>((resolve) => (open = resolve))
  const job = testJob(async (_, { progress }) => {
    progress({ label: 'Half', state: 'running', done: 1, total: 2 })
    await gate
    return say('all done', 'good')
  })
  const { tell, shown, house, face } = await atTheDesk({ jobs: [job] })
  const pump = setInterval(() => deliverDue(house, [face]), 50)
  await tell('/run test')
  await until(() => words(shown.map(({ message }) => message)).includes('Half'))
  open()
  await until(() => words(shown.map(({ message }) => message)).includes('all done'))
  clearInterval(pump)
  await until(async () => !(await deliverDue(house, [face])))
  const cards = shown.filter(({ message }) => message.blocks.some(({ kind }) => kind === 'progress'))
  expect(words([cards.at(-1)!.message])).toContain('Done')
  expect(words([cards.at(-1)!.message])).not.toContain('Stop')
  expect(shown.filter(({ message }) => words([message]).includes('all done'))).toHaveLength(1)
})

test('a chat is moved to another workspace, which is made on the way, and sees nothing of the first', async () => {
  const { tell: anywhere, house, shown } = await atTheDesk()
  const tell = (text: string) => anywhere({ text, direct: true, place: 'test:ann' })
  expect(buttonsOf((await tell('/workspace acme'))[0]!)[0]).toMatchObject({ say: '/workspace acme new' })
  expect(words(await tell('/workspace acme new'))).toContain('no admin of acme')
  const acme = await house.workspaces.open('acme')
  await addPerson(acme.db, { id: 'ann', name: 'ann', role: 'admin', email: 'ann@x.co' }, 1)
  await linkIdentity(acme.db, 'test', 'ann', 'ann')
  expect(words(await tell('/workspace acme'))).toContain('From now on this is acme')
  await tell('/workspace')
  expect(words([shown.at(-1)!.message])).toContain('This chat talks to acme')
  expect(words(await tell('/data'))).toContain('know nothing yet')
})
