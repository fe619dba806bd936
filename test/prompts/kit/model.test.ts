import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { demoModel } from '#demo/ollama/models.ts'
import { startOllama } from '#demo/ollama/server.ts'
import type { Trouble } from '#demo/ollama/troubles.ts'
import { type ModelOptions, openModel, type Question } from '#prompts/kit/model.ts'

const schema = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
}
const asking: Question = { turns: [{ role: 'user', content: 'Which one?' }], room: 200, schema }
const told = '{"answer":"the first one, of course"}'

async function start(more: Partial<ModelOptions> = {}, options: Parameters<typeof startOllama>[0] = {}) {
  const server = await startOllama({ reply: scripted, ...options })
  onTestFinished(() => server.stop())
  return { server, model: openModel({ url: server.url, model: 'demo:4b', ...more }) }
}

/** Does what it is told: in the trial too, when it is asked in words. */
function scripted(question: string): string {
  if (question.includes('{"colour"')) return '{"colour":"red","count":3}'
  return question.includes('hello') ? 'Hello!' : told
}

/** Past its trial, so that what comes next meets the question. */
async function tried(more: Partial<ModelOptions> = {}, options: Parameters<typeof startOllama>[0] = {}) {
  const started = await start(more, options)
  expect(await started.model.check()).toMatchObject({ ok: true })
  started.server.requests.length = 0
  return started
}

describe('a model on its server', () => {
  test('is asked with temperature 0, a window, a stream, and keeps to the form', async () => {
    const { server, model } = await tried()
    const letters: number[] = []
    const reply = await model.ask({ ...asking, heard: (count) => letters.push(count) })
    expect(reply).toMatchObject({ ok: true, text: told })
    const [{ path, body }] = server.asked() as [(typeof server.requests)[0]]
    expect(path).toBe('/api/chat')
    expect(body).toMatchObject({ stream: true, format: schema, truncate: false, model: 'demo:4b' })
    expect(body.options).toMatchObject({ temperature: 0, num_ctx: 4096, num_predict: 200 })
    expect(letters.length).toBeGreaterThan(3)
    expect(letters.at(-1)).toBe(told.length)
  })

  test.each([
    ['never', false, 'form in chat'],
    ['in chat', false, 'form in generate'],
    ['always', false, 'asked in words'],
    ['never', true, 'form in chat, not thinking'],
    ['without thinking', true, 'form in generate, not thinking'],
    ['always', true, 'asked in words, not thinking'],
  ] as const)('when the form is dropped %s (thinks: %s), the way is: %s', async (ignores, thinks, name) => {
    const { model, server } = await start({}, { models: [demoModel('demo:4b', { ignores, thinks })] })
    expect(await model.check()).toMatchObject({ ok: true, way: { name } })
    expect(await model.ask(asking)).toMatchObject({ ok: true, text: told })
    expect(server.asked().at(-1)!.path).toBe(name.includes('generate') ? '/api/generate' : '/api/chat')
  })

  test('with no way to fill a form is not used', async () => {
    const { model } = await start(
      {},
      { reply: () => 'I would rather talk.', models: [demoModel('demo:4b', { ignores: 'always' })] },
    )
    expect(await model.check()).toMatchObject({ ok: false, trouble: 'form' })
    expect(await model.ask(asking)).toMatchObject({ ok: false, trouble: 'form' })
  })

  test('that refuses one way is tried another', async () => {
    const { model, server } = await start()
    server.next({ status: 400, error: '"demo:4b" does not support chat' })
    expect(await model.check()).toMatchObject({ ok: true, way: { name: 'form in generate' } })
  })

  test('is reached with the name and password of its address, which no error shows', async () => {
    const server = await startOllama({ reply: scripted })
    onTestFinished(() => server.stop())
    const model = openModel({ url: server.url.replace('//', '//ann:s%40cret@'), model: 'demo:4b' })
    expect(await model.ask(asking)).toMatchObject({ ok: true })
    expect(server.requests[0]!.headers.authorization).toBe(`Basic ${Buffer.from('ann:s@cret').toString('base64')}`)
    await server.stop()
    expect(JSON.stringify(await model.ask(asking))).not.toContain('cret')
  })

  test('is tried once, not before every question', async () => {
    const { model, server } = await start()
    await model.ask(asking)
    const after = server.requests.length
    await model.ask(asking)
    expect(server.requests.length).toBe(after + 1)
  })

  test.each<[string, Trouble, string]>([
    ['400', { status: 400 }, 'refused'],
    ['401', { status: 401 }, 'refused'],
    ['403', { status: 403 }, 'refused'],
    ['404', { status: 404 }, 'missing'],
    ['429', { status: 429 }, 'busy'],
    ['500', { status: 500 }, 'broken'],
    ['503', { status: 503 }, 'busy'],
    ['a stream that ends too early', 'cut', 'cut'],
    ['a broken connection', 'reset', 'cut'],
    ['an error in the middle', 'error line', 'broken'],
    ['a page of a proxy in the middle', 'not json', 'broken'],
    ['an answer cut by its length', 'length', 'cut'],
    ['thoughts and no words', 'thinking only', 'mute'],
    ['a call of a tool', 'tool call', 'mute'],
    ['an empty answer', 'empty', 'mute'],
  ])('%s is told in words', async (_, trouble, kind) => {
    const { server, model } = await tried()
    server.next(trouble)
    const reply = await model.ask(asking)
    expect(reply).toMatchObject({ ok: false, trouble: kind })
    expect((reply as { why: string }).why).toMatch(/^[A-Z].*\.( \(.*\))?$/)
    expect(await model.ask(asking), 'and the next question is answered').toMatchObject({ ok: true })
  })

  test('that says what it reads wrong is not repeated in the log', async () => {
    const said = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
    onTestFinished(() => {
      for (const each of said) each.mockRestore()
    })
    const { server, model } = await tried()
    for (const trouble of ['not json', 'cut', { status: 503 }] as Trouble[]) {
      server.next(trouble)
      await model.ask(asking)
    }
    expect(said.flatMap((each) => each.mock.calls)).toEqual([])
  })

  test('that is not running at all', async () => {
    const { server, model } = await tried()
    await server.stop()
    expect(await model.ask(asking)).toMatchObject({ ok: false, trouble: 'down' })
  })

  test('whose address belongs to something else', async () => {
    const odd = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'))
    await new Promise<void>((done) => odd.listen(0, '127.0.0.1', done))
    onTestFinished(() => void odd.close())
    const { port } = odd.address() as { port: number }
    const reply = await openModel({ url: `http://127.0.0.1:${port}`, model: 'demo:4b' }).ask(asking)
    expect(reply).toMatchObject({ ok: false, trouble: 'broken' })
  })

  test('that is missing is told as missing', async () => {
    const { model } = await start({ model: 'other:1b' })
    expect(await model.check()).toMatchObject({ ok: false, trouble: 'missing' })
  })

  test('that never answers is given up at the deadline', async () => {
    const { server, model } = await tried({ timeoutMs: 300 })
    server.next('never')
    expect(await model.ask(asking)).toMatchObject({ ok: false, trouble: 'late' })
    await expect.poll(() => server.asked()[0]!.gone).toBe(true)
  })

  test('that speaks slowly is given up at the deadline, in the middle of its words', async () => {
    const { server, model } = await tried({ timeoutMs: 300 })
    server.next({ tokenMs: 100 })
    let letters = 0
    const reply = await model.ask({
      ...asking,
      heard: (count) => {
        letters = count
      },
    })
    expect(reply).toMatchObject({ ok: false, trouble: 'late' })
    expect(letters).toBeLessThan(told.length)
  })

  test('is stopped at once by whoever asked, and the server is told', async () => {
    const { server, model } = await tried()
    server.next({ tokenMs: 5000 })
    const stop = new AbortController()
    const reply = await model.ask({ ...asking, heard: () => stop.abort() }, stop.signal)
    expect(reply).toMatchObject({ ok: false, trouble: 'stopped' })
    await expect.poll(() => server.asked()[0]!.gone).toBe(true)
    expect(await model.ask(asking)).toMatchObject({ ok: true })
  })

  test('that talks on and on is ended', async () => {
    const { server, model } = await tried()
    server.next('endless')
    expect(await model.ask({ ...asking, room: 3000 })).toMatchObject({ ok: false, trouble: 'cut' })
  })
})

describe('the window', () => {
  const long = (letters: number): Question => ({
    ...asking,
    turns: [{ role: 'user', content: 'words '.repeat(letters / 6) }],
  })

  test('grows with the question, and then stays, as a new one loads the model anew', async () => {
    const { server, model } = await tried()
    for (const question of [asking, long(30_000), asking]) await model.ask(question)
    expect(server.asked().map(({ body }) => body.options!.num_ctx)).toEqual([4096, 8192, 8192])
  })

  test('that is too small is said, and nothing is sent', async () => {
    const { server, model } = await tried({ numCtx: 4096 })
    expect(await model.ask(long(60_000))).toMatchObject({ ok: false, trouble: 'long' })
    expect(server.asked()).toEqual([])
  })

  test('is never larger than the one the model has', async () => {
    const { model } = await start({ numCtx: 32_768 }, { models: [demoModel('demo:4b', { context: 8192 })] })
    expect(await model.check()).toMatchObject({ ok: true, window: 8192 })
    expect(await model.ask(long(60_000))).toMatchObject({ ok: false, trouble: 'long' })
  })

  test.each([true, false])('is never cut in silence, though we counted too few (server of old: %s)', async (old) => {
    const { server, model } = await tried({}, { old })
    const question = { ...asking, turns: [{ role: 'user' as const, content: 'x'.repeat(17_000) }] }
    expect(await model.ask(question)).toMatchObject({ ok: false, trouble: 'long' })
    expect(server.asked()[0]!.body.options!.num_ctx).toBe(4096)
  })

  test('that the server finds too small is a refusal, not half a question', async () => {
    const { server, model } = await tried()
    server.next({ status: 400, error: 'the input length exceeds the context length' })
    expect(await model.ask(asking)).toMatchObject({ ok: false, trouble: 'long' })
  })
})

describe('the queue', () => {
  test('lets one question in at a time, in the order they came', async () => {
    let now = 0
    let most = 0
    const { server, model } = await tried()
    server.always({ tokenMs: 5 })
    const order: number[] = []
    const ask = async (nr: number) => {
      const reply = await model.ask({
        ...asking,
        heard: (letters) => {
          if (letters === 4) most = Math.max(most, ++now)
          if (letters === told.length && order.at(-1) !== nr) {
            order.push(nr)
            now--
          }
        },
      })
      return reply.ok
    }
    expect(await Promise.all([1, 2, 3].map(ask))).toEqual([true, true, true])
    expect(order).toEqual([1, 2, 3])
    expect(most).toBe(1)
  })

  test('turns away what it cannot hold', async () => {
    const { server, model } = await tried({ waiting: 1 })
    server.next({ firstMs: 300 })
    const replies = await Promise.all([model.ask(asking), model.ask(asking), model.ask(asking)])
    expect(replies.map((reply) => (reply.ok ? 'answered' : reply.trouble))).toEqual(['answered', 'answered', 'busy'])
  })

  test('loses those who stopped waiting, and no one else', async () => {
    const { server, model } = await tried()
    server.next({ firstMs: 300 })
    const stop = new AbortController()
    const replies = [model.ask(asking), model.ask(asking, stop.signal), model.ask(asking)]
    stop.abort()
    expect(await replies[1]).toMatchObject({ ok: false, trouble: 'stopped' })
    expect((await Promise.all(replies)).map(({ ok }) => ok)).toEqual([true, false, true])
    expect(server.asked().length).toBe(2)
  })
})

describe('fetching a model', () => {
  test('tells how far it is, over all its layers', async () => {
    const { model } = await start({ model: 'new:2b' }, { pullable: ['new:2b'] })
    const shares: number[] = []
    expect(await model.pull(({ share }) => shares.push(share))).toEqual({ ok: true })
    expect(shares.at(-1)).toBe(1)
    expect(shares.some((share) => share > 0 && share < 1)).toBe(true)
    expect(await model.check()).toMatchObject({ ok: true })
  })

  test('that nobody knows says so', async () => {
    const { model } = await start({ model: 'other:1b' })
    expect(await model.pull(() => {})).toMatchObject({ ok: false, trouble: 'missing' })
  })

  test('that breaks off says so, and can begin again', async () => {
    const { server, model } = await start({ model: 'new:2b' }, { pullable: ['new:2b'] })
    server.next('cut')
    expect(await model.pull(() => {})).toMatchObject({ ok: false, trouble: 'cut' })
    expect(await model.pull(() => {})).toEqual({ ok: true })
  })

  test('can be stopped', async () => {
    const { model } = await start({ model: 'new:2b' }, { pullable: ['new:2b'], stepMs: 50 })
    const stop = new AbortController()
    expect(await model.pull(() => stop.abort(), stop.signal)).toMatchObject({ ok: false, trouble: 'stopped' })
  })
})
