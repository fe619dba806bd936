import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPdf } from '#connectors/kit/parse/pdf.ts'
import { cellText } from '#connectors/kit/parse/table.ts'
import { pdf } from '#demo/back-office/pdf.ts'
import type { Measurement } from './index.ts'

const ROWS = 5000
const TIMES = 3
const WORDS = 'kursi rotan dari Cirebon (garansi 2 tahun), warna cokelat tua; dikirim dengan truk'

/** A long report with wrapped cells: every row exact, against only taking the drawing of each page out of the library. */
export async function* benchPdf(): AsyncGenerator<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
  try {
    const path = join(folder, 'long.pdf')
    const rows = Array.from({ length: ROWS }, (_, i) => [`T-${i}`, wrapped(i), `Rp ${i}.000`])
    const columns = ['ID', 'Keterangan', 'Jumlah'].map((title, i) => ({
      title,
      width: [60, 120, 80][i]!,
      right: i === 2,
    }))
    writeFileSync(path, pdf({ title: 'Laporan', columns, rows, totals: [] }, 'Periode'))
    const ours: number[] = []
    const theirs: number[] = []
    let exact = 0
    for (let time = 0; time < TIMES; time++) {
      theirs.push(await took(() => bare(path)))
      ours.push(
        await took(async () => {
          exact = await exactRows(path, rows)
        }),
      )
    }
    const what = `${ROWS} rows with wrapped cells, median of ${TIMES}`
    yield { name: 'pdf rows exact', what, ours: exact, theirs: ROWS, ratio: exact / ROWS, unit: 'rows' }
    const [mine, limit] = [median(ours), median(theirs)]
    const against = `${what}; against pdfjs alone going through the drawing of every page`
    yield {
      name: 'pdf time',
      what: against,
      ours: seconds(mine),
      theirs: seconds(limit),
      ratio: Math.round((100 * mine) / limit) / 100,
      unit: 's',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const wrapped = (i: number) => WORDS.slice(i % 40, (i % 40) + 5 + ((i * 7) % 40)).trim()

async function exactRows(path: string, rows: string[][]): Promise<number> {
  let exact = 0
  let next = 0
  for await (const { cells, loose } of readPdf(path)) {
    const texts = cells.map(cellText)
    if (loose || texts[0] === 'ID') continue
    if (texts.join('\n') === rows[next++]?.join('\n')) exact++
  }
  return exact
}

async function bare(path: string): Promise<void> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const data = new Uint8Array(await readFile(path))
  const document = await getDocument({ data, verbosity: VerbosityLevel.ERRORS, disableFontFace: true }).promise
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    await page.getOperatorList()
    page.cleanup()
  }
  await document.loadingTask.destroy()
}

async function took(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!
const seconds = (ms: number) => Math.round(ms) / 1000
