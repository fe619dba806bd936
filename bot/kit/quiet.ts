import { openZone } from '#db/kit/zone.ts'

const DAY_MS = 86_400_000
const SPAN = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/

export const isSpan = (text: string): boolean => SPAN.test(text)

/** When news may be told: now, or at the end of the quiet hours it falls into. "22:00-07:00" goes over midnight. */
export function quietUntil(span: string | null | undefined, now: number, zone: string): number {
  const [from, to] = (span && SPAN.test(span) ? span : '').split('-')
  if (!from || !to || from === to) return now
  for (const day of [dayOf(now - DAY_MS, zone), dayOf(now, zone)]) {
    const start = at(day, from, zone)
    const end = at(from < to ? day : dayOf(at(day, '12:00', zone) + DAY_MS, zone), to, zone)
    if (start <= now && now < end) return end
  }
  return now
}

export const dayOf = (now: number, zone: string): string => openZone(zone).dayOf(new Date(now).toISOString())

/** The instant of a local clock on a local day. */
export const at = (day: string, clock: string, zone: string): number =>
  openZone(zone).instantOf(`${day}T${clock}:00`) ?? 0
