import { me } from './api.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "just now", "5 min ago", "yesterday 14:05", "12 Nov 14:05": in the time of the workspace. */
export function ago(at) {
  const past = Date.now() + me.skew - at
  if (past < MINUTE) return 'just now'
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`
  if (dayOf(at) === today()) return `today ${clock(at)}`
  if (dayOf(at) === dayOf(Date.now() + me.skew - DAY)) return `yesterday ${clock(at)}`
  return `${dayOf(at)} ${clock(at)}`
}

export function dayName(at) {
  if (dayOf(at) === today()) return 'Today'
  return dayOf(at) === dayOf(Date.now() + me.skew - DAY) ? 'Yesterday' : dayOf(at)
}

export function clock(at) {
  return inZone({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}

export function seconds(at) {
  return inZone({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at)
}

export function dayOf(at) {
  const sameYear = year(at) === year(Date.now() + me.skew)
  return inZone({ day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(at)
}

/** For a hover: the whole moment and its zone. */
export function exactly(at) {
  return `${inZone({ dateStyle: 'full', timeStyle: 'medium' }).format(at)}, ${me.workspace.zone}`
}

const today = () => dayOf(Date.now() + me.skew)
const year = (at) => inZone({ year: 'numeric' }).format(at)
const inZone = (options) => new Intl.DateTimeFormat('en-GB', { timeZone: me.workspace?.zone, ...options })
