import { type Logger, pino } from 'pino'

export type Log = Logger

const hidden =
  /((?:token|secret|password|passwd|api[-_]?key|authorization|cookie|credential)["']?\s*[:=]\s*["']?(?:bearer\s+)?)[^\s"',&;]+|\b(bearer\s+)[\w.~+/-]{8,}=*|(:\/\/[^:/\s]+:)[^@\s]+@/gi

/** Log lines may carry what the world said; secrets in them are struck out, known ones wherever they stand. */
export function makeLog(
  level: string,
  secrets: string[] = [],
  to: { write(line: string): void } = process.stderr,
): Log {
  const known = secrets.filter((secret) => secret.length >= 6)
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => to.write(redact(line, known)) },
  )
}

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
