const DAY = 86_400_000

/** The calendar of one zone: which local day an instant falls on, and which instant a local clock means. */
export type Zone = { dayOf(iso: string): string; instantOf(local: string): number | undefined }

/** The day an offset holds for: known once for the 360 days a year on which the clocks don't change. */
type Span = { day: string; before: string; after: string; offset: number | undefined }

export function openZone(name: string): Zone {
  const offsetAt = offsetIn(name)
  const spans = new Map<string, Span>()

  function spanOf(day: string): Span {
    const start = Date.parse(`${day}T00:00:00.000Z`)
    const offset = offsetAt(start)
    const steady = offset === offsetAt(start + DAY)
    const span = { day, before: isoDay(start - DAY), after: isoDay(start + DAY), offset: steady ? offset : undefined }
    if (spans.size > 50_000) spans.clear()
    spans.set(day, span)
    return span
  }

  /** Takes a UTC time as we keep it: 'YYYY-MM-DDTHH:MM:SS.sssZ'. */
  function dayOf(iso: string): string {
    const day = iso.slice(0, 10)
    const span = spans.get(day) ?? spanOf(day)
    const offset = span.offset ?? offsetAt(Date.parse(iso))
    const local = clockOf(iso) + offset
    if (local < 0) return span.before
    return local < DAY ? span.day : span.after
  }

  /** An hour that comes twice means its first time; one that the clocks skip means as much later. */
  function instantOf(local: string): number | undefined {
    const wall = Date.parse(`${local}Z`)
    if (Number.isNaN(wall)) return undefined
    const [early, late] = [wall - offsetAt(wall - DAY), wall - offsetAt(wall + DAY)]
    return early + offsetAt(early) === wall || late + offsetAt(late) !== wall ? early : late
  }

  return { dayOf, instantOf }
}

/** Milliseconds a zone is ahead of UTC. Throws for a zone that doesn't exist. */
export function offsetIn(zone: string): (at: number) => number {
  const clock = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (at) => {
    const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const wall = Date.UTC(2000, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!)
    return new Date(wall).setUTCFullYear(part.year!, part.month! - 1, part.day!) - Math.floor(at / 1000) * 1000
  }
}

/** Making a format costs a hundred times what using it does. */
const keptByZone = <T>(make: (zone: string) => T): ((zone: string) => T) => {
  const known = new Map<string, T>()
  return (zone) => {
    const made = known.get(zone) ?? make(zone)
    known.set(zone, made)
    return made
  }
}

const dayFormat = keptByZone((timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone }))
const offset = keptByZone(offsetIn)

/** The local day of an instant, 'YYYY-MM-DD'. */
export const localDay = (zone: string, at: number): string => dayFormat(zone).format(at)
/** How many minutes the clocks of a zone are ahead of UTC at an instant. */
export const minutesAhead = (zone: string, at: number): number => Math.round(offset(zone)(at) / 60_000)

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10)
const digits = (text: string, at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48
const clockOf = (iso: string): number => ((digits(iso, 11) * 60 + digits(iso, 14)) * 60 + digits(iso, 17)) * 1000
