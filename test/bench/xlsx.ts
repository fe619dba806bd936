import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measurement } from './index.ts'
import type { Figures, Side } from './xlsx-side.ts'

const ROWS = 1_000_000

/** Our workbooks against the fastest library: writing styled ones, and reading them row by row. */
export async function* benchXlsx(): AsyncGenerator<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
  try {
    const path = join(folder, 'theirs.xlsx')
    const theirsWrite = await measured('write theirs', path)
    const theirsRead = await measured('read theirs', path)
    const oursRead = await measured('read ours', path)
    const oursWrite = await measured('write ours', join(folder, 'ours.xlsx'))
    const what = `${ROWS} rows x 8 columns`
    yield* lines('xlsx read', `${what}, checked and row by row; against hucre streaming`, oursRead, theirsRead)
    yield* lines(
      'xlsx write',
      `${what}, styled, with real dates, by ExcelJS; against hucre streaming, plain`,
      oursWrite,
      theirsWrite,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measured(side: Side, path: string): Promise<Figures> {
  const child = fork(new URL('./xlsx-side.ts', import.meta.url), [side, path, String(ROWS)], { execArgv: [] })
  return (await once(child, 'message'))[0] as Figures
}

function* lines(name: string, what: string, ours: Figures, theirs: Figures): Generator<Measurement> {
  const ratio = (of: keyof Figures) => Math.round((100 * ours[of]) / theirs[of]) / 100
  yield { name, what, ours: ours.wall, theirs: theirs.wall, ratio: ratio('wall'), unit: 's' }
  yield { name: `${name} cpu`, what, ours: ours.cpu, theirs: theirs.cpu, ratio: ratio('cpu'), unit: 's' }
  yield { name: `${name} memory`, what, ours: ours.mb, theirs: theirs.mb, ratio: ratio('mb'), unit: 'MB' }
}
