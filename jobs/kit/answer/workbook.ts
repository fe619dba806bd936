import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { csvOf } from '#connectors/csv.ts'
import { writeWorkbook } from '#connectors/excel.ts'
import { showMany } from '../format.ts'
import type { JobContext } from '../job.ts'
import type { BlockOf } from '../message.ts'

type Whole = { question: string; sentence: string; dataset: string; answer: string; sql: string; asOf: string }

/** An answer as a workbook: its rows, and on another page where they are from. */
export async function keepAnswerFile(
  table: BlockOf<'table'>,
  origin: Whole,
  { keep, workspace }: Pick<JobContext, 'keep' | 'workspace'>,
): Promise<BlockOf<'file'>> {
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-excel-'))
  try {
    const path = join(folder, 'answer.xlsx')
    const { question, sentence, dataset, answer, sql, asOf } = origin
    const facts = { Question: question, 'Read as': sentence, Dataset: dataset, 'As of': asOf, Answer: answer, SQL: sql }
    await writeWorkbook(path, [
      { name: 'Answer', columns: table.columns, rows: table.rows, zone: zoneOf(table) ?? workspace.zone },
      { name: 'Where from', columns: [{ name: 'what' }, { name: 'is' }], rows: Object.entries(facts) },
    ])
    return await keep(`${fileName(sentence)}.xlsx`, createReadStream(path), showMany(table.rows.length, 'row'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The rows alone, for whatever else reads them. */
export async function keepAnswerCsv(
  table: BlockOf<'table'>,
  sentence: string,
  { keep, workspace }: Pick<JobContext, 'keep' | 'workspace'>,
): Promise<BlockOf<'file'>> {
  const { columns, rows } = table
  const lines = csvOf({ name: 'Answer', columns, rows, zone: zoneOf(table) ?? workspace.zone })
  return keep(`${fileName(sentence)}.csv`, Readable.from(lines), showMany(rows.length, 'row'))
}

const zoneOf = ({ columns }: BlockOf<'table'>) => columns.find(({ zone }) => zone)?.zone

/** "Revenue by branch, last month (1–31 Oct 2026), highest first": without its brackets and its order. */
const fileName = (sentence: string): string =>
  sentence
    .replace(/\s*\([^)]*\)|, [a-z ]+ first$/g, '')
    .replace(/[^\p{L}\p{M}\p{N} -]/gu, '')
    .slice(0, 60)
    .trim() || 'answer'
