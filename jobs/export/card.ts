import type { KnownExport, PortalStep } from '#connectors/back-office.ts'
import { barsFor } from '../kit/bars.ts'
import { showBytes, showMany } from '../kit/format.ts'
import type { Bar } from '../kit/message.ts'

export type Card = {
  step(step: PortalStep): void
  signIn(change: Partial<Bar>): void
  export(one: KnownExport, change: Partial<Bar>): void
  sheet(change: 'begun' | 'written' | 'checked'): void
}

/** What people see while an export runs: the login, a bar for each export, the sheets, the check. */
export function openCard(exports: KnownExport[], progress: (...bars: Bar[]) => void): Card {
  const titles = exports.map(({ title }) => title)
  const set = barsFor(['Sign in', ...titles, 'Sheets', 'Check'], progress)
  const [sheets, check] = [titles.length + 1, titles.length + 2]
  const count = { begun: 0, written: 0, checked: 0 }
  const named = (name: string, change: Partial<Bar>) => {
    const place = exports.findIndex((one) => one.name === name)
    if (place >= 0) set(place + 1, change)
  }
  const bar = (done: number, total: number): Partial<Bar> => ({
    state: done < total ? 'running' : 'done',
    done,
    total,
  })
  return {
    signIn: (change) => set(0, change),
    export: ({ name }, change) => named(name, change),
    step(step) {
      if (step.export) named(step.export, STEPS[step.is]?.(step) ?? {})
      else set(0, STEPS[step.is]?.(step) ?? {})
    },
    sheet(change) {
      count[change]++
      set(sheets, bar(count.written, Math.max(count.begun, 1)))
      set(check, bar(count.checked, Math.max(count.begun, 1)))
    },
  }
}

const STEPS: Record<PortalStep['is'], (step: PortalStep) => Partial<Bar>> = {
  'signing in': () => ({ state: 'running' }),
  'signed in': () => ({ state: 'done' }),
  'session reused': () => ({ state: 'done', note: 'still signed in' }),
  'session lost': () => ({ state: 'running', note: 'signed out, signing in again' }),
  'own session': () => ({ state: 'running', note: 'in a session of its own' }),
  fetching: () => ({ state: 'running', note: 'fetching' }),
  reading: ({ bytes = 0 }) => ({ state: 'running', note: bytes ? `reading ${showBytes(bytes)}` : 'reading' }),
  done: ({ rows = 0 }) => ({ state: 'running', note: showMany(rows, 'row') }),
}
