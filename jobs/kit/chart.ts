import { measureWith, openCanvas } from './chart/fonts.ts'
import { layout } from './chart/layout.ts'
import { paint } from './chart/paint.ts'
import type { Chart } from './message.ts'

/** A chart as a PNG that reads well on a phone: dark on white, with letters we carry ourselves. */
export async function drawChart(chart: Chart): Promise<Buffer> {
  const library = await openCanvas()
  const scene = layout(chart, measureWith(library))
  const canvas = library.createCanvas(scene.width, scene.height)
  paint(canvas.getContext('2d'), scene)
  return canvas.encode('png')
}
