import { resolve } from 'node:path'
import { getFile } from '#db/files.ts'
import { filePath } from '#jobs/kit/files.ts'
import type { Message } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Face, Heard, Showing } from '../kit/face.ts'
import { render } from './render.ts'

type Output = { write(text: string): unknown; columns?: number }

/** The product in a terminal: what is said to this place is printed, edits only when they bring something new. */
export function terminalFace(
  out: Output,
  { json = false, color = false, cards = false } = {},
): Face & { said: Message[] } {
  const said: Message[] = []
  return {
    name: 'terminal',
    said,
    start: async (_hear: (heard: Heard) => Promise<void>) => {},
    async show(showing: Showing) {
      const isCard = showing.message.blocks.some(({ kind }) => kind === 'progress')
      if (!isCard) said.push(showing.message)
      if (isCard && !cards) return {}
      if (json) out.write(`${JSON.stringify(await withPaths(showing.message, showing.workspace))}\n`)
      else
        out.write(
          `${render(showing.message, { width: out.columns ?? 100, color, pathOf: (id, name) => pathOf(showing.workspace, id, name) })}\n\n`,
        )
      return {}
    },
    stop: async () => {},
  }
}

function pathOf(workspace: Workspace, id: string, name: string): string {
  return resolve(filePath(workspace, { id, name }))
}

async function withPaths(message: Message, workspace: Workspace): Promise<object> {
  const blocks = message.blocks.map(async (block) => {
    if (block.kind !== 'file') return block
    const stored = await getFile(workspace.db, block.file)
    return { ...block, path: pathOf(workspace, block.file, stored?.name ?? block.name) }
  })
  return { ...message, blocks: await Promise.all(blocks) }
}
