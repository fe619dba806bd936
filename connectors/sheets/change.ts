import type { ColumnKind, Row } from '#db/dataset.ts'
import type { Held } from './cells.ts'
import type { Content } from './client.ts'

export type Mode = 'overwrite' | 'append' | 'merge'
/** `title` is what stands in the header when it isn't the name. */
export type SheetColumn = { name: string; kind: ColumnKind; title?: string }
export type Write = {
  mode: Mode
  columns: SheetColumn[]
  /** Names of the columns that tell rows apart; only a merge needs them. */
  key: string[]
  rows: Row[]
  /** For append: the run's id, so that a run that is tried again goes on where it stopped and doubles nothing. */
  id?: string
}

export type Edit = { key: string; cell: string; column: string; row: number; before: Held; after: Held }
/** Cells in the order of the change's columns. */
export type Added = { key: string; cells: Content[] }
export type Removed = { key: string; row: number; sum: string }
export type Conflict = {
  key: string
  cell: string
  /** A formula stands there; somebody edited it meanwhile; the row is gone; the key is in the sheet more than once. */
  why: 'formula' | 'edited' | 'gone' | 'twice'
  is: Held
  wanted: Held
}

/** What a write would do, as plain data: it can be shown, kept and applied later. */
export type Change = {
  id: string
  spreadsheetId: string
  tab: string
  mode: Mode
  columns: SheetColumn[]
  key: string[]
  zone: string
  newTab: boolean
  newColumns: string[]
  added: Added[]
  changed: Edit[]
  removed: Removed[]
  /** Rows that are in the sheet as they should be. */
  same: number
  conflicts: Conflict[]
  estimate: { calls: number; bytes: number }
}

/** What was written, as plain data: enough to take it back. */
export type Receipt = Omit<Change, 'added' | 'removed' | 'same' | 'conflicts' | 'estimate'> & {
  at: string
  added: Removed[]
}

export type Verified = {
  ok: boolean
  rows: number
  rowsExpected: number
  checksum: string
  checksumExpected: string
  problem?: string
}
export type Outcome = {
  added: number
  changed: number
  removed: number
  same: number
  newColumns: string[]
  conflicts: Conflict[]
  verified: Verified
  used: { reads: number; writes: number; sent: number; received: number }
  link: string
  receipt: Receipt
}

/** What was really done, with the places where it was done. */
export type Tally = { edits: Edit[]; added: (Added & { row: number })[]; removed: Removed[]; conflicts: Conflict[] }
