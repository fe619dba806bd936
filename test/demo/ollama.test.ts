import { Ollama } from 'ollama'
import { describe, expect, onTestFinished, test } from 'vitest'
import { demoModel } from '#demo/ollama/models.ts'
import { startOllama } from '#demo/ollama/server.ts'

const form = {
  type: 'object',
  properties: { colour: { enum: ['red', 'green'] }, count: { type: 'integer' } },
  required: ['colour', 'count'],
  additionalProperties: false,
}
const hello = [{ role: 'user', content: 'hello' }]

async function start(options: Parameters<typeof startOllama>[0] = {}) {
  const server = await startOllama(options)
  onTestFinished(() => server.stop())
  return { server, ollama: new Ollama({ host: server.url }) }
}

async function post(url: string, path: string, body: unknown): Promise<Response> {
  return fetch(`${url}${path}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
}

describe('the pretend Ollama', () => {
  test('lists, shows and runs its models as the library expects them', async () => {
    const { ollama } = await start({ models: ['demo:4b', demoModel('deep:8b', { thinks: true, context: 8192 })] })
    expect((await ollama.list()).models.map(({ name }) => name)).toEqual(['demo:4b', 'deep:8b'])
    const shown = await ollama.show({ model: 'deep:8b' })
    expect(shown.capabilities).toContain('thinking')
    expect(shown.model_info).toMatchObject({ 'demo.context_length': 8192 })
    expect((await ollama.ps()).models).toEqual([])
    await ollama.chat({ model: 'demo:4b', messages: hello, options: { num_ctx: 8192 } })
    expect((await ollama.ps()).models).toMatchObject([{ name: 'demo:4b', context_length: 8192 }])
    expect((await ollama.version()).version).toMatch(/^\d+\.\d+/)
  })

  test('says the same whole or line by line, in chat and in generate', async () => {
    const { ollama, server } = await start({ reply: (question) => `You said ${question}.` })
    const whole = await ollama.chat({ model: 'demo:4b', messages: hello })
    expect([whole.message.content, whole.done, whole.done_reason]).toEqual(['You said hello.', true, 'stop'])
    let text = ''
    const stream = await ollama.chat({ model: 'demo:4b', messages: hello, stream: true })
    for await (const part of stream) text += part.message.content
    expect(text).toBe('You said hello.')
    expect((await ollama.generate({ model: 'demo:4b', prompt: 'hello' })).response).toBe('You said hello.')
    const raw = await post(server.url, '/api/chat', { model: 'demo:4b', messages: hello })
    expect(raw.headers.get('content-type')).toBe('application/x-ndjson')
    const lines = (await raw.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ done }) => done)).toEqual([...lines.slice(1).map(() => false), true])
  })

  test('holds a model to the form, unless it is one that drops it without a word', async () => {
    const talk = { messages: hello, format: form }
    const models = [demoModel('held:1b'), demoModel('deep:1b', { thinks: true, ignores: 'without thinking' })]
    const { ollama } = await start({ models, reply: () => 'Hello there' })
    const said = async (request: object) =>
      (await ollama.chat({ ...talk, model: 'deep:1b', ...request })).message.content
    expect(JSON.parse(await said({ model: 'held:1b' }))).toEqual({ colour: 'red', count: 0 })
    expect(await said({ think: false })).toBe('Hello there')
    expect(JSON.parse(await said({ think: true }))).toEqual({ colour: 'red', count: 0 })
    const generated = await ollama.generate({ model: 'deep:1b', prompt: 'hello', format: form, think: false })
    expect(JSON.parse(generated.response!)).toEqual({ colour: 'red', count: 0 })
    await expect(said({ model: 'held:1b', think: true })).rejects.toThrow('does not support thinking')
  })

  test('forgets the beginning of what is too long, and says so only when asked not to', async () => {
    const { ollama, server } = await start({ reply: (_, __, asked) => `${asked.messages.length} heard` })
    const messages = [{ role: 'system', content: 'rule '.repeat(4000) }, ...hello]
    const cut = await ollama.chat({ model: 'demo:4b', messages })
    expect([cut.message.content, cut.prompt_eval_count]).toEqual(['1 heard', 4096])
    const refused = await post(server.url, '/api/chat', { model: 'demo:4b', messages, truncate: false })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toEqual({ error: 'the input length exceeds the context length' })
  })

  test.each([
    ['a model that is not there', '/api/chat', { model: 'nope', messages: hello }, 404, "model 'nope' not found"],
    ['nothing', '/api/chat', '', 400, 'missing request body'],
    ['half a request', '/api/chat', '{"model":', 400, "invalid character '}' looking for beginning of value"],
  ])('answers %s as Ollama does', async (_, path, body, status, error) => {
    const { server } = await start()
    const answer = await post(server.url, path, body)
    expect([answer.status, await answer.json()]).toEqual([status, { error }])
  })

  test('downloads a model with its progress, and knows it from then on', async () => {
    const { ollama } = await start({ pullable: ['new:2b'] })
    const seen: string[] = []
    for await (const { status, total } of await ollama.pull({ model: 'new:2b', stream: true }))
      seen.push(total ? 'pulling a layer' : status)
    expect([seen[0], seen.at(-1)]).toEqual(['pulling manifest', 'success'])
    expect(seen).toContain('pulling a layer')
    expect((await ollama.list()).models.map(({ name }) => name)).toContain('new:2b')
    await expect(async () => {
      for await (const _ of await ollama.pull({ model: 'other:1b', stream: true }));
    }).rejects.toThrow('does not exist')
  })

  test('keeps every request, and notices who hung up', async () => {
    const { server } = await start()
    server.next('never')
    const gone = fetch(`${server.url}/api/chat`, {
      method: 'POST',
      body: JSON.stringify({ model: 'demo:4b', messages: hello }),
      signal: AbortSignal.timeout(100),
    })
    await expect(gone).rejects.toThrow()
    await expect.poll(() => server.asked()[0]?.gone).toBe(true)
    expect(server.asked()[0]!.body.messages).toEqual(hello)
  })
})
