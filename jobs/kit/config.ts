import { existsSync } from 'node:fs'
import type { z } from 'zod'
import { groups, type Name, Settings } from './settings.ts'

// The only reader of the environment. What each setting means stands in settings.ts.

/** `PORTALS` holds what back offices ask for at their login, by the names of docs/portal.md. */
export type Config = z.output<typeof Settings> & { PORTALS: Record<string, string> }
export type Variable = { name: string; meaning: string; default: string | undefined; secret: boolean }

export function readConfig(environment: Record<string, string | undefined> = surroundings()): Config {
  const read = Settings.safeParse(withoutBlanks(environment))
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

export const variables: Variable[] = Object.entries(Settings.shape).map(([name, type]) => ({
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
  const meaning = Settings.shape[name as Name].description
  const value = environment[name] ?? ''
  const shown = !isSecret(name) ? value : name.endsWith('_URL') ? value.replace(/[^/@]*@/, '•••@') : '•••'
  return `${name}="${shown}": ${issue.message}. It means: ${meaning}.`
}

function halves(config: z.output<typeof Settings>): string[] {
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
