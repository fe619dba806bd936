import { describe, expect, test } from 'vitest'
import { worthRetrying } from '#connectors/kit/fault.ts'
import type { SiteFaults } from '#demo/back-office/faults.ts'
import { faultOf, NOVEMBER, openDesk, startSite } from './desk.ts'

const outcomes: [login: SiteFaults['login'], says: RegExp, kind: string, again: boolean][] = [
  ['wrong-password', /says the password is wrong/, 'auth', false],
  ['change-password', /wants a new password/, 'auth', false],
  ['locked', /has locked the account/, 'auth', false],
  ['maintenance', /is being maintained/, 'down', true],
]

describe('signing in', () => {
  test.each(outcomes)('%s is told apart, with a picture of the page', async (login, says, kind, again) => {
    const desk = await openDesk(await startSite({ login }))
    const fault = await faultOf(desk.login())
    expect(fault.message).toMatch(says)
    expect(fault.kind).toBe(kind)
    expect(fault.hint).not.toBe('')
    expect(worthRetrying(fault)).toBe(again)
    expect(fault.files).toEqual(['file-1', 'file-2'])
    expect(desk.kept[0]!.content.subarray(1, 4).toString()).toBe('PNG')
  })

  test('a password that is really wrong is said to be wrong, and never shown', async () => {
    const desk = await openDesk(await startSite(), { secrets: { user: 'kata', password: 'sandi' } })
    expect((await faultOf(desk.login())).message).toMatch(/password is wrong/)
    const text = desk.kept.find(({ name }) => name.endsWith('.txt'))!.content.toString()
    expect(text).toContain('Nama pengguna atau ••• ••• salah')
    expect(text).not.toContain('sandi')
  })

  test('a site in maintenance is worth trying again later', async () => {
    const desk = await openDesk(await startSite({ maintenance: true }))
    const fault = await faultOf(desk.login())
    expect(fault).toMatchObject({ kind: 'down', retryAfterMs: 600_000 })
  })

  test('a page that nobody described is a change of the site', async () => {
    const desk = await openDesk(await startSite({ login: 'change-password' }), {}, (portal) => {
      portal.seconds = 2
      portal.login.outcomes = { ok: [{ text: 'Selamat datang' }] }
    })
    expect(await faultOf(desk.login())).toMatchObject({
      kind: 'changed',
      message: expect.stringContaining('none of those described'),
    })
  })

  test('a form that has changed names what was not found', async () => {
    const desk = await openDesk(await startSite(), {}, (portal) => {
      portal.seconds = 1
      portal.login.fields[0]!.fill = 'input[name=email]'
    })
    expect(await faultOf(desk.login())).toMatchObject({
      kind: 'changed',
      message: expect.stringContaining('input[name=email]'),
    })
  })

  test('a site that is not there is down', async () => {
    const site = await startSite()
    await site.close()
    expect(await faultOf((await openDesk(site)).login())).toMatchObject({
      kind: 'down',
      message: expect.stringContaining('CONNECTION_REFUSED'),
    })
  })

  test('a missing secret is asked for by its name', async () => {
    const desk = await openDesk(await startSite(), { secrets: { user: 'bellhop' } })
    expect(await faultOf(desk.login())).toMatchObject({ kind: 'auth', message: expect.stringContaining('"password"') })
  })
})

describe('the one-time code', () => {
  test('is asked for, and a mistyped one is asked for again', async () => {
    const site = await startSite({ login: 'code' })
    const asked: number[] = []
    const desk = await openDesk(site, {
      askCode: async ({ attempt }) => {
        asked.push(attempt)
        return attempt === 1 ? '000000' : ` ${site.code()} `
      },
    })
    await desk.login()
    expect(asked).toEqual([1, 2])
    expect((await desk.export('coins', NOVEMBER)).count).toBe(3)
  })

  test('that is wrong three times ends the login', async () => {
    const desk = await openDesk(await startSite({ login: 'code' }), { askCode: async () => '1' })
    expect((await faultOf(desk.login())).message).toMatch(/wrong three times/)
  })

  test('that nobody gives in time is a fault of its own', async () => {
    const desk = await openDesk(
      await startSite({ login: 'code' }),
      { askCode: () => new Promise(() => {}) },
      (portal) => {
        portal.login.code!.minutes = 0.005
      },
    )
    expect((await faultOf(desk.login())).message).toMatch(/Nobody gave the one-time code/)
  })

  test('cannot be given where nobody can be asked', async () => {
    const desk = await openDesk(await startSite({ login: 'code' }))
    expect((await faultOf(desk.login())).message).toMatch(/nobody can be asked/)
  })
})

describe('the session', () => {
  test('is kept between runs and used again while it is valid', async () => {
    const site = await startSite()
    const first = await openDesk(site)
    expect(await first.login()).toEqual({ reused: false })
    const savedState = await first.state()
    await first.close()
    const second = await openDesk(site, { savedState })
    expect(await second.login()).toEqual({ reused: true })
    expect((await second.export('users', NOVEMBER)).count).toBe(3)
    expect(site.seen.logins).toBe(1)
  })

  test('that has ended in between is replaced by a new login', async () => {
    const site = await startSite()
    const first = await openDesk(site)
    await first.login()
    const savedState = await first.state()
    await first.close()
    site.endSessions()
    const second = await openDesk(site, { savedState })
    expect(await second.login()).toEqual({ reused: false })
    expect(site.seen.logins).toBe(2)
  })
})
