import { App, type Logger, LogLevel, webApi } from '@slack/bolt'
import { getHeard } from '#db/inbox.ts'
import { getToken } from '#db/pending.ts'
import type { Log } from '#jobs/kit/log.ts'
import { whoIs } from '../kit/access.ts'
import { may } from '../kit/command.ts'
import { chatOf, directPlace, type Face, type Heard, type Place, partsOf, placeOf } from '../kit/face.ts'
import type { FaceParts } from '../kit/faces.ts'
import { fetchFile } from './fetch.ts'
import { FORM, filledIn, formFor, modalOf, wholeText, wrongIn } from './form.ts'
import { FACE, heardIn, isDirect, type Said } from './hear.ts'
import { homeFor } from './home.ts'
import { keepLine, socketReceiver } from './line.ts'
import { httpReceiver, storingFirst } from './receive.ts'
import { fromSlack, SLASH } from './spoken.ts'
import { show } from './talk.ts'
import { openWho } from './who.ts'

/** Files travel this many times longer than words may. */
const PATIENCE = 10
/** A form must open within the three seconds that its trigger lives. */
const FORM_MS = 1500

/** Slack through Bolt: Socket Mode, or signed HTTP where we are reached from outside. */
export function slackFace({ house, commands, workspaceFor }: FaceParts): Face {
  const { config, log } = house
  const token = config.SLACK_BOT_TOKEN ?? ''
  const slackApiUrl = config.SLACK_API_URL && `${config.SLACK_API_URL}/`
  const logger = loggerOf(log)
  const options = {
    ...(slackApiUrl && { slackApiUrl }),
    logger,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: config.SEND_SECONDS * 1000,
  }
  const words = new webApi.WebClient(token, options)
  const files = new webApi.WebClient(token, { ...options, timeout: options.timeout * PATIENCE })
  const quick = new webApi.WebClient(token, { ...options, timeout: FORM_MS })
  const stopping = new AbortController()
  let hear: (heard: Heard) => Promise<void> = async () => {}
  let self = { user: '', team: '', bot: '' }
  let running: Promise<void> | undefined
  const who = openWho(words, () => self, house.now)

  const http = config.SLACK_SIGNING_SECRET && config.PUBLIC_URL ? httpReceiver(config.SLACK_SIGNING_SECRET) : undefined
  const socket = http
    ? undefined
    : socketReceiver({ appToken: config.SLACK_APP_TOKEN ?? '', logger, clientOptions: options })
  const app = new App({
    receiver: storingFirst(http ?? socket!, store),
    authorize: async () => ({ botToken: token, botUserId: self.user, botId: self.bot, teamId: self.team }),
    logger,
    clientOptions: options,
  })
  app.error(async (error) => log.error({ err: error }, 'Something from Slack could not be taken in'))

  /** Before Slack is told that we have it. */
  async function store(body: Record<string, unknown>): Promise<void> {
    const event = body.type === 'event_callback' ? (body.event as Said) : undefined
    const heard = event && (await heardIn(event, { self: self.user, thread: (id) => knownThread(id, event) }))
    if (heard) await hear({ ...heard, name: await who.name(heard.user) })
  }

  async function knownThread(id: string, event: Said): Promise<boolean> {
    const { db } = await workspaceFor({ face: FACE, place: placeOf(FACE, event.channel), user: event.user ?? '' })
    return (await getHeard(db, FACE, id)) !== undefined
  }

  app.command(SLASH, async ({ command, ack }) => {
    const { user_id: user, user_name: name, channel_id: channel, trigger_id } = command
    const direct = isDirect(channel)
    const place = direct ? directPlace(FACE, user) : placeOf(FACE, channel)
    const said = fromSlack(command.text, commands)
    if (!(await opened(said, { place, user, name, direct, trigger_id })))
      await hear({ face: FACE, event: `command:${trigger_id}`, place, user, name, direct, text: said })
    await ack(direct ? undefined : { response_type: 'in_channel' })
  })

  app.action(/^say:/, async ({ body, action, ack }) => {
    const { user, channel, message, view, trigger_id } = body as Pressed
    const press = (action as { value?: string }).value ?? ''
    const direct = Boolean(view) || isDirect(channel?.id ?? '')
    const place = direct ? directPlace(FACE, user.id) : placeOf(FACE, channel!.id, message?.thread_ts)
    const name = await who.name(user.id)
    const { db } = await workspaceFor({ face: FACE, place, user: user.id })
    const known = await getToken(db, press)
    const said = known && !known.usedAt ? known.say : ''
    if (!(await opened(said, { place, user: user.id, name, direct, trigger_id })))
      await hear({ face: FACE, event: `press:${trigger_id}`, place, user: user.id, name, direct, press })
    await ack()
    if (view?.type === 'home') await publish(user.id)
  })
  app.action(/^open:/, async ({ ack }) => ack())

  type Asking = { place: Place; user: string; name: string; direct: boolean; trigger_id: string }

  /** Opens a form for what is missing, if they may do it at all; who may not is told so at the desk. */
  async function opened(said: string, { trigger_id, ...where }: Asking): Promise<boolean> {
    const form = formFor(said, commands, house.jobs)
    if (!form || !(await known(where, form.job ? 'operator' : roleOf(form.begun)))) return false
    const view = modalOf(form, JSON.stringify({ ...where, said }))
    return quick.views.open({ trigger_id, view }).then(
      () => true,
      () => false,
    )
  }

  const roleOf = (begun: string) => commands.find(({ name }) => begun === `/${name}`)?.role ?? 'admin'

  async function known(where: Pick<Asking, 'place' | 'user' | 'name'>, role: 'operator' | ReturnType<typeof roleOf>) {
    const workspace = await workspaceFor({ face: FACE, ...where })
    return may(await whoIs(workspace, { face: FACE, ...where }, house), role)
  }

  app.view(FORM, async ({ view, ack }) => {
    const { said, ...where } = JSON.parse(view.private_metadata) as Omit<Asking, 'trigger_id'> & { said: string }
    const form = formFor(said, commands, house.jobs)
    const values = filledIn(view.state.values)
    const errors = form && wrongIn(form, values)
    if (errors) return ack({ response_action: 'errors', errors })
    await hear({ face: FACE, event: `form:${view.id}`, ...where, text: form ? wholeText(form, values) : said })
    await ack()
  })

  app.event('app_home_opened', ({ event }) => (event.tab === 'home' ? publish(event.user) : undefined) as Promise<void>)

  async function publish(user: string): Promise<void> {
    const workspace = await workspaceFor({ face: FACE, place: directPlace(FACE, user), user })
    const person = await whoIs(workspace, { face: FACE, user, name: '' }, house)
    await words.views.publish({ user_id: user, view: await homeFor(house, workspace, user, person) })
  }

  async function greet(): Promise<void> {
    if (self.user) return
    const { user_id = '', team_id = '', bot_id = '', user, team } = await words.auth.test()
    self = { user: user_id, team: team_id, bot: bot_id }
    log.info(`Slack: I am @${user} in ${team}${http ? ', called over HTTP' : ''}`)
  }

  const line = {
    words,
    files,
    commands,
    channelOf: who.channelOf,
    ...(config.PUBLIC_URL && { link: ({ file }: { file: string }) => `${config.PUBLIC_URL}/files/${file}` }),
  }
  return {
    name: FACE,
    async start(heard) {
      hear = heard
      running = keepLine({ app, socket, greet, log, signal: stopping.signal })
    },
    show: (showing) => show(line, showing),
    async stop() {
      stopping.abort()
      await running
      await app.stop()
    },
    async audience(place) {
      const { chat } = partsOf(place)
      return /^[UWD]/.test(chat) ? { members: [chat], strangers: 0 } : who.audience(chat)
    },
    limits,
    fetch: (file, workspace, by) => fetchFile({ house, client: words, token, own: slackApiUrl }, file, workspace, by),
    ...(http && { hook: { path: '/hooks/slack', take: http.take } }),
  }
}

type Pressed = {
  user: { id: string }
  channel?: { id: string }
  message?: { thread_ts?: string }
  view?: { type: string }
  trigger_id: string
}

/** Slack's own words: about one message a second to a channel, and some fifty edits a minute in all. */
function limits(place: Place) {
  const chat = chatOf(place)
  return { chat, editMs: 1200, windows: [{ key: chat, most: 3, ms: 3000 }] }
}

/** What Bolt has to say goes to our log, and what is only chatter to its lowest level. */
function loggerOf(log: Log): Logger {
  const plainly = (said: unknown[]) => said.map(String).join(' ')
  return {
    debug: () => {},
    info: (...said) => log.debug(plainly(said)),
    warn: (...said) => log.debug(plainly(said)),
    error: (...said) => log.warn({ why: plainly(said) }, 'Slack'),
    setLevel: () => {},
    setName: () => {},
    getLevel: () => LogLevel.ERROR,
  }
}
