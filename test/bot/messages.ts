import type { Block, BlockOf, Cell, Message, TableColumn } from '#jobs/kit/message.ts'

/** Every kind of block there is. A new kind doesn't compile here until it is shown on every platform. */
export const EVERY: { [K in Block['kind']]: BlockOf<K> } = {
  text: { kind: 'text', text: 'Sales of yesterday are in.' },
  facts: {
    kind: 'facts',
    facts: [
      { label: 'Period', value: '19 Nov 2026' },
      { label: 'Branches', value: '12' },
    ],
  },
  table: {
    kind: 'table',
    columns: [
      { name: 'Branch' },
      { name: 'Orders', unit: 'count' },
      { name: 'Revenue', unit: 'money', currency: 'THB' },
    ],
    rows: [
      ['Sukhumvit', 1204, 412_350.5],
      ['Chiang Mai', 87, 20_411],
      ['Phuket', 640, null],
    ],
  },
  chart: {
    kind: 'chart',
    chart: {
      type: 'bar',
      title: 'Revenue by month',
      labels: ['Sep', 'Oct', 'Nov'],
      series: [{ name: 'Revenue', values: [3, 5, 4] }],
      unit: 'money',
      currency: 'THB',
    },
  },
  file: { kind: 'file', file: 'f1', name: 'sales.xlsx', bytes: 52_000, say: 'All 1,931 orders' },
  buttons: {
    kind: 'buttons',
    buttons: [
      { label: 'Retry', say: '/retry 12', style: 'primary' },
      { label: 'Stop', say: '/cancel 12', style: 'danger' },
      { label: 'Open', url: 'https://acme.example/runs/12' },
    ],
  },
  progress: {
    kind: 'progress',
    bars: [
      { label: 'Sales', state: 'done', done: 1200, total: 1200 },
      { label: 'Points', state: 'running', done: 450, total: 1000, note: 'page 3' },
      { label: 'Coins', state: 'failed', note: 'the site is down' },
      { label: 'Users', state: 'waiting' },
    ],
    run: '12',
  },
}

export const KINDS = Object.keys(EVERY) as Block['kind'][]
export const only = (kind: Block['kind'], tone: Message['tone'] = 'plain', title?: string): Message => ({
  tone,
  ...(title && { title }),
  blocks: [EVERY[kind]],
})

export function table(
  columns: number,
  rows: number,
  cell: (row: number, column: number) => Cell = (r, c) => `cell ${r} ${c}`,
): BlockOf<'table'> {
  const names: TableColumn[] = Array.from({ length: columns }, (_, i) => ({ name: `Column ${i}` }))
  return {
    kind: 'table',
    columns: names,
    rows: Array.from({ length: rows }, (_, r) => names.map((_, c) => cell(r, c))),
  }
}

/** What people and data have been known to say. */
export const HARD: Record<string, string> = {
  'ten thousand letters': 'x'.repeat(10_000),
  'ten thousand letters in sentences': 'The quick brown fox. '.repeat(480),
  'many lines': Array.from({ length: 900 }, (_, i) => `line ${i}`).join('\n'),
  'right to left': 'تقرير المبيعات اليومي لجميع الفروع. '.repeat(200),
  emoji: '👩‍👩‍👧‍👦🇹🇭✅ '.repeat(900),
  markup: '<b>bold</b> & <a href="https://evil.example">bank.example</a> *bold* _x_ `code` ```pre``` '.repeat(60),
  'a call to everybody': '<!here> <!channel> @here @channel @everyone @ann_smith <@U123> <#C1> '.repeat(80),
  'half letters and controls': `a\ud800b\u0000c\u202Ed\u200be\r\nf\t${'\u0301'.repeat(40)}`,
  'one endless letter': `a${'\u0301'.repeat(5000)}${'👩\u200d'.repeat(2000)}`,
  'only ampersands': '&'.repeat(5000),
}

/** A seeded mix of all of it, so that a failure can be repeated. */
export function mixed(seed: number): Message {
  let state = seed * 7919 + 1
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state % below
  }
  const words = Object.values(HARD)
  const word = (most: number) => words[next(words.length)]!.slice(0, 1 + next(most))
  const makers: Record<Block['kind'], () => Block> = {
    text: () => ({ kind: 'text', text: word(9000), style: (['plain', 'quiet', 'code'] as const)[next(3)]! }),
    facts: () => ({
      kind: 'facts',
      facts: Array.from({ length: 1 + next(40) }, () => ({ label: word(300), value: word(3000) })),
    }),
    table: () => table(1 + next(25), next(220), () => (next(2) ? word(200) : next(1e9))),
    chart: () => EVERY.chart,
    file: () => ({
      kind: 'file',
      file: 'f1',
      name: `${word(60)}.csv`,
      bytes: next(2) * 60_000_000 + 10,
      say: word(2000),
    }),
    buttons: () => ({
      kind: 'buttons',
      buttons: Array.from({ length: 1 + next(60) }, (_, i) =>
        next(5) ? { label: word(90), say: `/x ${i}` } : { label: word(90), url: 'http://localhost:3000' },
      ),
    }),
    progress: () => ({
      kind: 'progress',
      bars: Array.from({ length: 1 + next(50) }, () => ({
        label: word(200),
        state: 'running' as const,
        done: next(99),
        total: 99,
        note: word(400),
      })),
    }),
  }
  const kinds = Object.keys(makers) as Block['kind'][]
  const blocks = Array.from({ length: 1 + next(9) }, () => makers[kinds[next(kinds.length)]!]())
  return { tone: (['plain', 'good', 'warn', 'bad'] as const)[next(4)]!, ...(next(2) && { title: word(600) }), blocks }
}
