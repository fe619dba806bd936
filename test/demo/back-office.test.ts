import { describe, expect, onTestFinished, test } from 'vitest'
import { startBackOffice } from '#demo/back-office.ts'
import { smallBooks } from '#test/connectors/kit/portal/desk.ts'

async function startSite(more: Partial<Parameters<typeof startBackOffice>[0]> = {}) {
  const site = await startBackOffice({ company: smallBooks(), ...more })
  onTestFinished(() => site.close())
  return site
}
type Site = Awaited<ReturnType<typeof startSite>>

async function visit(site: Site, path: string, cookie = '', form?: Record<string, string>): Promise<Response> {
  const post = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
  return fetch(`${site.url}${path}`, { redirect: 'manual', headers: { cookie }, ...post })
}

async function signIn(site: Site, more: Record<string, string> = {}): Promise<{ cookie: string; answer: Response }> {
  const form = await visit(site, '/login')
  const cookie = form.headers.get('set-cookie')!.split(';')[0]!
  const token = /name="_token" value="(\w+)"/.exec(await form.text())![1]!
  const answer = await visit(site, '/login', cookie, {
    _token: token,
    username: site.user,
    password: site.password,
    ...more,
  })
  return { cookie, answer }
}

describe('the pretend back office', () => {
  test('lets nobody in without a login', async () => {
    const site = await startSite()
    for (const path of ['/', '/transaksi/index-export', '/point_transaction/cetak?from=2026-11-01&to=2026-11-02']) {
      const answer = await visit(site, path)
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/login?pesan=habis'])
    }
  })

  test('refuses a form without its token', async () => {
    const { answer } = await signIn(await startSite(), { _token: 'guessed' })
    expect(answer.status).toBe(419)
  })

  test('ends a session that nobody uses', async () => {
    let minute = 0
    const site = await startSite({ sessionMs: 600_000, now: () => minute * 60_000 })
    const { cookie } = await signIn(site)
    minute = 9
    expect((await visit(site, '/', cookie)).status).toBe(200)
    minute = 18
    expect((await visit(site, '/', cookie)).status).toBe(200)
    minute = 29
    expect((await visit(site, '/', cookie)).status).toBe(302)
  })

  test('gives a PDF in the browser and a workbook as a download', async () => {
    const site = await startSite()
    const { cookie } = await signIn(site)
    const pdf = await visit(site, '/point_transaction/cetak?from=2026-11-01&to=2026-11-02', cookie)
    expect(pdf.headers.get('content-disposition')).toMatch(/^inline/)
    const form = await (await visit(site, '/transaksi/index-export', cookie)).text()
    const token = /name="_token" value="(\w+)"/.exec(form)![1]!
    const xlsx = await visit(site, '/transaksi/index-export', cookie, {
      _token: token,
      tgl_awal: '2026-11-01',
      tgl_akhir: '2026-11-02',
    })
    expect(xlsx.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
  })

  test('its faults are switched on a page of their own', async () => {
    const site = await startSite()
    expect(await (await visit(site, '/_faults')).text()).toContain('changed-layout')
    await visit(site, '/_faults', '', { maintenance: 'on', file: 'html', fileMs: '20' })
    expect((await visit(site, '/login')).status).toBe(503)
    await visit(site, '/_faults', '', { file: '' })
    expect((await visit(site, '/login')).status).toBe(200)
  })
})
