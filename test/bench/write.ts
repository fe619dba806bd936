import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Measurement } from './index.ts'
import type { Figures, Part } from './write-side.ts'

const ROWS = 1_000_000
const TIMES = 3
const said: Record<Part, string> = { load: 'first load', merge: 're-merge with 1 % changed' }

/** Our door against the bare prepared upsert: the same rows and key, each in a fresh process and file, taking turns. */
export async function* benchWrite(): AsyncGenerator<Measurement> {
  const ours: Figures[] = []
  const theirs: Figures[] = []
  for (let time = 0; time < TIMES; time++) {
    theirs.push(await measured('theirs'))
    ours.push(await measured('ours'))
  }
  const speed = (all: Figures[], part: Part, clock: 'wall' | 'cpu') =>
    Math.round(ROWS / median(all.map((f) => f[part][clock])))
  for (const part of ['load', 'merge'] as const)
    for (const clock of ['wall', 'cpu'] as const) {
      const [mine, bare] = [speed(ours, part, clock), speed(theirs, part, clock)]
      const what = `${said[part]}, ${ROWS} rows x 8 columns, by ${clock} clock, median of ${TIMES}`
      const ratio = Math.round((100 * mine) / bare) / 100
      yield { name: `write ${part} ${clock}`, what, ours: mine, theirs: bare, ratio, unit: 'rows/s' }
    }
  const most = (all: Figures[]) => Math.max(...all.map((f) => f.grownMb))
  yield {
    name: 'write memory',
    what: 'how far resident memory grew',
    ours: most(ours),
    theirs: most(theirs),
    unit: 'MB',
  }
}

async function measured(side: 'ours' | 'theirs'): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
  try {
    const child = fork(new URL('./write-side.ts', import.meta.url), [side, folder, String(ROWS)], { execArgv: [] })
    return (await once(child, 'message'))[0] as Figures
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const median = (all: number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!
