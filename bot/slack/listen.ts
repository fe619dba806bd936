import type { App } from '@slack/bolt'
import { getHeard } from '#db/inbox.ts'
import { getToken } from '#db/pending.ts'
import { whoIs } from '../kit/access.ts'
import { may, type NeededRole } from '../kit/command.ts'
import { directPlace, type Heard, placeOf } from '../kit/face.ts'
import type { FaceParts } from '../kit/faces.ts'
import type { Clients } from './clients.ts'
import { FORM, type Form, filledIn, formFor, modalOf, wholeText, wrongIn } from './form.ts'
import { FACE, heardIn, isDirect, type Said } from './hear.ts'
import { homeFor } from './home.ts'
import { fromSlack, SLASH } from './spoken.ts'
import type { Who } from './who.ts'

export type Listening = FaceParts & {
  clients: Clients
  who: Who
  self(): { user: string }
  hear(heard: Heard): Promise<void>
}
type Asking = Pick<Heard, 'place' | 'user' | 'name' | 'direct'>

/** What is said in channels and chats, before Slack is told that we have it. */
export async function storeEvent({ workspaceFor, self, who, hear }: Listening, body: Record<string, unknown>) {
  if (body.type !== 'event_callback') return
  const event = body.event as Said
  const thread = async (id: string) => {
    const at = { face: FACE, place: placeOf(FACE, event.channel), user: event.user ?? '' }
    return (await getHeard((await workspaceFor(at)).db, FACE, id)) !== undefined
  }
  const heard = await heardIn(event, { self: self().user, thread })
  if (heard) await hear({ ...heard, name: await who.name(heard.user) })
}

/** What people do besides talking: the slash command, buttons, forms, the home. Acknowledged when it is stored. */
export function listen(app: App, listening: Listening): void {
  const { house, commands, hear, who, workspaceFor } = listening

  app.command(SLASH, async ({ command, ack }) => {
    const { user_id: user, user_name: name, channel_id: channel, trigger_id } = command
    const direct = isDirect(channel)
    const asking = { place: direct ? directPlace(FACE, user) : placeOf(FACE, channel), user, name, direct }
    const text = fromSlack(command.text, commands)
    if (!(await formOpened(listening, text, asking, trigger_id)))
      await hear({ face: FACE, event: `command:${trigger_id}`, ...asking, text })
    await ack(direct ? undefined : { response_type: 'in_channel' })
  })

  app.action(/^say:/, async ({ body, action, ack }) => {
    const { user, channel, message, view, trigger_id } = body as Pressed
    const direct = !channel || isDirect(channel.id)
    const place = direct ? directPlace(FACE, user.id) : placeOf(FACE, channel.id, message?.thread_ts)
    const asking = { place, user: user.id, name: await who.name(user.id), direct }
    const press = (action as { value?: string }).value ?? ''
    const token = await getToken((await workspaceFor({ face: FACE, ...asking, press })).db, press)
    if (!(await formOpened(listening, token && !token.usedAt ? token.say : '', asking, trigger_id)))
      await hear({ face: FACE, event: `press:${trigger_id}`, ...asking, press })
    await ack()
    if (view?.type === 'home') await publishHome(listening, user.id)
  })
  app.action(/^open:/, async ({ ack }) => ack())

  app.view(FORM, async ({ view, ack }) => {
    const { said, ...asking } = JSON.parse(view.private_metadata) as Asking & { said: string }
    const form = formFor(said, commands, house.jobs)
    const values = filledIn(view.state.values)
    const errors = form && wrongIn(form, values)
    if (errors) return ack({ response_action: 'errors', errors })
    await hear({ face: FACE, event: `form:${view.id}`, ...asking, text: form ? wholeText(form, values) : said })
    await ack()
  })

  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') await publishHome(listening, event.user)
  })
  app.error(async (error) => house.log.error({ err: error }, 'Something from Slack could not be taken in'))
}

/** Opens a form for what is missing, if they may do it at all; who may not is told so at the desk. */
async function formOpened(
  { house, commands, clients, workspaceFor }: Listening,
  said: string,
  asking: Asking,
  trigger_id: string,
): Promise<boolean> {
  const form = said && formFor(said, commands, house.jobs)
  if (!form) return false
  const at = { face: FACE, ...asking }
  const person = await whoIs(await workspaceFor(at), at, house)
  const needed = roleFor(form, commands)
  if (!may(person, needed)) return false
  const view = modalOf(form, JSON.stringify({ ...asking, said }))
  return clients.quick.views.open({ trigger_id, view }).then(
    () => true,
    () => false,
  )
}

function roleFor(form: Form, commands: Listening['commands']): NeededRole {
  if (form.job) return 'operator'
  return commands.find(({ name }) => form.begun === `/${name}`)?.role ?? 'admin'
}

async function publishHome({ house, workspaceFor, clients }: Listening, user: string): Promise<void> {
  const workspace = await workspaceFor({ face: FACE, place: directPlace(FACE, user), user })
  const person = await whoIs(workspace, { face: FACE, user, name: '' }, house)
  await clients.words.views.publish({ user_id: user, view: await homeFor(house, workspace, user, person) })
}

type Pressed = {
  user: { id: string }
  channel?: { id: string }
  message?: { thread_ts?: string }
  view?: { type: string }
  trigger_id: string
}
