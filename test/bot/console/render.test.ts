import { expect, test } from 'vitest'
import { located, render } from '#bot/console/render.ts'
import { type Block, message } from '#jobs/kit/message.ts'

const more = { zone: 'Asia/Bangkok', button: ({ label }: { label: string }) => ({ token: `t-${label}` }) }
const shown = (...blocks: Block[]) => render(message('Title', 'plain', ...blocks), more).blocks

test('a table has its numbers to the right, formatted, and says how many rows there are', () => {
  const columns = [
    { name: 'day', unit: 'date' as const },
    { name: 'at', unit: 'time' as const },
    { name: 'n', unit: 'count' as const },
    { name: 'ok' },
  ]
  const rows = [['2026-11-20', '2026-11-19T20:00:00Z', 1234567, null]]
  expect(shown({ kind: 'table', columns, rows, of: 812 })).toEqual([
    {
      kind: 'table',
      columns: [
        { title: 'day', right: false },
        { title: 'at', right: false },
        { title: 'n', right: true },
        { title: 'ok', right: false },
      ],
      rows: [['20 Nov 2026', '20 Nov 2026, 03:00', '1,234,567', '–']],
      note: 'Showing 1 of 812 rows',
    },
  ])
})

test('a very long table is cut for the page and says so', () => {
  const rows = Array.from({ length: 1200 }, (_, i) => [i])
  const [table] = shown({ kind: 'table', columns: [{ name: 'n' }], rows })
  expect(table).toMatchObject({ note: 'Showing 500 of 1,200 rows' })
})

test('buttons carry a token and never their words; links only go to the web', () => {
  const [block] = shown({
    kind: 'buttons',
    buttons: [
      { label: 'Stop', say: '/cancel r1', style: 'danger' },
      { label: 'Open', url: 'https://example.com' },
      { label: 'Evil', url: 'javascript:alert(1)' },
    ],
  })
  expect(block).toEqual({
    kind: 'buttons',
    buttons: [
      { label: 'Stop', style: 'danger', token: 't-Stop' },
      { label: 'Open', url: 'https://example.com' },
    ],
  })
})

test('a bar knows its share; one without a total only runs', () => {
  const bars = [
    { label: 'Read', state: 'running' as const, done: 5, total: 20, note: 'page 2' },
    { label: 'Wait', state: 'running' as const },
    { label: 'Over', state: 'running' as const, done: 30, total: 20 },
  ]
  const [block] = shown({ kind: 'progress', bars, run: 'r1' })
  expect(block).toMatchObject({
    run: 'r1',
    bars: [{ share: 0.25, note: '25% · 5 of 20, page 2' }, { label: 'Wait', note: '' }, { share: 1 }],
  })
})

test('a chart is fetched from its own message and has its numbers as a table', () => {
  const chart = {
    type: 'line' as const,
    title: 'T',
    labels: ['a'],
    unit: 'money' as const,
    currency: 'THB',
    series: [{ name: 'Revenue', values: [1.5] }],
  }
  const drawn = located(render(message('', 'plain', { kind: 'chart', chart }), more), 'deliveries/7')
  expect(drawn.blocks[0]).toMatchObject({
    src: expect.stringMatching(/^\/charts\/deliveries\/7\/0\/[\w-]{22}\.png$/),
    numbers: { columns: [{ title: '' }, { title: 'Revenue, THB', right: true }], rows: [['a', '1.50']] },
  })
})

test('signs that turn the reading direction and control characters are taken out of every text', () => {
  const evil = 'a\u202eb\u0000c'
  const blocks = shown(
    { kind: 'text', text: evil },
    { kind: 'facts', facts: [{ label: evil, value: evil }] },
    { kind: 'table', columns: [{ name: evil }], rows: [[evil]] },
    { kind: 'file', file: 'f', name: evil, bytes: 1, say: evil },
    { kind: 'progress', bars: [{ label: evil, state: 'waiting', note: evil }] },
    { kind: 'buttons', buttons: [{ label: evil, url: 'https://example.com' }] },
  )
  expect(JSON.stringify(blocks)).not.toMatch(/\u202e|\\u0000/)
})
