import { join } from 'node:path'
import type { Portal } from '#connectors/back-office.ts'
import type { Browser, BrowserSettings } from '#connectors/kit/browser.ts'
import type { SheetOptions } from '#connectors/sheets/client.ts'
import { newPace } from '#connectors/sheets/pace.ts'
import type { Config } from './config.ts'
import { keyOf, type Seal, sealWith } from './seal.ts'

type SheetAccess = Pick<SheetOptions, 'credentials' | 'rootUrl' | 'pace'>

/** What a workspace is connected to, and what opens it. Nothing is visited before somebody asks for it. */
export type Outside = {
  /** Where to find a browser, or one that is open already. */
  browser: Pick<BrowserSettings, 'home' | 'path'> | Browser
  portals(): Promise<{ portals: Portal[]; problems: string[] }>
  /** Where a back office is and what it wants to know at its login. */
  visit(portal: Portal): Promise<{ url?: string; secrets: Record<string, string> }>
  /** Who writes sheets, and how fast; undefined where nobody does. */
  sheets(): Promise<SheetAccess | undefined>
  seal(): Seal
}

/** The real world, as it is set up: portal files in the data folder, secrets and keys in the settings. */
export function realOutside(config: Config, workspace: string): Outside {
  const { DATA_DIR, WORKSPACE, BROWSER_PATH, GOOGLE_KEY, SECRET_KEY, PORTALS } = config
  const pace = newPace({ now: () => new Date() })
  const folder = workspace === WORKSPACE ? 'portals' : join('portals', workspace)
  return {
    browser: { home: join(DATA_DIR, 'browser'), path: BROWSER_PATH },
    async portals() {
      const { loadPortals } = await import('#connectors/back-office.ts')
      return loadPortals(join(DATA_DIR, folder))
    },
    visit: async ({ name, login }) => ({
      secrets: Object.fromEntries(
        login.fields.flatMap((field) => {
          const value = PORTALS[settingOf(name, field.with)]
          return value ? [[field.with, value]] : []
        }),
      ),
    }),
    sheets: async () => (GOOGLE_KEY ? { credentials: GOOGLE_KEY, pace } : undefined),
    seal: () => sealWith(SECRET_KEY ?? keyOf(DATA_DIR)),
  }
}

/** The password of the portal back-office is PORTAL_BACK_OFFICE_PASSWORD. */
const settingOf = (portal: string, secret: string) => `PORTAL_${portal}_${secret}`.toUpperCase().replaceAll('-', '_')
