import { existsSync } from 'node:fs'
import { z } from 'zod'

// The only reader of the environment. Every variable says what it means; `.env.example` is held against this list.

export const EMAIL = /^[^\s@<>,;"]{1,64}@[\w-]+(\.[\w-]+)+$/

const port = z.coerce.number().int().min(0).max(65_535)
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
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

const Environment = z.object({
  ROLE: z
    .enum(['all', 'bot', 'worker'])
    .default('all')
    .describe('What this process does: everything, only the chats, or only the work'),
  PORT: port.default(8080).describe('Port of the console; 0 takes a free one'),
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

type Name = keyof typeof Environment.shape
/** Settings that only make sense together: where `any` of the first is set, one of each `with` must be. */
const groups: { what: string; any: Name[]; with: Name[][] }[] = [
  { what: 'Telegram', any: ['TELEGRAM_API_ROOT'], with: [['TELEGRAM_TOKEN']] },
  {
    what: 'Slack',
    any: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL'],
    with: [['SLACK_BOT_TOKEN'], ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET']],
  },
  { what: 'Mail', any: ['SMTP_URL', 'MAIL_FROM'], with: [['SMTP_URL'], ['MAIL_FROM']] },
]

/** `PORTALS` holds what back offices ask for at their login, by the names of docs/portal.md. */
export type Config = z.output<typeof Environment> & { PORTALS: Record<string, string> }
export type Variable = { name: string; meaning: string; default: string | undefined; secret: boolean }

export function readConfig(environment: Record<string, string | undefined> = surroundings()): Config {
  const read = Environment.safeParse(withoutBlanks(environment))
  const problems = read.success ? halves(read.data) : read.error.issues.map((issue) => problem(issue, environment))
  if (!read.success || problems.length) throw new ConfigError(problems)
  return { ...read.data, PORTALS: portalSecrets(environment) }
}

function portalSecrets(environment: Record<string, string | undefined>): Record<string, string> {
  const given = Object.entries(withoutBlanks(environment)) as [string, string][]
  return Object.fromEntries(given.filter(([name]) => name.startsWith('PORTAL_')))
}

/** The environment, with what `.env` adds to it. */
function surroundings(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  return process.env
}

export const variables: Variable[] = Object.entries(Environment.shape).map(([name, type]) => ({
  name,
  meaning: type.description ?? '',
  default: defaultOf(type),
  secret: isSecret(name),
}))

function isSecret(name: string): boolean {
  return /(TOKEN|SECRET|KEY|PASSWORD)$|^(REDIS|SMTP)_URL$/.test(name)
}

/** Values that must never be seen in a log, a message or an error. */
export function secretsOf(config: Config): string[] {
  const known = variables.filter(({ secret }) => secret)
  return [
    ...known.flatMap(({ name }) => (config[name as keyof Config] as string | undefined) ?? []),
    ...Object.values(config.PORTALS),
  ]
}

export class ConfigError extends Error {
  override name = 'ConfigError'
  constructor(problems: string[]) {
    super(
      `Bellhop can't start with these settings:\n${problems.map((line) => `  - ${line}`).join('\n')}\nSet them in the environment or in .env; .env.example says what each means.`,
    )
  }
}

export function lanesOf(config: Config): Record<Lane, number> {
  const lanes = { api: 0, browser: 0, model: 0, report: 0 }
  for (const part of config.LANES.split(',')) {
    const [lane, count] = part.split(':') as [Lane, string]
    lanes[lane] = Number(count)
  }
  return lanes
}
export type Lane = 'api' | 'browser' | 'model' | 'report'

function problem(issue: z.core.$ZodIssue, environment: Record<string, string | undefined>): string {
  const name = String(issue.path[0])
  const meaning = Environment.shape[name as Name].description
  const value = environment[name] ?? ''
  const shown = !isSecret(name) ? value : name.endsWith('_URL') ? value.replace(/[^/@]*@/, '•••@') : '•••'
  return `${name}="${shown}": ${issue.message}. It means: ${meaning}.`
}

function halves(config: z.output<typeof Environment>): string[] {
  return groups.flatMap(({ what, any, with: needed }) => {
    const given = any.filter((name) => config[name] !== undefined)
    const missing = needed.filter((names) => names.every((name) => config[name] === undefined))
    if (!given.length || !missing.length) return []
    const wanted = missing.map((names) => names.join(' or ')).join(', ')
    return [`${what} is half set: ${given.join(', ')} needs ${wanted} as well. Set both, or none.`]
  })
}

/** An empty line in .env means "not set". */
function withoutBlanks(environment: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
}

function defaultOf(type: z.ZodType): string | undefined {
  const empty = type.safeParse(undefined)
  return empty.success && empty.data !== undefined ? String(empty.data) : undefined
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
