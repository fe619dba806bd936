import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from './kit/fault.ts'
import { loadPortal, type Portal } from './kit/portal/file.ts'

export type { Portal } from './kit/portal/file.ts'
export type { AskCode } from './kit/portal/login.ts'
export { type Exported, type OpenPortal, openPortal, type PortalStep } from './kit/portal/open.ts'

/** An export as people name it: back office and export are found by either's name. */
export type KnownExport = { portal: Portal; name: string; title: string; dataset: string; sheet?: string | undefined }

/** Every back office described in a folder. A file that is wrong is told by name and keeps none of the others away. */
export async function loadPortals(folder: string): Promise<{ portals: Portal[]; problems: string[] }> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => /\.(ya?ml|json)$/i.test(file)).sort()
  const portals: Portal[] = []
  const problems: string[] = []
  for (const file of files) {
    try {
      const portal = await loadPortal(join(folder, file))
      if (portals.some(({ name }) => name === portal.name))
        problems.push(`${file}: there is another portal named ${portal.name}.`)
      else portals.push(portal)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      problems.push(`${file}: ${error.message}`)
    }
  }
  return { portals, problems }
}

export function exportsOf(portals: Portal[]): KnownExport[] {
  return portals.flatMap((portal) =>
    Object.entries(portal.exports).map(([name, { title, dataset, sheet }]) => ({
      portal,
      name,
      title,
      dataset,
      sheet,
    })),
  )
}
