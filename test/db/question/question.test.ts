import { expect, test } from 'vitest'
import type { Plan } from '#db/plan.ts'
import { makeAtlas } from '#db/question/atlas.ts'
import { readQuestion } from '#db/question/question.ts'
import { readValues } from '#db/question/values.ts'
import { datasets, shop } from '../plan/orders.ts'

const asking = {
  datasets,
  atlas: makeAtlas(datasets),
  values: await readValues(shop(), datasets),
  now: new Date('2026-11-20T05:00:00Z'),
  zone: 'Asia/Bangkok',
  weekStart: 'monday' as const,
}

function plan(text: string, thread?: Plan): Plan {
  const read = readQuestion(text, { ...asking, ...(thread && { thread }) })
  if (read.kind !== 'plan') throw new Error(`${text}: ${JSON.stringify(read)}`)
  return read.plan
}

test('named measures and dimensions are used by their words, in three languages', () => {
  const [english, indonesian, thai] = [
    'sales by branch last month',
    'omzet per cabang bulan lalu',
    'ยอดขายเดือนที่แล้วตามสาขา',
  ].map((text) => plan(text))
  expect(english).toMatchObject({ dataset: 'orders', measures: [{ measure: 'revenue' }], by: ['branch'] })
  expect(english!.where).toMatchObject([{ period: { from: '2026-10-01', to: '2026-10-31' } }])
  expect(indonesian).toMatchObject({ measures: english!.measures!, by: english!.by! })
  expect(thai).toMatchObject({ measures: english!.measures!, by: english!.by! })
})

test('typos are forgiven', () => {
  expect(plan('bandnug revenue').where).toEqual([{ column: 'branch', is: 'Bandung' }])
})

test('what is not there is refused with what is', () => {
  const read = readQuestion('margin by branch', asking)
  expect(read).toMatchObject({ kind: 'refused', missing: ['margin'] })
  expect(read.kind === 'refused' && read.why).toContain('revenue')
})

test('a word taught to the workspace means what it was said to mean', () => {
  const read = readQuestion('cuan by branch', { ...asking, atlas: makeAtlas(datasets, { cuan: 'revenue' }) })
  expect(read).toMatchObject({ kind: 'plan', plan: { measures: [{ measure: 'revenue' }] } })
})

test('a thread is followed: deeper, narrower, another time, fewer, as a chart', () => {
  const first = plan('revenue by branch last month')
  const deeper = plan('and by channel?', first)
  expect(deeper.by).toEqual(['branch', 'channel'])
  const narrower = plan('only Bangkok', deeper)
  expect(narrower.where).toContainEqual({ column: 'branch', is: 'Bangkok' })
  const later = plan('what about June', narrower)
  expect(later.where).toContainEqual({
    column: 'at',
    period: expect.objectContaining({ from: '2026-06-01', to: '2026-06-30' }),
  })
  expect(later.where).toHaveLength(2)
  expect(plan('top 3', first)).toMatchObject({ limit: 3, order: [{ measure: 0, dir: 'desc' }] })
  expect(plan('as a chart', first)).toEqual({ ...first, chart: 'bar' })
})

test('a new question in a thread is a new question', () => {
  const first = plan('revenue by branch last month')
  expect(plan('how many orders did Bandung have yesterday?', first)).toMatchObject({ measures: [{ fn: 'count' }] })
})

test('every word of an answered question is accounted for', () => {
  for (const text of [
    'revenue by branch on the moon',
    'refunded revenue',
    'revenue of loyal customers',
    'revenue twice last month',
  ]) {
    expect(readQuestion(text, asking).kind, text).not.toBe('plan')
  }
})
