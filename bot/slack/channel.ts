import { App } from '@slack/bolt'
import { chatOf, type Face, type Heard, type Place, partsOf } from '../kit/face.ts'
import type { FaceParts } from '../kit/faces.ts'
import { openClients } from './clients.ts'
import { fetchFile } from './fetch.ts'
import { FACE } from './hear.ts'
import { keepLine, socketReceiver } from './line.ts'
import { listen, storeEvent } from './listen.ts'
import { httpReceiver, storingFirst } from './receive.ts'
import { show } from './talk.ts'
import { openWho } from './who.ts'

/** Slack through Bolt: Socket Mode, or signed HTTP where we are reached from outside. */
export function slackFace(parts: FaceParts): Face {
  const { config, log, now } = parts.house
  const { SLACK_APP_TOKEN: appToken = '', SLACK_SIGNING_SECRET: secret, PUBLIC_URL } = config
  const clients = openClients(config, log)
  const { token, own, options, words, files } = clients
  let self = { user: '', team: '', bot: '' }
  let hear: (heard: Heard) => Promise<void> = async () => {}
  const who = openWho(words, () => self, now)
  const listening = { ...parts, clients, who, self: () => self, hear: (heard: Heard) => hear(heard) }

  const http = secret && PUBLIC_URL ? httpReceiver(secret) : undefined
  const socket = http ? undefined : socketReceiver({ appToken, logger: options.logger, clientOptions: options })
  const app = new App({
    receiver: storingFirst(http ?? socket!, (body) => storeEvent(listening, body)),
    authorize: async () => ({ botToken: token, botUserId: self.user, botId: self.bot, teamId: self.team }),
    logger: options.logger,
    clientOptions: options,
  })
  listen(app, listening)

  async function greet(): Promise<void> {
    if (self.user) return
    const { user_id = '', team_id = '', bot_id = '', user, team } = await words.auth.test()
    self = { user: user_id, team: team_id, bot: bot_id }
    log.info(`Slack: I am @${user} in ${team}${http ? ', called over HTTP' : ''}`)
  }

  const link = PUBLIC_URL && { link: ({ file }: { file: string }) => `${PUBLIC_URL}/files/${file}` }
  const talking = { words, files, commands: parts.commands, channelOf: who.channelOf, ...link }
  const stopping = new AbortController()
  let running: Promise<void> | undefined
  return {
    name: FACE,
    limits,
    async start(heard) {
      hear = heard
      running = keepLine({ app, socket, greet, log, signal: stopping.signal })
    },
    show: (showing) => show(talking, showing),
    async stop() {
      stopping.abort()
      await running
      await app.stop()
    },
    audience: async (place) => {
      const { chat } = partsOf(place)
      return /^[UWD]/.test(chat) ? { members: [chat], strangers: 0 } : who.audience(chat)
    },
    fetch: (file, workspace, by) => fetchFile({ house: parts.house, client: words, token, own }, file, workspace, by),
    ...(http && { hook: { path: '/hooks/slack', take: http.take } }),
  }
}

/** Slack's own words: about one message a second to a channel, and some fifty edits a minute. */
function limits(place: Place) {
  const chat = chatOf(place)
  return { chat, editMs: 1200, windows: [{ key: chat, most: 3, ms: 3000 }] }
}
