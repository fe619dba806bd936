import { offsetIn } from '#db/kit/zone.ts'

export type ZoneClock = {
  /** A wall clock reading as UTC; undefined for an hour that a clock change skips. */
  utc(wall: number): Date | undefined
  /** The day a moment falls on, as YYYY-MM-DD. */
  day(moment: Date): string
}

export function zoneClock(zone: string): ZoneClock {
  const offset = remembered(offsetIn(zone))
  return {
    utc(wall) {
      const near = wall - offset(wall)
      const exact = wall - offset(near)
      return exact + offset(exact) === wall ? new Date(exact) : undefined
    },
    day: (moment) => new Date(moment.getTime() + offset(moment.getTime())).toISOString().slice(0, 10),
  }
}

/** Offsets change on a quarter hour, and asking Intl is slow. */
function remembered(offset: (at: number) => number): (at: number) => number {
  const known = new Map<number, number>()
  return (at) => {
    const quarter = Math.floor(at / 900_000)
    const found = known.get(quarter) ?? offset(at)
    if (known.size > 5000) known.clear()
    known.set(quarter, found)
    return found
  }
}
