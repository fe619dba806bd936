import { Cron } from 'croner'

/** How often something comes back: as cron, and as people say it. */
export type Rhythm = { cron: string; say: string }

const HOUR_MS = 3_600_000
const USUAL = '08:00'

/** "every day at 8", "weekdays 7:30", "tiap senin jam 9", "ทุกวัน 8:00", "on the 1st", or five fields of cron. */
export function readRhythm(words: string): Rhythm | undefined {
  const said = words.trim().toLowerCase().replace(/\s+/g, ' ')
  if (/^[\d*/,\-l#]+( [\da-z*/,\-#]+){4}$/.test(said)) return isCron(said) ? { cron: said, say: said } : undefined
  const [, days = '', clock] = TIMED.exec(said) ?? []
  const time = clockOf(clock)
  if (!time) return undefined
  if (!clock && HOURLY.test(days)) return { cron: '0 * * * *', say: 'every hour' }
  const found = daysOf(days.replace(EVERY, '').trim())
  if (!found) return undefined
  const [hour, minute] = time.split(':').map(Number)
  return { cron: `${minute} ${hour} ${found.cron}`, say: `${found.say} at ${time}` }
}

/** The next instants, by the clock of a zone: a change to summer time moves none of them. */
export function nextFires({ cron, zone }: { cron: string; zone: string }, after: number, count = 1): number[] {
  return new Cron(cron, { timezone: zone }).nextRuns(count, new Date(after)).map((date) => date.getTime())
}

/** More than once an hour, nobody reads it. */
export function isTooOften({ cron }: Rhythm, zone: string, now: number): boolean {
  const fires = nextFires({ cron, zone }, now, 25)
  return fires.some((each, i) => i > 0 && each - fires[i - 1]! < HOUR_MS)
}

const EVERY = /^(?:on )?(?:the )?(?:every|each|setiap|tiap|ทุก)? ?(?:hari(?=[ a-z]*$)(?! kerja))? ?/u
const TIMED = /^(.*?)(?:(?: at| @| jam| pukul| เวลา)? ?\b(\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|น\.?)?))?$/u
const HOURLY = /^(every hour|hourly|(se)?tiap jam|ทุกชั่วโมง)$/u

type Days = { cron: string; say: string }

const DAYS: [RegExp, Days][] = [
  [/^(day|days|daily|hari|วัน)?$/u, { cron: '* * *', say: 'every day' }],
  [/^(weekday|week day|workday|working day)s?$|^hari kerja$|^วันทำงาน$/u, { cron: '* * 1-5', say: 'on weekdays' }],
  [/^weekends?$|^akhir pekan$/, { cron: '* * 0,6', say: 'on weekends' }],
  [/^(week|weekly|minggu ini|สัปดาห์)$/u, { cron: '* * 1', say: 'every Monday' }],
  [/^(month|monthly|bulan|เดือน)$/u, { cron: '1 * *', say: 'on the 1st of the month' }],
  [/^last day( of the month)?$|^akhir bulan$|^สิ้นเดือน$/u, { cron: 'L * *', say: 'on the last day of the month' }],
]

const WEEKDAYS: [RegExp, string][] = [
  [/^(sun(day)?s?|minggu|(วัน)?อาทิตย์)$/u, 'Sunday'],
  [/^(mon(day)?s?|senin|(วัน)?จันทร์)$/u, 'Monday'],
  [/^(tue(s|sday)?s?|selasa|(วัน)?อังคาร)$/u, 'Tuesday'],
  [/^(wed(nesday)?s?|rabu|(วัน)?พุธ)$/u, 'Wednesday'],
  [/^(thu(rs|rsday)?s?|kamis|(วัน)?พฤหัส(บดี)?)$/u, 'Thursday'],
  [/^(fri(day)?s?|jum'?at|(วัน)?ศุกร์)$/u, 'Friday'],
  [/^(sat(urday)?s?|sabtu|(วัน)?เสาร์)$/u, 'Saturday'],
]

const OF_MONTH =
  /^(?:month |monthly |bulan |tanggal |tgl |วันที่ )*(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of the month)?$/u

function daysOf(said: string): Days | undefined {
  const known = DAYS.find(([pattern]) => pattern.test(said))
  if (known) return known[1]
  const date = Number(OF_MONTH.exec(said)?.[1])
  if (date >= 1 && date <= 28) return { cron: `${date} * *`, say: `on the ${ordinal(date)} of the month` }
  const places = said
    .split(/,\s*|\s+(?:and|dan|และ)\s+|\s+/u)
    .map((word) => WEEKDAYS.findIndex(([of]) => of.test(word)))
  if (places.includes(-1)) return undefined
  const names = places.map((place) => WEEKDAYS[place]![1])
  return { cron: `* * ${places.join(',')}`, say: `every ${names.join(' and ')}` }
}

function clockOf(said: string | undefined): string | undefined {
  if (!said) return USUAL
  const [, hours, minutes = '00', half] = /^(\d+)(?:[:.](\d+))? ?(am|pm)?/.exec(said) ?? []
  const hour = half ? (Number(hours) % 12) + (half === 'pm' ? 12 : 0) : Number(hours)
  const fits = hour < 24 && Number(minutes) < 60 && (!half || (Number(hours) >= 1 && Number(hours) <= 12))
  return fits ? `${String(hour).padStart(2, '0')}:${minutes}` : undefined
}

const ordinal = (n: number) =>
  `${n}${n % 10 === 1 && n !== 11 ? 'st' : n % 10 === 2 && n !== 12 ? 'nd' : n % 10 === 3 && n !== 13 ? 'rd' : 'th'}`

function isCron(said: string): boolean {
  try {
    return nextFires({ cron: said, zone: 'UTC' }, 0).length > 0
  } catch {
    return false
  }
}
