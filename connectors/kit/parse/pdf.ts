import { readFile } from 'node:fs/promises'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { Fault } from '../fault.ts'
import { type Drawing, trace } from './pdf/drawing.ts'
import { tablesOf } from './pdf/grid.ts'
import { isSound } from './pdf/sound.ts'
import type { TableRow } from './table.ts'

/** The rows of every ruled table, page by page; text outside tables comes as loose rows (titles, "no data"). */
export async function* readPdf(path: string): AsyncGenerator<TableRow> {
  const document = await openPdf(path)
  try {
    for (let page = 1; page <= document.numPages; page++) {
      const { rows, loose } = tablesOf(await drawingOf(document, page))
      for (const text of loose) yield { where: `page ${page}`, cells: [text], loose: true }
      for (const [i, cells] of rows.entries()) yield { where: `page ${page}, row ${i + 1}`, cells }
    }
  } finally {
    await document.loadingTask.destroy()
  }
}

async function openPdf(path: string): Promise<PDFDocumentProxy> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const bytes = await readFile(path)
  // The reader would mend a file that was cut off and give the rows that are left as if they were all.
  if (!bytes.subarray(-2048).includes('%%EOF')) throw broken('is cut off: its end is missing')
  if (!isSound(bytes)) throw broken('is damaged')
  const data = new Uint8Array(bytes)
  return getDocument({
    data,
    verbosity: VerbosityLevel.ERRORS,
    disableFontFace: true,
    stopAtErrors: true,
  }).promise.catch((error: Error) => {
    throw broken(error.name === 'PasswordException' ? 'is locked with a password' : `is damaged (${error.message})`)
  })
}

async function drawingOf(document: PDFDocumentProxy, number: number): Promise<Drawing> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  try {
    const page = await document.getPage(number)
    const { fnArray, argsArray } = await page.getOperatorList()
    const steps = fnArray.map((op, i) => ({ op, args: argsArray[i] as unknown[] }))
    const drawing = trace(steps, page.getViewport({ scale: 1 }).transform as number[], OPS)
    page.cleanup()
    return drawing
  } catch (error) {
    throw broken(`is damaged at page ${number} (${(error as Error).message})`)
  }
}

const broken = (what: string) =>
  new Fault('down', `The PDF ${what}.`, { hint: 'Fetch it again; if it stays so, open the export by hand.' })
