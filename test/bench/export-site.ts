import { startBackOffice } from '#demo/back-office.ts'
import { makeCompany } from '#demo/company.ts'

// The pretend back office in a process of its own, as slow as such sites are.

export type SiteAt = { url: string; user: string; password: string }

/** A page, a login, a file, and each of its rows, in milliseconds. */
export const LATENCIES = { pageMs: 250, loginMs: 800, fileMs: 3000, rowMs: 1 }

if (import.meta.main) {
  const site = await startBackOffice({
    company: makeCompany({ now: new Date('2026-11-20T02:00:00Z') }),
    faults: LATENCIES,
  })
  process.on('disconnect', () => process.exit())
  process.send!({ url: site.url, user: site.user, password: site.password } satisfies SiteAt)
}
