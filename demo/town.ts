import { startBackOffice } from './back-office.ts'
import { ZONE } from './company/days.ts'
import { makeCompany } from './company.ts'
import { keepSheets } from './town/sheets.ts'

// Where the pretend company's back office and sheets are served: a process of its own, beside the house.

/** Until when the company has done business, and when its stories were told. */
export type Wish = { now: number; told: number }
export type Town = {
  site: { url: string; secrets: Record<string, string> }
  sheets: { credentials: string; rootUrl: string }
}

/** The company is made anew when so much time has passed that people could miss something. */
const OLD_MS = 300_000

if (import.meta.main) await main(process.argv[2]!)

async function main(folder: string): Promise<void> {
  const books: Parameters<typeof startBackOffice>[0]['company'] = {
    zone: ZONE,
    sales: [],
    points: [],
    users: [],
    coinPayments: [],
  }
  const site = await startBackOffice({ company: books })
  const sheets = keepSheets(folder)
  let made: Wish | undefined
  const refresh = (wish: Wish) => {
    if (made && made.told === wish.told && Math.abs(wish.now - made.now) < OLD_MS) return
    Object.assign(books, makeCompany({ now: new Date(wish.now), told: new Date(wish.told) }))
    made = wish
  }
  // Ctrl-C is for the house to hear.
  process.on('SIGINT', () => {})
  process.on('disconnect', () => {
    sheets.save()
    process.exit()
  })
  process.on('message', async (wish: Wish) => {
    refresh(wish)
    const { url, user, password } = site
    const town: Town = { site: { url, secrets: { user, password } }, sheets: await sheets.open() }
    process.send?.(town)
  })
}
