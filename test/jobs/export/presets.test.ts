import { expect, test } from 'vitest'
import { inputOf, twiceDaily } from '#jobs/export/presets.ts'
import { exportJob } from '#jobs/export.ts'

test('the twice-daily run is for yesterday at 08:00 and for today at 18:00, as its own zone has them', () => {
  const [morning, evening] = twiceDaily('Asia/Jakarta')
  expect([morning, evening].map((preset) => [preset!.cron, preset!.zone])).toEqual([
    ['0 8 * * *', 'Asia/Jakarta'],
    ['0 18 * * *', 'Asia/Jakarta'],
  ])
  // 08:00 and 18:00 in Jakarta; 00:30 there is still the day before in London.
  const days = (at: string) => exportJob.input.parse(inputOf(morning!, Date.parse(at))).range
  expect(days('2026-11-20T01:00:00Z')).toMatchObject({ from: '2026-11-19', to: '2026-11-19' })
  expect(days('2026-11-19T17:30:00Z')).toMatchObject({ from: '2026-11-19', to: '2026-11-19' })
  const evenings = exportJob.input.parse(inputOf(evening!, Date.parse('2026-11-20T11:00:00Z')))
  expect(evenings).toMatchObject({ exports: ['all'], range: { from: '2026-11-20', to: '2026-11-20' } })
})
