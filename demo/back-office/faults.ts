import type { ExportName } from './exports.ts'

export const LOGIN_FAULTS = ['', 'wrong-password', 'change-password', 'locked', 'code', 'maintenance'] as const
export const FILE_FAULTS = [
  '',
  'empty',
  'no-data',
  'truncated',
  'corrupt',
  'html',
  'wrong-range',
  'changed-layout',
  'error',
  'never',
] as const
export const SESSION_FAULTS = ['', 'lost-once', 'lost-always', 'one-page'] as const

/** The switches of the site; each can be turned while it runs. */
export type SiteFaults = {
  login: (typeof LOGIN_FAULTS)[number]
  file: (typeof FILE_FAULTS)[number]
  session: (typeof SESSION_FAULTS)[number]
  /** The one export the file fault is for; all of them when empty. */
  only: ExportName | ''
  maintenance: boolean
  /** How long a page, a login and a file of so many rows take. */
  pageMs: number
  loginMs: number
  fileMs: number
  rowMs: number
}

export const HEALTHY: SiteFaults = {
  login: '',
  file: '',
  session: '',
  only: '',
  maintenance: false,
  pageMs: 0,
  loginMs: 0,
  fileMs: 0,
  rowMs: 0,
}

/** What a form of the control page says, as switches. */
export function readFaults(form: Record<string, unknown>): Partial<SiteFaults> {
  return Object.fromEntries(
    Object.entries(HEALTHY)
      .filter(([name, healthy]) => typeof healthy === 'boolean' || form[name] !== undefined)
      .map(([name, healthy]) => [name, like(healthy, form[name])]),
  )
}

function like(healthy: string | number | boolean, written: unknown): string | number | boolean {
  if (typeof healthy === 'boolean') return written === 'on'
  return typeof healthy === 'number' ? Number(written) || 0 : String(written)
}

export function fileFault({ file, only }: SiteFaults, name: ExportName): SiteFaults['file'] {
  return !only || only === name ? file : ''
}
