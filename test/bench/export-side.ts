import { join } from 'node:path'
import { loadPortal } from '#connectors/kit/portal/file.ts'
import { openPortal } from '#connectors/kit/portal/open.ts'
import { type Peak, watchMemory } from '#jobs/export/memory.ts'
import type { SiteAt } from './export-site.ts'

// One way to fetch the four exports, measured in a process of its own.

export type Way = 'one session' | 'four sessions' | 'bare downloads'
/** Milliseconds in all, and from the moment of being signed in. */
export type Fetched = { all: number; signedIn: number; rows: number; bytes: number; peak: Peak; browser: string }

export const RANGE = { from: '2026-10-01', to: '2026-10-31' }
const NAMES = ['transactions', 'points', 'users', 'coins'] as const

const ways: Record<Way, (site: SiteAt, folder: string, path?: string) => Promise<Fetched>> = {
  'one session': oneSession,
  'four sessions': fourSessions,
  'bare downloads': bareDownloads,
}

if (import.meta.main) {
  const [way, site, folder, path] = process.argv.slice(2) as [Way, string, string, string | undefined]
  const fetched = await ways[way](JSON.parse(site), folder, path)
  process.send!(fetched, () => process.exit())
}

async function oneSession(site: SiteAt, folder: string, path?: string): Promise<Fetched> {
  const start = performance.now()
  const memory = watchMemory()
  const open = await openSession(site, folder, path)
  memory.watch(open.browser)
  await open.login()
  const signedIn = performance.now()
  const got = await Promise.all(NAMES.map((name) => open.export(name, RANGE)))
  const end = performance.now()
  const peak = await memory.stop()
  await open.close()
  return {
    ...sumOf(got),
    all: end - start,
    signedIn: end - signedIn,
    peak,
    browser: `${open.browser.from} ${open.browser.version}`,
  }
}

/** As it was before: each export with a browser and a login of its own. */
async function fourSessions(site: SiteAt, folder: string, path?: string): Promise<Fetched> {
  const start = performance.now()
  const memories = NAMES.map(() => watchMemory())
  const got = await Promise.all(
    NAMES.map(async (name, i) => {
      const open = await openSession(site, folder, path)
      memories[i]!.watch(open.browser)
      const signedIn = open.login().then(() => performance.now())
      await signedIn
      const got = await open.export(name, RANGE)
      const peak = await memories[i]!.stop()
      await open.close()
      return { ...got, peak, signedIn: await signedIn, browser: `${open.browser.from} ${open.browser.version}` }
    }),
  )
  const end = performance.now()
  const browsers = got.reduce((sum, { peak }) => sum + peak.browser, 0)
  const worker = Math.max(...got.map(({ peak }) => peak.worker))
  const signedIn = Math.min(...got.map(({ signedIn }) => signedIn))
  const peak = { worker, browser: browsers, sum: worker + browsers }
  return { ...sumOf(got), all: end - start, signedIn: end - signedIn, peak, browser: got[0]!.browser }
}

async function openSession(site: SiteAt, folder: string, path?: string) {
  const secrets = { user: site.user, password: site.password }
  const browser = { home: join(folder, 'browser'), path: path || undefined }
  return openPortal(await loadPortal('demo/portals/back-office.yaml'), {
    browser,
    url: site.url,
    secrets,
    folder: join(folder, 'files'),
  })
}

function sumOf(got: { count: number; bytes: number }[]) {
  const total = (of: 'count' | 'bytes') => got.reduce((sum, one) => sum + one[of], 0)
  return { rows: total('count'), bytes: total('bytes') }
}

/** What no browser can beat: signed in already, only the four files, all at once, nothing read. */
async function bareDownloads({ url, user, password }: SiteAt): Promise<Fetched> {
  const start = performance.now()
  const page = await fetch(`${url}/login`)
  const cookie = page.headers.get('set-cookie')!.split(';')[0]!
  const token = /name="_token" value="(\w+)"/.exec(await page.text())![1]!
  const post = (path: string, form: Record<string, string>) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ _token: token, ...form }),
      redirect: 'manual',
    })
  await post('/login', { username: user, password })
  const signedIn = performance.now()
  const get = (path: string) => fetch(`${url}${path}`, { headers: { cookie } })
  const { from, to } = RANGE
  const turned = (day: string) => day.split('-').reverse().join('/')
  const answers = await Promise.all([
    post('/transaksi/index-export', { tgl_awal: from, tgl_akhir: to }),
    get(`/point_transaction/cetak?from=${from}&to=${to}`),
    post('/user-front', { mulai: turned(from), akhir: turned(to) }),
    get(`/koin_pay/pdf?start=${from}&end=${to}`),
  ])
  const files = await Promise.all(answers.map((answer) => answer.arrayBuffer()))
  const end = performance.now()
  const bytes = files.reduce((sum, file) => sum + file.byteLength, 0)
  const worker = process.memoryUsage.rss()
  return {
    rows: 0,
    bytes,
    all: end - start,
    signedIn: end - signedIn,
    peak: { worker, browser: 0, sum: worker },
    browser: '',
  }
}
