import type { Request } from './client.ts'

/**
 * Every write leaves a numbered mark in the sheet, unseen by people, in the same all-or-nothing call as its cells.
 * An id can be used once in a spreadsheet, so of two runs that read the same state only one can write: the other is
 * refused whole and looks again. And when an answer is lost, the mark tells whether the write was applied.
 */
export type Mark = { id: number; number: number; change: string; step: number; row: number }
type Metadata = { metadataId?: number | null; metadataKey?: string | null; metadataValue?: string | null }

const NAME = 'bellhop'
const KEPT = 40

export function readMarks(metadata: Metadata[]): Mark[] {
  return metadata
    .filter(({ metadataKey }) => metadataKey === NAME)
    .map(({ metadataId, metadataValue }) => {
      const [number, step, row, ...change] = (metadataValue ?? '').split(' ')
      return {
        id: metadataId ?? 0,
        number: Number(number),
        step: Number(step),
        row: Number(row),
        change: change.join(' '),
      }
    })
    .sort((a, b) => a.number - b.number)
}

export const lastNumber = (marks: Mark[]): number => marks.at(-1)?.number ?? 0

export const markOf = (marks: Mark[], change: string, step: number): Mark | undefined =>
  marks.find((mark) => mark.change === change && mark.step === step)

export function markRequests(
  sheetId: number,
  marks: Mark[],
  mark: { change: string; step: number; row: number },
): Request[] {
  const number = lastNumber(marks) + 1
  const old = marks.slice(0, Math.max(0, marks.length - KEPT))
  return [
    ...old.map(({ id }) => ({
      deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId: id } } },
    })),
    {
      createDeveloperMetadata: {
        developerMetadata: {
          metadataId: markId(sheetId, number),
          metadataKey: NAME,
          metadataValue: `${number} ${mark.step} ${mark.row} ${mark.change}`,
          location: { sheetId },
          visibility: 'DOCUMENT',
        },
      },
    },
  ]
}

export function newMark(sheetId: number, marks: Mark[], mark: { change: string; step: number; row: number }): Mark {
  const number = lastNumber(marks) + 1
  return { id: markId(sheetId, number), number, ...mark }
}

/** The same number for everybody who writes to this tab next (FNV-1a, positive 31 bits). */
function markId(sheetId: number, number: number): number {
  let hash = 0x811c9dc5
  for (const letter of `${sheetId}:${number}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0
  return hash & 0x7fffffff || 1
}
