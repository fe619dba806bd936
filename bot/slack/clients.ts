import { type Logger, LogLevel, webApi } from '@slack/bolt'
import type { Config } from '#jobs/kit/config.ts'
import type { Log } from '#jobs/kit/log.ts'

/** Files travel this many times longer than words may. */
const PATIENCE = 10
/** A form must open within the three seconds that its trigger lives. */
const FORM_MS = 1500

export type Clients = ReturnType<typeof openClients>

/** One client for each kind of patience. None tries again by itself: that would double what has arrived. */
export function openClients({ SLACK_BOT_TOKEN: token = '', SLACK_API_URL: url, SEND_SECONDS }: Config, log: Log) {
  const own = url && `${url}/`
  const options = {
    ...(own && { slackApiUrl: own }),
    logger: loggerOf(log),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: SEND_SECONDS * 1000,
  }
  return {
    token,
    own,
    options,
    words: new webApi.WebClient(token, options),
    files: new webApi.WebClient(token, { ...options, timeout: options.timeout * PATIENCE }),
    quick: new webApi.WebClient(token, { ...options, timeout: FORM_MS }),
  }
}

/** What Bolt has to say goes to our log, most of it to its lowest level. */
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
