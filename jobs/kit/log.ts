import { type Logger, pino } from 'pino'

export type Log = Logger

const hidden =
  /((?:token|secret|password|passwd|api[-_]?key|authorization|cookie|credential)["']?\s*[:=]\s*["']?(?:bearer\s+)?)[^\s"',&;]+|\b(bearer\s+)[\w.~+/-]{8,}=*|(:\/\/[^:/\s]+:)[^@\s]+@/gi

type Output = { write(line: string): void; isTTY?: boolean }

/**
 * Log lines may carry what the world said; secrets in them are struck out, known ones wherever they stand. Machines read
 * JSON, a person at a terminal a plain line.
 */
export function makeLog(level: string, secrets: string[] = [], to: Output = process.stderr): Log {
  const known = secrets.filter((secret) => secret.length >= 6)
  const shown = to.isTTY ? plainLine : (line: string) => line
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line) => to.write(shown(redact(line, known))) },
  )
}

/** "14:03:12 WARN  Redis is away · why=ECONNREFUSED", and the stack of a bug below it. */
function plainLine(line: string): string {
  const { time, level, msg = '', err, ...data } = JSON.parse(line)
  const facts = Object.entries(data).map(([name, value]) => `${name}=${word(value)}`)
  const head = `${new Date(time).toTimeString().slice(0, 8)} ${String(level).toUpperCase().padEnd(5)} ${msg}`
  return `${[head, ...facts].join(' · ')}${err ? `\n${err.stack ?? word(err)}` : ''}\n`
}

const word = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

export function redact(text: string, known: string[] = []): string {
  const masked = known.reduce(
    (line, secret) => line.replaceAll(secret, '•••').replaceAll(JSON.stringify(secret).slice(1, -1), '•••'),
    text,
  )
  return masked.replace(
    hidden,
    (_, name = '', bearer = '', user = '') => `${name}${bearer}${user}•••${user ? '@' : ''}`,
  )
}
