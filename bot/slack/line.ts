import { setTimeout as sleep } from 'node:timers/promises'
import { type App, type Logger, SocketModeReceiver, type webApi } from '@slack/bolt'
import type { Log } from '#jobs/kit/log.ts'

/** As soon as this a line that ended is opened anew, and then ever later while it doesn't hold. */
const PAUSE_MS = 250
const MOST_PAUSE_MS = 60_000
/** A line that held this long is opened anew at once. */
const HELD_MS = 10_000

type Options = { appToken: string; logger: Logger; clientOptions: webApi.WebClientOptions }

/**
 * Socket Mode without the library's own ways to come back: they wait five seconds, and when Slack can't be reached once,
 * they give up or take the process with them.
 */
export function socketReceiver({ appToken, logger, clientOptions }: Options): SocketModeReceiver {
  return new SocketModeReceiver({ appToken, logger, autoReconnectEnabled: false, installerOptions: { clientOptions } })
}

type Line = {
  app: App
  /** Nothing when Slack calls us, and there is no line to keep. */
  socket: SocketModeReceiver | undefined
  greet(): Promise<void>
  log: Log
  signal: AbortSignal
}

/** Keeps the line to Slack open until it is told to stop. */
export async function keepLine({ app, socket, greet, log, signal }: Line): Promise<void> {
  for (let pause = PAUSE_MS; !signal.aborted; pause = Math.min(MOST_PAUSE_MS, pause * 2)) {
    try {
      await greet()
      const ended = socket && new Promise<unknown>((done) => socket.client.once('disconnected', done))
      await app.start()
      if (!ended) return
      const since = Date.now()
      await Promise.race([ended, new Promise((done) => signal.addEventListener('abort', done))])
      if (signal.aborted) return
      if (Date.now() - since > HELD_MS) pause = PAUSE_MS / 2
      log.info('The line to Slack ended; I open a new one')
    } catch (error) {
      log.warn({ why: (error as Error).message }, 'Slack is not ready; I try again')
    }
    await sleep(pause, undefined, { signal }).catch(() => {})
  }
}
