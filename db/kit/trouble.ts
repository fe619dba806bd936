const sentences: [RegExp, string, string][] = [
  [/^SQLITE_FULL|^ENOSPC/, 'The disk is full.', 'Free some space; nothing that was already stored is lost.'],
  [
    /^SQLITE_(NOTADB|CORRUPT)/,
    'The file is damaged.',
    'Put it aside and bring a backup back: npm run -s restore -- FILE.',
  ],
  [
    /^SQLITE_READONLY|^EROFS|^EACCES|^EPERM/,
    'The data folder can only be read.',
    'Give Bellhop the right to write there, or set DATA_DIR.',
  ],
  [
    /^SQLITE_CANTOPEN|^ENOENT|^ENOTDIR|^EEXIST|^EISDIR/,
    'The file can not be opened.',
    'Check that DATA_DIR exists and may be written.',
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'Another process holds the file for too long.',
    'Stop the other process, or wait for it to finish.',
  ],
  [/^SQLITE_IOERR/, 'The disk does not answer.', 'Check the disk; nothing that was already stored is lost.'],
]

/** A store that can't work, as a sentence a person can act on. */
export class StoreTrouble extends Error {
  override name = 'StoreTrouble'
  readonly hint: string
  constructor(what: string, hint: string, cause?: unknown) {
    super(what, { cause })
    this.hint = hint
  }
}

/** Does `work` and says what the disk or the file did in plain words. */
export function plainly<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw troubleOf(path, error) ?? error
  }
}

export function troubleOf(path: string, error: unknown): StoreTrouble | undefined {
  if (error instanceof StoreTrouble) return error
  const code = String((error as { code?: unknown } | null)?.code ?? '')
  const known = sentences.find(([pattern]) => pattern.test(code))
  return known && new StoreTrouble(`${path}: ${known[1]}`, known[2], error)
}
