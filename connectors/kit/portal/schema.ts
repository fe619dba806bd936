import { writeFileSync } from 'node:fs'
import { portalSchema } from './file.ts'

/** What editors check a portal file against while it is written. */
if (import.meta.main) {
  writeFileSync(new URL('portal.schema.json', import.meta.url), `${JSON.stringify(portalSchema(), null, 2)}\n`)
}
