/** The company lives in Asia/Bangkok, seven hours ahead all year: its days and months are whole numbers here. */
export const ZONE = 'Asia/Bangkok'
const AHEAD = 7 * 3600_000
const DAY = 24 * 3600_000

export const dayOf = (time: Date): number => Math.floor((time.getTime() + AHEAD) / DAY)

/** The instant so many seconds into a local day. */
/** The pretend shop keeps time by the minute, as its back office shows it. */
export const timeOn = (day: number, seconds: number): Date =>
  new Date(day * DAY + Math.floor(seconds / 60) * 60_000 - AHEAD)

export const isoDay = (day: number): string => calendar(day).toISOString().slice(0, 10)

/** 0 is Sunday. */
export const weekday = (day: number): number => calendar(day).getUTCDay()

export function monthOf(day: number): number {
  const at = calendar(day)
  return at.getUTCFullYear() * 12 + at.getUTCMonth()
}

export const firstDay = (month: number): number => Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY

export const daysIn = (month: number): number => firstDay(month + 1) - firstDay(month)

export const isoMonth = (month: number): string => isoDay(firstDay(month))

function calendar(day: number): Date {
  return new Date(day * DAY)
}
