import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'
import { type Browser, openBrowser } from '#connectors/kit/browser.ts'
import { Fault } from '#connectors/kit/fault.ts'
import { loadPortal, type Portal } from '#connectors/kit/portal/file.ts'
import { type OpenPortal, openPortal, type PortalOptions } from '#connectors/kit/portal/open.ts'
import type { Books } from '#demo/back-office/exports.ts'
import type { SiteFaults } from '#demo/back-office/faults.ts'
import { type BackOffice, type BackOfficeOptions, startBackOffice } from '#demo/back-office.ts'

/** Three days of November, small enough to be counted by hand. */
export const NOVEMBER = { from: '2026-11-10', to: '2026-11-12' }
export const FILE = 'demo/portals/back-office.yaml'

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export async function startSite(
  faults: Partial<SiteFaults> = {},
  more: Partial<BackOfficeOptions> = {},
): Promise<BackOffice> {
  const site = await startBackOffice({ company: smallBooks(), faults, ...more })
  onTestFinished(() => site.close())
  return site
}

let shared: Promise<Browser> | undefined

/** One browser for all tests of a file; each has a session of its own. */
function sharedBrowser(): Promise<Browser> {
  shared ??= openBrowser({ home: join(tmpdir(), 'bellhop-test-browser') })
  return shared
}
afterAll(async () => (await shared)?.close())

export type Desk = OpenPortal & { kept: { name: string; content: Buffer }[]; steps: string[]; portal: Portal }

export async function openDesk(
  site: BackOffice,
  more: Partial<PortalOptions> = {},
  change?: (portal: Portal) => void,
): Promise<Desk> {
  const portal = await loadPortal(FILE)
  change?.(portal)
  const kept: Desk['kept'] = []
  const steps: string[] = []
  const open = await openPortal(portal, {
    browser: await sharedBrowser(),
    url: site.url,
    secrets: { user: site.user, password: site.password },
    folder: newFolder(),
    keep: async (name, content) => `file-${kept.push({ name, content })}`,
    progress: (step) => void steps.push(step.export ? `${step.export}: ${step.is}` : step.is),
    ...more,
  })
  onTestFinished(() => open.close())
  return { ...open, kept, steps, portal }
}

export async function listOf<T>(all: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of all) list.push(one)
  return list
}

export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => undefined,
    (thrown) => thrown,
  )
  if (!(error instanceof Fault)) throw error ?? new Error('No fault came')
  return error
}

/** A small company whose numbers can be checked by eye: one of everything on each day from 1 November, or earlier. */
export function smallBooks(days = 30, month = 10): Books {
  const each = <T>(make: (day: number, time: Date) => T) =>
    Array.from({ length: days }, (_, i) => make(i + 1, new Date(Date.UTC(2026, month, i + 1, 7, 5))))
  const two = (day: number) => String(day).padStart(2, '0')
  return {
    zone: 'Asia/Bangkok',
    sales: each((day, time) => ({
      id: `S-${two(day)}`,
      order_id: `O-${two(day)}`,
      time,
      branch: 'Bangkok',
      country: 'Thailand',
      channel: 'online',
      customer: 'C1',
      product: 'Mango Wood Bench',
      category: 'Furniture',
      quantity: day,
      price: 123_450,
      discount: 0,
      amount: day * 123_450,
      cost: 60_000,
      status: day % 10 ? 'paid' : 'returned',
    })),
    points: each((day, time) => ({
      id: `PE-BKK-202611${two(day)}-00000000000000${two(day)}`,
      user_id: 'U1',
      time,
      kind: day % 2 ? 'earned' : 'redeemed',
      points: day % 2 ? day * 1000 : -day,
      order_id: `O-${two(day)}`,
      branch: 'A branch with quite a long name',
    })),
    users: each((day, joined) => ({
      id: `U${day}`,
      customer: `C${day}`,
      name: 'Somchai (Bangkok) Pattanakul',
      phone: '+66 555 9683',
      email: `somchai.pattanakul.${day}@a-long-host.example.com`,
      city: 'Bangkok',
      country: 'Thailand',
      level: 'Gold',
      status: 'active',
      joined,
    })),
    coinPayments: each((day, time) => ({
      id: `KP${day}`,
      user_id: 'U1',
      time,
      coins: day,
      amount: day * 1_234_567_00,
      method: 'BCA Virtual Account',
      status: 'paid',
    })),
  }
}
