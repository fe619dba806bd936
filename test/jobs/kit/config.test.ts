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
