import { fontOf, openCanvas } from './chart/fonts.ts'
import { layout } from './chart/layout.ts'
import { paint } from './chart/paint.ts'
import type { Measure } from './chart/scene.ts'
import type { Chart } from './message.ts'

/** A chart as a PNG that reads well on a phone: dark on white, with letters we carry ourselves. */
export async function drawChart(chart: Chart): Promise<Buffer> {
  const { createCanvas } = await openCanvas()
  const ruler = createCanvas(1, 1).getContext('2d')
  const measure: Measure = (text, size, bold) => {
    ruler.font = fontOf(size, bold)
    return ruler.measureText(text).width
  }
  const scene = layout(chart, measure)
  const canvas = createCanvas(scene.width, scene.height)
  paint(canvas.getContext('2d'), scene)
  return canvas.encode('png')
}
