import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import { openConsole } from '#bot/console/server.ts'
import { openAccess } from '#bot/kit/access.ts'
import { startDelivering } from '#bot/kit/deliver.ts'
import { openDesk, type Rest } from '#bot/kit/desk.ts'
import type { Face } from '#bot/kit/face.ts'
import { openPlatforms } from '#bot/kit/faces.ts'
import { setChat } from '#db/chats.ts'
import { addPerson, linkIdentity, type Role } from '#db/people.ts'
import { type Options as SlackOptions, startSlack } from '#demo/slack/server.ts'
import { startTelegram, type Options as TelegramOptions } from '#demo/telegram/server.ts'
import { say } from '#jobs/kit/message.ts'
import { startHouse } from '../kit/house.ts'

type Given = Parameters<typeof startHouse>[0] & {
  telegram?: TelegramOptions
  slack?: SlackOptions
  rest?: Partial<Rest>
  /** Reached from outside: platforms call us instead of being asked. */
  called?: boolean
  /** The platform may be away at the start. */
  alone?: boolean
}

/** Bellhop on the stage: a real house, desk and outbox, and real faces that talk to local platforms. */
export async function onTelegram({ telegram: options, ...given }: Given = {}) {
  const telegram = await startTelegram(options)
  onTestFinished(telegram.stop)
  const env = { TELEGRAM_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, ...given.env }
  const stage = await openStage({ ...given, env })
  if (!given.alone) await started(() => telegram.world.calls.some(({ method }) => method === 'setMyCommands'))
  return { ...stage, telegram }
}

export async function onSlack({ slack: options, ...given }: Given = {}) {
  const slack = await startSlack({ redeliverMs: 50, ...options })
  onTestFinished(slack.stop)
  const tokens = { SLACK_BOT_TOKEN: slack.token, SLACK_APP_TOKEN: slack.appToken }
  const env = { ...tokens, SLACK_API_URL: slack.api.replace(/\/$/, ''), ...given.env }
  const stage = await openStage({ ...given, env })
  if (given.called) slack.useHttp({ url: `${stage.house.config.PUBLIC_URL}/hooks/slack`, signingSecret: 'sesame' })
  if (!given.alone) await started(() => given.called || slack.connections() > 0)
  return { ...stage, slack }
}

async function started(ready: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !ready(); ) {
    if (Date.now() > end) throw new Error('the face did not start')
    await new Promise((done) => setTimeout(done, 10))
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function openStage({ rest: given = {}, called, ...more }: Given) {
  const port = called ? await freePort() : 0
  const outside = called ? { PORT: `${port}`, PUBLIC_URL: `http://127.0.0.1:${port}` } : {}
  const limits = { SEND_SECONDS: '2', MESSAGES_PER_MINUTE: '1000', CHAT_MESSAGES_PER_MINUTE: '1000' }
  const env = { ...limits, ...outside, ...more.env }
  const house = await startHouse({ ...more, env })
  const faces: Face[] = []
  const access = openAccess(house, () => faces)
  const rest = { question: async (text: string) => say(`you said ${text}`), file: async () => say('a file'), ...given }
  const desk = openDesk(house, commands, access, rest)
  faces.push(...(await openPlatforms(house, commands, access)))
  const web = await openConsole({ house, desk, commands, hooks: faces.flatMap(({ hook }) => hook ?? []) })
  if (called) await web.listen()
  const delivering = startDelivering(house, faces)
  for (const face of faces) await face.start(desk.hear)
  onTestFinished(async () => {
    for (const face of faces) await face.stop()
    await web.close()
    await delivering.stop()
    await desk.idle()
  })
  const { db } = house.workspace
  return {
    house,
    desk,
    face: faces[0]!,
    db,
    /** Somebody known, as if they had signed in there. */
    async letIn(user: string | number, role: Role = 'viewer', name = String(user)): Promise<string> {
      const id = `p${user}`
      const email = `p${user}@acme.example`
      await addPerson(db, { id, name, role, email }, 1)
      await linkIdentity(db, faces[0]!.name, String(user), id)
      return id
    },
    openChat: (place: string) => setChat(db, place, { state: 'allowed', data: ['*'] }, 'test', 1),
  }
}
