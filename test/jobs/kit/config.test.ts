import { expect, test } from 'vitest'
import { readConfig, variables } from '#jobs/kit/config.ts'

test('with nothing set, everything has a value to start with', () => {
  expect(readConfig({})).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', DATA_DIR: 'data', ROLE: 'all', DEMO: 'auto' })
})

test('an empty line means that nothing is set', () => {
  expect(readConfig({ PORT: '', REDIS_URL: ' ' })).toMatchObject({ PORT: 8080 })
})

test('every problem is told at once, with what the setting means', () => {
  const why = thrown({ PORT: 'eighty', ZONE: 'Mars/Olympus', REDIS_URL: 'http://x', LANES: 'api' })
  for (const name of ['PORT="eighty"', 'ZONE="Mars/Olympus"', 'REDIS_URL="http://x"', 'LANES="api"'])
    expect(why).toContain(name)
  expect(why).toContain('Port of the console')
  expect(why).toContain('.env.example')
})

test('settings that only make sense together are told as one when half of them is missing', () => {
  const slack = { SLACK_BOT_TOKEN: 'xoxb-1' }
  expect(thrown(slack)).toContain('Slack is half set: SLACK_BOT_TOKEN needs SLACK_APP_TOKEN or SLACK_SIGNING_SECRET')
  expect(thrown({ SLACK_APP_TOKEN: 'xapp-1' })).toContain('needs SLACK_BOT_TOKEN as well')
  expect(thrown({ ...slack, SLACK_APP_TOKEN: 'xapp-1' })).toBe('nothing was wrong')
  expect(thrown({ ...slack, SLACK_SIGNING_SECRET: 'abc' })).toBe('nothing was wrong')
  expect(thrown({ SMTP_URL: 'smtp://x' })).toContain('Mail is half set: SMTP_URL needs MAIL_FROM')
  expect(thrown({ MAIL_FROM: 'a@b.co', TELEGRAM_API_ROOT: 'http://x' })).toMatch(
    /Telegram is half set[\s\S]*Mail is half set/,
  )
})

test('a mistyped secret is named, but not shown', () => {
  const why = thrown({ SLACK_BOT_TOKEN: 'xoxp-private', SLACK_APP_TOKEN: 'xapp-1', TELEGRAM_TOKEN: 'hush hush' })
  expect(why).toContain('TELEGRAM_TOKEN="•••": must look like 123456:ABC')
  expect(why).not.toMatch(/private|hush/)
})

test('lists may be parted by commas or spaces, addresses may end in a slash', () => {
  const read = readConfig({
    ADMIN_EMAILS: 'Ann@X.co, bob@x.co;cy@x.co',
    ALLOWED_DOMAINS: 'x.co y.co.th',
    TELEGRAM_TOKEN: '1:a',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
    PUBLIC_URL: 'https://bellhop.x.co//',
  })
  expect(read).toMatchObject({
    ADMIN_EMAILS: ['ann@x.co', 'bob@x.co', 'cy@x.co'],
    ALLOWED_DOMAINS: ['x.co', 'y.co.th'],
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081',
    PUBLIC_URL: 'https://bellhop.x.co',
  })
  expect(readConfig({})).toMatchObject({ ADMIN_EMAILS: [], ALLOWED_DOMAINS: [] })
  expect(thrown({ ADMIN_EMAILS: 'ann', ALLOWED_DOMAINS: '@x.co' })).toMatch(/ADMIN_EMAILS[\s\S]*ALLOWED_DOMAINS/)
})

test('every variable says what it means', () => {
  expect(variables.filter(({ meaning }) => meaning.length < 10)).toEqual([])
})

function thrown(environment: Record<string, string>): string {
  try {
    readConfig(environment)
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing was wrong'
}
