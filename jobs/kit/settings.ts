import { z } from 'zod'

// Every setting and what it means, once: the help, `.env.example` and the errors are made from this.

export const EMAIL = /^[^\s@<>,;"]{1,64}@[\w-]+(\.[\w-]+)+$/

const number = z.coerce.number('must be a number')
const port = number.int().min(0).max(65_535)
const whole = (least: number, most: number) =>
  number.int('must be a whole number').min(least, `must be ${least} or more`).max(most, `must be ${most} or less`)
const zone = z.string().refine(isZone, 'is not a time zone such as Asia/Bangkok')
const url = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)),
      `must start with ${schemes.join(':// or ')}://`,
    )

const address = (...schemes: string[]) => url(...schemes).transform((text) => text.replace(/\/+$/, ''))
const token = (pattern: RegExp, like: string) => z.string().regex(pattern, `must look like ${like}`)
/** Several words in one line, parted by commas or spaces. */
const list = (one: RegExp, like: string) =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    )
    .refine((words) => words.every((word) => one.test(word)), `must look like ${like}`)

export const Settings = z.object({
  ROLE: z
    .enum(['all', 'bot', 'worker'])
    .default('all')
    .describe('What this process does: everything, only the chats, or only the work'),
  PORT: port.default(8080).describe('Port of the console; 0 takes a free one'),
  HEALTH_PORT: port.optional().describe('Port where a worker answers /healthz; without it a worker listens to nobody'),
  HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address the console listens on; beyond loopback people must be able to sign in'),
  DATA_DIR: z.string().default('data').describe('Folder with the databases and files'),
  DEMO: z
    .enum(['auto', 'on', 'off'])
    .default('auto')
    .describe('The pretend company: shown until something real is connected, always, or never'),
  WORKSPACE: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'must be lower-case letters, digits and dashes')
    .default('main')
    .describe('Name of the workspace for your own data'),
  ZONE: zone.default('Asia/Bangkok').describe('Time zone in which days begin and end'),
  WEEK_START: z.enum(['monday', 'sunday']).default('monday').describe('First day of a week'),
  CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capital letters such as THB')
    .default('THB')
    .describe('Currency of amounts that name none'),
  REDIS_URL: url('redis', 'rediss')
    .optional()
    .describe('Redis that carries runs to any number of workers; without it they run in this process'),
  LANES: z
    .string()
    .regex(
      /^(api|browser|model|report):\d+(,(api|browser|model|report):\d+)*$/,
      'must look like api:4,browser:1,model:1,report:2',
    )
    .default('api:4,browser:1,model:1,report:2')
    .describe('How many runs of each kind work at the same time in one process'),
  LEASE_SECONDS: whole(2, 600)
    .default(15)
    .describe('After how long without a sign of life a run is given to another worker'),
  GRACE_SECONDS: whole(0, 300).default(10).describe('How long running work may finish when Bellhop is stopped'),
  TELEGRAM_TOKEN: token(/^\d+:[\w-]+$/, '123456:ABC, as BotFather gives it')
    .optional()
    .describe('Token of the Telegram bot; without it there is no Telegram'),
  TELEGRAM_API_ROOT: address('http', 'https')
    .optional()
    .describe('Address of a Bot API server of your own; without it the public one is used'),
  SLACK_BOT_TOKEN: token(/^xoxb-\S+$/, 'xoxb-…')
    .optional()
    .describe('Bot token of the Slack app'),
  SLACK_APP_TOKEN: token(/^xapp-\S+$/, 'xapp-…')
    .optional()
    .describe('App-level token of the Slack app, for Socket Mode: no public address is needed'),
  SLACK_SIGNING_SECRET: z
    .string()
    .optional()
    .describe('Signing secret of the Slack app, for events over HTTP instead of Socket Mode'),
  SLACK_API_URL: address('http', 'https').optional().describe('Address of the Slack Web API, if not the public one'),
  PUBLIC_URL: address('https', 'http')
    .optional()
    .describe('Address under which this Bellhop is reached from outside, for webhooks and links'),
  SEND_SECONDS: whole(1, 300)
    .default(20)
    .describe('How long a chat platform may take to accept a message; files may take ten times as long'),
  SMTP_URL: url('smtp', 'smtps')
    .optional()
    .describe('Mail server that sends sign-in codes, such as smtp://user:password@mail.company.com:587'),
  MAIL_FROM: z
    .string()
    .regex(/@/, 'must hold an e-mail address')
    .optional()
    .describe('Who mails come from, such as Bellhop <bellhop@company.com>'),
  ADMIN_EMAILS: list(EMAIL, 'ann@company.com, bob@company.com').describe(
    'Addresses that become admins when they sign in',
  ),
  ALLOWED_DOMAINS: list(/^[\w-]+(\.[\w-]+)+$/, 'company.com, company.co.th').describe(
    'Anyone with an address there may sign in, as a viewer; without it only who an admin has added',
  ),
  SESSION_DAYS: whole(1, 3650).default(30).describe('After how many days somebody must sign in again'),
  APPROVAL_HOURS: whole(1, 720).default(24).describe('How long a request waits for its approvals'),
  DAILY_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must look like 08:00')
    .default('08:00')
    .describe('When the daily summary goes out, in ZONE'),
  BROWSER_PATH: z.string().optional().describe('Browser that visits back offices; without it one is looked for'),
  GOOGLE_KEY: z
    .string()
    .optional()
    .describe("Key of the Google service account that writes sheets: its file's path, or the JSON itself"),
  SECRET_KEY: z
    .string()
    .min(16, 'must be at least 16 characters')
    .optional()
    .describe('What stored sessions are encrypted with; without it a key is made in the data folder'),
  OLLAMA_URL: url('http', 'https')
    .optional()
    .describe('Ollama server whose model helps to understand questions; without it the reader alone answers'),
  OLLAMA_MODEL: z.string().default('qwen3:8b').describe('Model that fills the form of a question'),
  UPLOAD_MB: whole(1, 1024).default(16).describe('Largest file that can be handed over'),
  MESSAGES_PER_MINUTE: whole(1, 10_000).default(30).describe('How many messages one person may send in a minute'),
  QUESTIONS_PER_MINUTE: whole(1, 10_000).default(10).describe('How many questions one person may ask in a minute'),
  CHAT_MESSAGES_PER_MINUTE: whole(1, 10_000)
    .default(60)
    .describe('How many messages all people in one chat may send in a minute'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('How much is logged'),
  // npm sets it to 0 or 1 for what it starts.
  COLOR: z
    .enum(['on', 'off', '0', '1'])
    .default('on')
    .transform((said): 'on' | 'off' => (said === 'off' || said === '0' ? 'off' : 'on'))
    .describe('Colours in the terminal'),
})

export type Name = keyof typeof Settings.shape
/** Settings that only make sense together: where `any` of the first is set, one of each `with` must be. */
export const groups: { what: string; any: Name[]; with: Name[][] }[] = [
  { what: 'Telegram', any: ['TELEGRAM_API_ROOT'], with: [['TELEGRAM_TOKEN']] },
  {
    what: 'Slack',
    any: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL'],
    with: [['SLACK_BOT_TOKEN'], ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']],
  },
  { what: 'Mail', any: ['SMTP_URL', 'MAIL_FROM'], with: [['SMTP_URL'], ['MAIL_FROM']] },
]

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
