import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { BackOffice } from '#demo/back-office.ts'
import { FILE, NOVEMBER, newFolder, startSite } from './desk.ts'

async function check(site: BackOffice, typed: string[], ...more: string[]) {
  const out = newFolder()
  const args = [
    'connectors/kit/portal/check.ts',
    FILE,
    '--url',
    site.url,
    '--out',
    out,
    '--from',
    NOVEMBER.from,
    '--to',
    NOVEMBER.to,
    ...more,
  ]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(`${typed.join('\n')}\n`)
  const said = text(child.stdout)
  const [code] = await once(child, 'exit')
  return { code, said: await said, pictures: readdirSync(out).filter((name) => name.endsWith('.png')) }
}

test('a portal file is tried step by step, with a picture of each', { timeout: 60_000 }, async () => {
  const site = await startSite()
  const { code, said, pictures } = await check(site, [site.user, site.password])
  expect(said).toContain('✓ signed in')
  for (const title of ['Transactions', 'Points', 'Users', 'Coin payments'])
    expect(said).toContain(`✓ ${title}, 2026-11-10 to 2026-11-12: 3 rows, 0 rejected`)
  expect(said).toContain('first row: {"id":"S-10"')
  expect(said).not.toContain(site.password)
  expect(pictures).toHaveLength(6)
  expect(code).toBe(0)
})

test('what fails is said with its remedy, and the rest goes on', { timeout: 60_000 }, async () => {
  const site = await startSite({ file: 'html', only: 'points', login: 'code' })
  const { code, said } = await check(site, [site.user, site.password, site.code()])
  expect(said).toContain('✗ points, 2026-11-10 to 2026-11-12')
  expect(said).toContain('Expected a PDF but got a web page')
  expect(said).toContain('✓ Users')
  expect(code).toBe(1)
})

test('only one can be tried', { timeout: 60_000 }, async () => {
  const site = await startSite()
  const { said } = await check(site, [site.user, 'wrong'], '--only', 'users')
  expect(said).toContain('✗ Kinnara Back Office says the password is wrong.')
  expect((await check(site, [site.user, site.password], '--only', 'users')).said).not.toContain('Transactions')
})
