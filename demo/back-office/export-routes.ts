import { setTimeout as wait } from 'node:timers/promises'
import { EXPORTS, type ExportName } from './exports.ts'
import { fileFault } from './faults.ts'
import { fileOf, type Range, TYPES, tableOf } from './files.ts'
import { exportPage } from './pages.ts'
import type { Site, SiteContext } from './site.ts'

export function addExports(site: Site): void {
  const { app } = site
  for (const name of Object.keys(EXPORTS) as ExportName[]) {
    app.get(EXPORTS[name].path, (c) => c.html(exportPage(name, c.get('session').csrf)))
  }
  app.post(EXPORTS.transactions.path, async (c) => {
    const form = await c.req.parseBody()
    if (form._token !== c.get('session').csrf) return c.text('419 Page Expired', 419 as 400)
    return answer(site, c, 'transactions', { from: String(form.tgl_awal), to: String(form.tgl_akhir) }, 'attachment')
  })
  app.get(`${EXPORTS.points.path}/cetak`, (c) =>
    answer(site, c, 'points', { from: c.req.query('from') ?? '', to: c.req.query('to') ?? '' }, 'inline'),
  )
  app.post(EXPORTS.users.path, async (c) => {
    const form = await c.req.parseBody()
    return answer(site, c, 'users', { from: turned(form.mulai), to: turned(form.akhir) }, 'attachment')
  })
  app.get(`${EXPORTS.coins.path}/pdf`, (c) =>
    answer(site, c, 'coins', { from: c.req.query('start') ?? '', to: c.req.query('end') ?? '' }, 'attachment'),
  )
}

async function answer(site: Site, c: SiteContext, name: ExportName, range: Range, as: 'inline' | 'attachment') {
  const { faults, seen, books } = site
  const fault = fileFault(faults, name)
  const again = (alert: string) => c.html(exportPage(name, c.get('session').csrf, alert))
  if (!/^\d{4}-\d\d-\d\d$/.test(range.from) || !/^\d{4}-\d\d-\d\d$/.test(range.to))
    return again('Isi tanggal dengan benar.')
  if (fault === 'error') return c.html('<h1>500 | Server Error</h1>', 500)
  if (fault === 'never') return again('Sedang disiapkan.')
  seen.files++
  seen.mostAtOnce = Math.max(seen.mostAtOnce, ++seen.atOnce)
  try {
    const table = tableOf(name, books, range, fault)
    await wait(faults.fileMs + faults.rowMs * table.rows.length)
    if (fault === 'no-data' || (table.rows.length === 0 && fault !== 'empty')) {
      return again('Tidak ada data untuk rentang tanggal ini.')
    }
    const file = await fileOf(name, table, range, fault)
    const { kind } = EXPORTS[name]
    return c.body(new Uint8Array(file), 200, {
      'Content-Type': TYPES[kind],
      'Content-Disposition': `${as}; filename="../../${name}-${range.from}.${kind}"`,
    })
  } finally {
    seen.atOnce--
  }
}

/** 31/12/2025 → 2025-12-31 */
const turned = (text: unknown) => String(text).split('/').reverse().join('-')
