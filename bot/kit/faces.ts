import type { House } from '#jobs/kit/house.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Access } from './access.ts'
import type { Command } from './command.ts'
import type { Face, Heard } from './face.ts'

type At = Pick<Heard, 'face' | 'place' | 'user' | 'press'>
export type FaceParts = { house: House; commands: Command[]; workspaceFor(at: At): Promise<Workspace> }

/** The platforms whose settings are set; the others are never loaded. */
export async function openPlatforms(house: House, commands: Command[], access: Access): Promise<Face[]> {
  const { TELEGRAM_TOKEN, SLACK_BOT_TOKEN } = house.config
  const workspaceFor = (at: At) => access.workspaceFor({ event: '', name: '', direct: false, ...at })
  const parts = { house, commands, workspaceFor }
  const faces: Face[] = []
  if (TELEGRAM_TOKEN) faces.push((await import('../telegram/channel.ts')).telegramFace(parts))
  if (SLACK_BOT_TOKEN) faces.push((await import('../slack/channel.ts')).slackFace(parts))
  return faces
}
