import type { Bar } from './message.ts'

/** The bars of a job with several steps: each moves by itself, all are shown together. */
export function barsFor(labels: string[], show: (...bars: Bar[]) => void) {
  const bars: Bar[] = labels.map((label) => ({ label, state: 'waiting' }))
  const set = (index: number, change: Partial<Bar>) => {
    bars[index] = { ...bars[index]!, ...change }
    show(...bars)
  }
  show(...bars)
  return set
}
