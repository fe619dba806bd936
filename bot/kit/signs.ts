import { showCount, showPercent } from '#jobs/kit/format.ts'
import type { Bar, Tone } from '#jobs/kit/message.ts'

export const TONE_SIGN: Record<Tone, string> = { plain: '', good: '✅', warn: '⚠️', bad: '❌' }
export const STATE_SIGN: Record<Bar['state'], string> = { waiting: '⚪', running: '🔵', done: '✅', failed: '❌' }

/** The title with the sign of its tone in front. */
export const signed = (tone: Tone, text: string): string => (TONE_SIGN[tone] ? `${TONE_SIGN[tone]} ${text}` : text)

/** "▓▓▓▓▓░░░░░ 50%", or nothing for a bar that doesn't move. */
export function drawBar({ state, done, total }: Bar, width = 10): string {
  if (state !== 'running' || !total) return ''
  const share = Math.min(1, Math.max(0, (done ?? 0) / total))
  const full = Math.floor(share * width)
  return `${'▓'.repeat(full)}${'░'.repeat(width - full)} ${showPercent(Math.floor(share * 100) / 100)}`
}

/** "1,200 of 4,000, reading page 3": what is known beside the bar. */
export function barNote({ done, total, note }: Bar): string {
  const count = done === undefined ? '' : total ? `${showCount(done)} of ${showCount(total)}` : showCount(done)
  return [count, note].filter(Boolean).join(', ')
}
