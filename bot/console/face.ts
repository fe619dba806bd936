import type { Face } from '../kit/face.ts'
import { render } from './render.ts'
import { FACE } from './visit.ts'

/** Nothing is sent: what is shown is kept with the delivery, and open pages read it from there. */
export function consoleFace(): Face {
  return {
    name: FACE,
    async start() {},
    async show({ message, workspace, token }) {
      return render(message, { zone: workspace.zone, button: (button) => ({ token: token(button) }) })
    },
    async stop() {},
  }
}
