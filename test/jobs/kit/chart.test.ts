import { loadImage } from '@napi-rs/canvas'
import { beforeAll, expect, test } from 'vitest'
import { measureWith, openCanvas } from '#jobs/kit/chart/fonts.ts'
import { layout } from '#jobs/kit/chart/layout.ts'
import type { Measure, Scene, TextMark } from '#jobs/kit/chart/scene.ts'
import { drawChart } from '#jobs/kit/chart.ts'
import type { Chart } from '#jobs/kit/message.ts'

let measure: Measure
beforeAll(async () => {
  measure = measureWith(await openCanvas())
})

const branches = ['Bangkok', 'Jakarta', 'Surabaya', 'Bali', 'Chiang Mai', 'Phuket', 'Bandung']
const months = Array.from({ length: 15 }, (_, i) => new Date(Date.UTC(2025, i, 1)).toISOString().slice(0, 7))
const days = Array.from({ length: 60 }, (_, i) => new Date(Date.UTC(2026, 8, 20 + i)).toISOString().slice(0, 10))
const many = (count: number, name = 'Product') => Array.from({ length: count }, (_, i) => `${name} ${i + 1}`)
const long = 'Acacia Cutting Board with a name so long that nobody could read it on a phone without turning it around'
const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

function chart(of: Partial<Chart> & { values?: (number | null)[] }): Chart {
  const { values = [], ...more } = of
  const base: Chart = {
    type: 'bar',
    title: 'Revenue',
    labels: branches,
    series: [{ name: 'Revenue', values }],
    unit: 'count',
  }
  return { ...base, ...more }
}
const series = (count: number, points: number, name = 'Series') =>
  many(count, name).map((name, s) => ({
    name,
    values: Array.from({ length: points }, (_, i) => 1000 * (s + 1) + 300 * Math.sin(i)),
  }))

const baht = { unit: 'money', currency: 'THB' } as const
const cases: Record<string, Chart> = {
  'a few bars': chart({ values: [1124000.5, 908000, 583000, 429000, 462000, 420000, 346000], ...baht }),
  'long names': chart({ labels: [long, word, 'ยอดขาย'.repeat(30), '', '👩‍👩‍👧'.repeat(40)], values: [5, 4, 3, 2, 1] }),
  'a title that never ends': chart({ title: `${long} ${word} ${long} ${long}`, values: [1] }),
  'forty categories': chart({ labels: many(40), values: many(40).map((_, i) => 9e5 / (i + 1)), ...baht }),
  'negatives and gaps': chart({ values: [0.17, -0.3, null, Number.NaN, 0, 12.5, -0.004], unit: 'percent' }),
  'huge and tiny': chart({
    labels: ['a', 'b', 'c'],
    values: [9.87e15, -3.2e14, 0.00002],
    unit: 'money',
    currency: 'IDR',
  }),
  'grouped, two series': chart({ type: 'grouped', series: series(2, 7, 'A long name for a month') }),
  'grouped, twelve series of thirty': chart({ type: 'grouped', labels: many(30, long), series: series(12, 30, long) }),
  'one point': chart({ type: 'line', labels: ['2026-11-20'], values: [53] }),
  'sixty days with a hole': chart({
    type: 'line',
    labels: days,
    values: days.map((_, i) => (i > 20 && i < 24 ? null : 9e4 + i)),
    ...baht,
  }),
  'ten lines': chart({ type: 'line', labels: months, series: series(10, 15, long) }),
  'a line over long categories': chart({ type: 'line', labels: many(50, long), values: many(50).map((_, i) => i) }),
  'a band': chart({
    type: 'band',
    labels: months,
    series: [
      {
        name: 'Forecast',
        values: months.map((_, i) => i),
        low: months.map((_, i) => i - 2),
        high: months.map((_, i) => (i ? i + 3 : null)),
      },
    ],
  }),
  'a share of a few': chart({ type: 'share', values: [5, 4, 3, 2, 1, 0, null], ...baht }),
  'a share of forty': chart({ type: 'share', labels: many(40, long), values: many(40).map((_, i) => i), ...baht }),
  'shares of several': chart({ type: 'share', labels: [...branches, long], series: series(9, 8, long) }),
  'a share with a negative part': chart({ type: 'share', values: [5, -4, 3, 2, 1, 0, null] }),
  'ninety days as bars': chart({ labels: [...days, ...days], values: [...days, ...days].map((_, i) => i) }),
  'fewer values than labels': chart({ values: [1, 2] }),
  'only zeros': chart({ values: branches.map(() => 0) }),
  nothing: chart({ labels: [], series: [] }),
  'no value at all': chart({ values: branches.map(() => null) }),
}

test.each(Object.entries(cases))('%s: every mark lies inside the picture', (_, chart) => {
  const scene = layout(chart, measure)
  expect(outside(scene)).toEqual([])
  expect(scene.height).toBeLessThan(4000)
})

test.each(Object.entries(cases))('%s: no two labels lie over each other', (_, chart) => {
  const scene = layout(chart, measure)
  const words = texts(scene).filter((mark) => !mark.rim)
  const crossing = words.flatMap((a, i) =>
    words
      .slice(i + 1)
      .filter((b) => overlap(boxOf(a), boxOf(b)))
      .map((b) => [a.text, b.text]),
  )
  expect(crossing).toEqual([])
})

test.each(Object.entries(cases))('%s: becomes a PNG of its size that is not blank', async (_, chart) => {
  const { width, height } = layout(chart, measure)
  const png = await drawChart(chart)
  const seen = await pixels(png)
  expect([seen.width, seen.height]).toEqual([width, height])
  expect(seen.dark(0, 0, width, height)).toBeGreaterThan(200)
  expect(png.length).toBeLessThan(1_000_000)
})

test('our own letters are drawn: the title leaves dark pixels, and a wide letter more than a thin one', async () => {
  const draw = async (title: string) =>
    (await pixels(await drawChart(chart({ title, values: [1] })))).dark(0, 0, 1080, 62)
  expect(await draw('')).toBe(0)
  expect(await draw('WWWW')).toBeGreaterThan((await draw('iiii')) * 2)
  expect((await openCanvas()).GlobalFonts.families.map((font) => font.family)).toContain('Inter')
})

test('long names stand beside lying bars, whole, in up to three lines', () => {
  const scene = layout(chart({ labels: ['Folding Screen, Three Panels, Hand Carved', 'Mug'], values: [2, 1] }), measure)
  expect(said(scene)).toContain('Folding Screen, Three Panels, Hand Carved')
  expect(said(scene)).not.toContain('…')
})

test('of forty bars the first twenty-four of a sorted list are shown and the rest is counted, not summed', () => {
  const shown = said(layout(cases['forty categories']!, measure))
  expect(shown).toContain('Product 24 37.5K')
  expect(shown).not.toContain('Product 25')
  expect(shown).toContain('THB · 16 more not shown')
})

test('of forty unsorted bars the largest stay, in their order', () => {
  const shown = said(layout(chart({ labels: many(40), values: many(40).map((_, i) => (i * 7) % 40) }), measure))
  const names = [...shown.matchAll(/Product (\d+)/g)].map((found) => Number(found[1]))
  expect(names).toEqual([...names].sort((a, b) => a - b))
  expect(names).toHaveLength(24)
})

test('the small parts of a whole become one, and the shares add up', () => {
  const shown = said(layout(cases['a share of forty']!, measure))
  expect(shown).toContain('Other (32)')
  const sum = [...shown.matchAll(/([\d.]+)%/g)].reduce((all, found) => all + Number(found[1]), 0)
  expect(sum).toBeGreaterThan(99)
  expect(sum).toBeLessThan(101)
})

test('money says its currency once, and $ at every value', () => {
  expect(said(layout(cases['a few bars']!, measure))).toMatch(/Revenue THB 0 0\.25M .*1\.12M/)
  expect(
    said(layout(chart({ labels: ['a', 'b'], values: [1234.4, 9], unit: 'money', currency: 'USD' }), measure)),
  ).toContain('$1,234')
})

test('a hole in the numbers is a hole in the line', () => {
  const lines = layout(cases['sixty days with a hole']!, measure).marks.filter(
    (mark) => mark.kind === 'path' && mark.width === 5,
  )
  expect(lines).toHaveLength(2)
})

test('nothing to draw is said', () => {
  expect(said(layout(cases.nothing!, measure))).toContain('No numbers to draw here.')
  expect(said(layout(cases['no value at all']!, measure))).toContain('No numbers to draw here.')
})

const texts = (scene: Scene): TextMark[] => scene.marks.filter((mark) => mark.kind === 'text')
const said = (scene: Scene): string =>
  texts(scene)
    .map((mark) => mark.text)
    .join(' ')

type Box = { left: number; right: number; top: number; bottom: number }

function boxOf({ text, x, y, size, bold, align = 'left' }: TextMark): Box {
  const width = measure(text, size, bold)
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2
  return { left, right: left + width, top: y - size * 0.45, bottom: y + size * 0.45 }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

function outside({ width, height, marks }: Scene): unknown[] {
  return marks.filter((mark) => {
    const { left, right, top, bottom } = extent(mark)
    return !(left >= 0 && right <= width && top >= 0 && bottom <= height)
  })
}

function extent(mark: Scene['marks'][number]): Box {
  if (mark.kind === 'text') return boxOf(mark)
  if (mark.kind === 'box') return { left: mark.x, right: mark.x + mark.w, top: mark.y, bottom: mark.y + mark.h }
  if (mark.kind === 'path') {
    const [xs, ys] = [mark.points.map((point) => point[0]), mark.points.map((point) => point[1])]
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
  }
  return { left: mark.x - mark.r, right: mark.x + mark.r, top: mark.y - mark.r, bottom: mark.y + mark.r }
}

async function pixels(png: Buffer) {
  const image = await loadImage(png)
  const { createCanvas } = await openCanvas()
  const pen = createCanvas(image.width, image.height).getContext('2d')
  pen.drawImage(image, 0, 0)
  const dark = (x: number, y: number, w: number, h: number) => {
    const data = pen.getImageData(x, y, w, h).data
    let count = 0
    for (let i = 0; i < data.length; i += 4) if (data[i]! < 200) count++
    return count
  }
  return { width: image.width, height: image.height, dark }
}

test('a name of one word is never broken because another name has two', () => {
  const scene = layout(chart({ type: 'grouped', series: series(2, branches.length) }), measure)
  const words = texts(scene).map((mark) => mark.text)
  for (const name of branches.filter((branch) => !branch.includes(' '))) expect(words).toContain(name)
})
