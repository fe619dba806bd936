import type { SKRSContext2D } from '@napi-rs/canvas'
import { fontOf } from './fonts.ts'
import type { ArcMark, Mark, Scene, TextMark } from './scene.ts'

type Pen = SKRSContext2D
type Painters = { [K in Mark['kind']]: (pen: Pen, mark: Extract<Mark, { kind: K }>) => void }

const painters: Painters = {
  text: paintText,
  box: (pen, { x, y, w, h, color, round = 0 }) => {
    pen.fillStyle = color
    pen.beginPath()
    pen.roundRect(x, y, w, h, Math.min(round, w / 2, h / 2))
    pen.fill()
  },
  path: (pen, { points, color, width, dash = [], fill }) => {
    pen.beginPath()
    for (const [x, y] of points) pen.lineTo(x, y)
    Object.assign(pen, { strokeStyle: color, fillStyle: color, lineWidth: width, lineJoin: 'round', lineCap: 'round' })
    pen.setLineDash(dash)
    if (fill) pen.fill()
    else pen.stroke()
  },
  dot: (pen, { x, y, r, color }) => {
    pen.fillStyle = color
    pen.beginPath()
    pen.arc(x, y, r, 0, 2 * Math.PI)
    pen.fill()
  },
  arc: paintArc,
}

export function paint(pen: Pen, scene: Scene): void {
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, scene.width, scene.height)
  for (const mark of scene.marks) (painters[mark.kind] as (pen: Pen, mark: Mark) => void)(pen, mark)
}

function paintText(pen: Pen, { text, x, y, size, bold, color, align = 'left', rim }: TextMark): void {
  Object.assign(pen, { font: fontOf(size, bold), textAlign: align, textBaseline: 'alphabetic', fillStyle: color })
  pen.setLineDash([])
  const baseline = y + size * 0.36
  if (rim) {
    Object.assign(pen, { strokeStyle: '#ffffff', lineWidth: size / 4, lineJoin: 'round' })
    pen.strokeText(text, x, baseline)
  }
  pen.fillText(text, x, baseline)
}

function paintArc(pen: Pen, { x, y, r, hole, from, to, color }: ArcMark): void {
  const angle = (part: number) => part * 2 * Math.PI - Math.PI / 2
  pen.fillStyle = color
  pen.beginPath()
  pen.arc(x, y, r, angle(from), angle(to))
  pen.arc(x, y, hole, angle(to), angle(from), true)
  pen.fill()
}
