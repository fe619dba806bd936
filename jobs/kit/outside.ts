import { join } from 'node:path'
import { loadPortals, type Portal, secretsOf } from '#connectors/back-office.ts'
import type { BrowserSettings } from '#connectors/kit/browser.ts'
import type { SheetOptions } from '#connectors/sheets/client.ts'
import type { Config } from './config.ts'
import { keyOf, type Seal, sealWith } from './seal.ts'

/** What a workspace is connected to, and what opens it. Nothing is visited before somebody asks for it. */
export type Outside = {
  browser: Pick<BrowserSettings, 'home' | 'path'>
  portals(): Promise<{ portals: Portal[]; problems: string[] }>
  /** Where a back office is and what it wants to know at its login. */
  visit(portal: Portal): Promise<{ url?: string; secrets: Record<string, string> }>
  /** Who writes sheets; undefined where nobody does. */
  sheets(): Promise<Pick<SheetOptions, 'credentials' | 'rootUrl'> | undefined>
  seal(): Seal
}

/** The real world, as it is set up: portal files in the data folder, secrets and keys in the settings. */
export function realOutside(config: Config, workspace: string): Outside {
  const { DATA_DIR, WORKSPACE, BROWSER_PATH, GOOGLE_KEY, SECRET_KEY, PORTALS } = config
  const folder = workspace === WORKSPACE ? 'portals' : join('portals', workspace)
  return {
    browser: { home: join(DATA_DIR, 'browser'), path: BROWSER_PATH },
    portals: () => loadPortals(join(DATA_DIR, folder)),
    visit: async (portal) => ({
      secrets: Object.fromEntries(
        secretsOf(portal).flatMap((name) => {
          const value = PORTALS[settingOf(portal.name, name)]
          return value ? [[name, value]] : []
        }),
      ),
    }),
    sheets: async () => (GOOGLE_KEY ? { credentials: GOOGLE_KEY } : undefined),
    seal: () => sealWith(SECRET_KEY ?? keyOf(DATA_DIR)),
  }
}

/** The password of the portal back-office is PORTAL_BACK_OFFICE_PASSWORD. */
const settingOf = (portal: string, secret: string) => `PORTAL_${portal}_${secret}`.toUpperCase().replaceAll('-', '_')
