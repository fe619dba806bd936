import { expect, test } from 'vitest'
import { makeLog, redact } from '#jobs/kit/log.ts'

const planted = {
  token: '8123456:AAH-planted_token',
  password: 'hunter2-planted',
  redis: 'redis://me:planted-pw@10.0.0.1:6379',
}

test('planted secrets reach no log line, in whatever field they stand', () => {
  const lines: string[] = []
  const log = makeLog('debug', Object.values(planted), { write: (line) => void lines.push(line) })
  log.info(
    {
      url: `https://api.telegram.org/bot${planted.token}/getMe`,
      headers: { authorization: `Bearer ${planted.password}` },
    },
    'asked',
  )
  log.error({ err: new Error(`login failed: password=${planted.password}`) }, `at ${planted.redis}`)
  const all = lines.join('')
  expect(lines).toHaveLength(2)
  for (const secret of Object.values(planted)) expect(all).not.toContain(secret)
  expect(all).toContain('•••')
})

test.each([
  ['password=abc123 next', 'password=••• next'],
  ['{"access_token":"abc.def"}', '{"access_token":"•••"}'],
  ['Authorization: Bearer abcdefghijk', 'Authorization: Bearer •••'],
  ['postgres://u:pw@host/db', 'postgres://u:•••@host/db'],
  ['3 rows of tokens', '3 rows of tokens'],
])('%s', (text, shown) => {
  expect(redact(text)).toBe(shown)
})

test('machines read JSON with the level as a word, a person at a terminal reads a plain line', () => {
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  for (const isTTY of [false, true]) {
    const log = makeLog('info', [planted.password], { write, isTTY })
    log.warn({ run: 'r7k2m9a', rows: 3, at: [1, 2] }, 'Run ended')
    log.error({ err: new Error(`no entry with ${planted.password}`) }, 'A bug')
  }
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'warn', run: 'r7k2m9a', rows: 3, msg: 'Run ended' })
  expect(JSON.parse(lines[1]!)).toMatchObject({ level: 'error', err: { message: 'no entry with •••' } })
  expect(lines[2]).toMatch(/^\d\d:\d\d:\d\d WARN {2}Run ended · run=r7k2m9a · rows=3 · at=\[1,2\]\n$/)
  expect(lines[3]).toMatch(/^\d\d:\d\d:\d\d ERROR A bug\nError: no entry with •••\n {4}at /)
})
