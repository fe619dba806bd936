import { Fault } from '#connectors/kit/fault.ts'
import { getHeard } from '#db/inbox.ts'
import { TooLarge } from '#jobs/kit/files.ts'
import { buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import type { Heard, HeardFile } from './face.ts'
import type { Turn } from './turn.ts'

/** The files somebody handed over, brought here from where they lie; or why that didn't work. */
export async function filesHere({ context, access }: Turn, heard: Heard): Promise<HeardFile[] | Message> {
  const { house, workspace, person } = context
  try {
    return await access.bringFiles(heard, workspace, person.id)
  } catch (error) {
    if (error instanceof Fault) return say(`${error.message} ${error.hint}`, 'bad')
    if (!(error instanceof TooLarge)) throw error
    return say(`That file is too large: I take up to ${house.config.UPLOAD_MB} MB. Split it, or set UPLOAD_MB.`, 'warn')
  }
}

/** What was said before is done; the new words may be meant or only tidied up, so we ask. */
export async function changedWords({ context }: Turn, heard: Heard): Promise<Message | 'nothing' | undefined> {
  const before = heard.edits && (await getHeard(context.workspace.db, heard.face, heard.edits))
  if (!before) return undefined
  const said = heard.text?.trim() ?? ''
  if (!said || said === (before.heard as Heard).text?.trim()) return 'nothing'
  return message(
    'You changed your message',
    'plain',
    text('I answered it as it was. Shall I take it as it is now?'),
    buttons({ label: 'Take the new words', say: said, style: 'primary' }),
  )
}
