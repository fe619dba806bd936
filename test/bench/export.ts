import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Fetched, RANGE, type Way } from './export-side.ts'
import { LATENCIES, type SiteAt } from './export-site.ts'
import type { Measurement } from './index.ts'

const TIMES = 3
const HOW = Object.entries(LATENCIES)
  .map(([name, ms]) => `${name.replace('Ms', '')} ${ms} ms`)
  .join(', ')

/** The four exports of a month: one session against four, and against the bare downloads that nothing can beat. */
export async function* benchExport(): AsyncGenerator<Measurement> {
  const site = fork(new URL('./export-site.ts', import.meta.url), { execArgv: [] })
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
  try {
    const [at] = (await once(site, 'message')) as [SiteAt]
    const go = (way: Way, browser = '', times = TIMES) => median(way, at, folder, browser, times)
    const bare = await go('bare downloads')
    const one = await go('one session')
    const four = await go('four sessions', '', 1)
    const small = await go('one session', 'npm')
    const what = `${one.rows} rows of ${RANGE.from} to ${RANGE.to} in four files of ${Math.round(one.bytes / 1024)} KB, median of ${TIMES}; the site takes: ${HOW}`
    yield line(
      'export once signed in',
      `${what}; against bare HTTP downloads of the same files`,
      one.signedIn,
      bare.signedIn,
      's',
    )
    yield line('export with its login', `${what}; against bare HTTP with its login`, one.all, bare.all, 's')
    yield line(
      'export in one session',
      `${what}; against a browser and a login for each export`,
      one.all,
      four.all,
      's',
    )
    yield line(
      'export memory',
      `worker (resident) and ${one.browser} (proportional), peak; against four sessions`,
      one.peak.sum,
      four.peak.sum,
      'MB',
    )
    yield line('export memory, worker', 'the worker alone', one.peak.worker, undefined, 'MB')
    yield line(
      'export memory, npm browser',
      `with ${small.browser} (BROWSER_PATH=npm); against ${one.browser}`,
      small.peak.sum,
      one.peak.sum,
      'MB',
    )
    yield line(
      'export time, npm browser',
      `once signed in, with ${small.browser}; against bare HTTP`,
      small.signedIn,
      bare.signedIn,
      's',
    )
  } finally {
    end(site)
    rmSync(folder, { recursive: true, force: true })
  }
}

async function median(way: Way, site: SiteAt, folder: string, browser: string, times: number): Promise<Fetched> {
  const all: Fetched[] = []
  for (let time = 0; time < times; time++) all.push(await fetchOnce(way, site, folder, browser))
  const middle = all.toSorted((a, b) => a.signedIn - b.signedIn)[Math.floor(times / 2)]!
  // The most that was ever held is what a machine must have.
  return { ...middle, peak: all.toSorted((a, b) => b.peak.sum - a.peak.sum)[0]!.peak }
}

async function fetchOnce(way: Way, site: SiteAt, folder: string, browser: string): Promise<Fetched> {
  const child = fork(new URL('./export-side.ts', import.meta.url), [way, JSON.stringify(site), folder, browser], {
    execArgv: [],
  })
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`${way} ended with ${code}`)))
  ended.catch(() => {})
  const [fetched] = (await Promise.race([once(child, 'message'), ended])) as [Fetched]
  return fetched
}

function line(name: string, what: string, ours: number, theirs: number | undefined, unit: 's' | 'MB'): Measurement {
  const scale = unit === 's' ? 1000 : 2 ** 20
  const round = (value: number) => Math.round((value / scale) * 100) / 100
  return {
    name,
    what,
    ours: round(ours),
    ...(theirs === undefined ? {} : { theirs: round(theirs), ratio: Math.round((100 * ours) / theirs) / 100 }),
    unit,
  }
}

const end = (child: ChildProcess) => void (child.connected && child.disconnect())
