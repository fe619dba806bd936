import type { Book, Metadata } from './book.ts'
import { invalid } from './errors.ts'

/** Notes that programs leave in a spreadsheet, unseen by people. An id is unique within its spreadsheet. */
type Given = { metadataId?: number; metadataKey?: string; metadataValue?: string; location?: { sheetId?: number } }
type DataFilter = { developerMetadataLookup?: { metadataId?: number; metadataKey?: string; metadataValue?: string } }

export function createMetadata(book: Book, note: unknown): object {
  const given = note as Given
  const metadataId = given.metadataId ?? 1 + Math.floor(Math.random() * (2 ** 31 - 1))
  if (book.metadata.some((each) => each.metadataId === metadataId))
    throw invalid(`Metadata with ID ${metadataId} already exists.`)
  const metadata: Metadata = {
    metadataId,
    metadataKey: given.metadataKey ?? '',
    ...(given.metadataValue !== undefined && { metadataValue: given.metadataValue }),
    ...(given.location?.sheetId !== undefined && { sheetId: given.location.sheetId }),
  }
  book.metadata.push(metadata)
  return { developerMetadata: describeMetadata(metadata) }
}

export function deleteMetadata(book: Book, filter: unknown): object {
  const { developerMetadataLookup: look = {} } = filter as DataFilter
  const matches = (each: Metadata) =>
    (look.metadataId === undefined || look.metadataId === each.metadataId) &&
    (look.metadataKey === undefined || look.metadataKey === each.metadataKey) &&
    (look.metadataValue === undefined || look.metadataValue === each.metadataValue)
  const gone = book.metadata.filter(matches)
  book.metadata = book.metadata.filter((each) => !matches(each))
  return { deletedDeveloperMetadata: gone.map(describeMetadata) }
}

export function describeMetadata({ sheetId, ...metadata }: Metadata): object {
  const location =
    sheetId === undefined ? { locationType: 'SPREADSHEET', spreadsheet: true } : { locationType: 'SHEET', sheetId }
  return { ...metadata, location, visibility: 'DOCUMENT' }
}
