import { Fault } from '#connectors/kit/fault.ts'
import { getFile } from '#db/files.ts'
import { drawChart } from '#jobs/kit/chart.ts'
import { filePath } from '#jobs/kit/files.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Media, Opened } from './media.ts'
import { writeTable } from './table-file.ts'
import { drawTable } from './table-picture.ts'

/** Draws what is to be drawn, writes what is to be written, and finds what was kept, ready to be uploaded. */
export async function openMedia(media: Media, workspace: Workspace): Promise<Opened> {
  const { name } = media
  switch (media.kind) {
    case 'chart':
      return { name, content: await drawChart(media.chart) }
    case 'table-picture':
      return { name, content: await drawTable(media.table) }
    case 'table-file':
      return { name, content: await writeTable(media.table) }
    case 'file': {
      const stored = await getFile(workspace.db, media.file)
      if (!stored)
        throw new Fault('missing', `${name} is no longer kept`, {
          hint: 'Make it again: it was removed after its time.',
        })
      return { name, content: filePath(workspace, stored) }
    }
  }
}
