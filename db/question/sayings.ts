import type { Field } from './item.ts'
import { isPerson } from './lexicon/people.ts'
import { GENERIC } from './lexicon/synonyms.ts'
import { unitOf } from './units.ts'

import { isHalf } from './variants.ts'
import { singular } from './words.ts'

/** Ways to say a column that do not stand in its name: exactly so, or by their stems. */
export type Saying = { words: string[]; stems?: boolean; worth?: number }

export function sayingsOf(field: Field): Saying[] {
  return [
    ...signup(field),
    ...lasting(field),
    ...amid(field),
    ...unitsTo(field),
    ...unitTail(field),
    ...taken(field),
    ...ofPeople(field),
    ...deed(field),
    ...turned(field),
    ...moved(field),
    ...spanned(field),
    ...quoted(field),
    ...doors(field),
    ...linked(field),
  ]
}

const QUOTED: Record<string, string> = { open: 'opening', close: 'closing', high: 'high', low: 'low' }

/** Where a table tells open, high, low and close, they are prices. */
function quoted({ words, dataset }: Field): Saying[] {
  const word = words.at(-1) ?? ''
  const told = Object.values(dataset.columns).filter((each) => (each.words?.at(-1) ?? '') in QUOTED)
  if (!(word in QUOTED) || told.length < 3) return []
  return [word, QUOTED[word]!].map((way) => ({ words: [way, 'price'] }))
}

const JOINED = [
  'signup date',
  'registration date',
  'creation date',
  'join date',
  'signup',
  'registration',
  'joining',
  'signing up',
]

/** "created_at" of a person is the day of signing up. */
function signup({ column, words }: Field): Saying[] {
  const joins = /^(created|creation|registered|registration|signup|joined|join)$/.test(words[0] ?? '')
  return column.role === 'time' && joins ? JOINED.map((said) => ({ words: said.split(' ') })) : []
}

/** "duration_ms", "Milliseconds", "runtime (min)" say how long a thing is. */
function lasting(field: Field): Saying[] {
  const lasts =
    unitOf(field) &&
    field.words.every((word) =>
      /^(millisecond|ms|second|sec|minute|min|hour|hr|duration|length|runtime|running|playing|time|in)$/.test(word),
    )
  return lasts
    ? ['length', 'duration', 'running time', 'playing time', 'runtime'].map((said) => ({ words: said.split(' ') }))
    : []
}

/** "airline" of aircraft_airline_operator. */
function amid({ column, words }: Field): Saying[] {
  const inner = column.role === 'dimension' ? words.slice(1, -1) : []
  return inner
    .filter((word) => word.length > 3 && !GENERIC.has(word) && !isHalf(word) && !isPerson(word))
    .map((word) => ({ words: [word], worth: 0.4 }))
}

/** "days_to_ship" is the shipping time. */
function unitsTo({ words }: Field): Saying[] {
  const [unit = '', to = '', done = ''] = words
  if (!UNIT.test(unit) || !/^(to|until|for|of|in|before|since)$/.test(to) || !done) return []
  const tails = ['time', 'duration', 'delay', 'day'].map((tail) => [done, tail])
  return [...tails, ['time', 'to', done]].map((said) => ({ words: said, stems: true }))
}

const UNIT = /^(day|hour|minute|second)$/
const WAITED = /^(wait|delay|stay|downtime|latency|runtime|duration|absence|commute|layover)$/

/** "first_reply_hrs" is the first reply time. */
function unitTail({ column, words }: Field): Saying[] {
  if (column.role !== 'measure' || words.length < 2 || !UNIT.test(words.at(-1)!)) return []
  const told = words.slice(0, -1)
  const alone = WAITED.test(told.at(-1)!) ? [{ words: told }] : []
  return [...alone, ...['time', 'duration'].map((tail) => ({ words: [...told, tail] }))]
}

/** is_active_member: whoever is active. */
function ofPeople({ column, words }: Field): Saying[] {
  const rest = words.filter((word, i) => !(i === 0 && /^(is|was)$/.test(word)))
  const person = rest.length > 1 && isPerson(rest.at(-1)!)
  const marked = rest.length > 1 && /^(flag|ind|indicator|yn|bool)$/.test(rest.at(-1)!)
  return column.role === 'flag' && (person || marked) ? [{ words: rest.slice(0, -1) }] : []
}

/** "time_taken" of deliveries is the delivery time. */
function taken({ column, words, dataset }: Field): Saying[] {
  if (column.role !== 'measure' || !/^(time taken|duration)\b/.test(words.join(' '))) return []
  const nouns = (dataset.words ?? []).map(singular).filter((word) => word.length > 3)
  return nouns.flatMap((noun) => ['time', 'duration'].map((tail) => ({ words: [noun, tail] })))
}

/** "closed_on" is when it was closed. */
function deed({ column, words }: Field): Saying[] {
  const kept = words.filter((word, i) => i === 0 || !/^(at|on|date|time|day|year|timestamp|datetime)$/.test(word))
  return column.role === 'time' && kept.length < words.length ? [{ words: kept, stems: true }] : []
}

/** "units_scrapped" are the scrapped units. */
function turned({ column, words }: Field): Saying[] {
  const done = words.length === 2 && column.role === 'measure' && words[1]!.endsWith('ed')
  return done ? [{ words: [words[1]!, words[0]!] }] : []
}

const BEFORE = /^(daily|weekly|monthly|yearly|annual|max|min|maximum|minimum|gross|net)$/

/** "tx_limit_daily" is the daily limit. */
function moved({ column, words }: Field): Saying[] {
  const [last = '', ...rest] = [words.at(-1)!, ...words.slice(0, -1)]
  if (column.role !== 'measure' || words.length < 2 || !BEFORE.test(last)) return []
  const said = [
    [last, ...rest],
    [...rest.slice(0, -1), last, rest.at(-1)!],
    [last, rest.at(-1)!],
  ]
  return said.map((each) => ({ words: each }))
}

/** "valid_from" is when it started, "valid_to" when it ends. */
function spanned({ column, words }: Field): Saying[] {
  const last = words.length > 1 && column.role === 'time' ? words.at(-1) : undefined
  if (last === 'from')
    return ['start', 'begin'].flatMap((said) => [{ words: [said], stems: true }, { words: [said, 'date'] }])
  if (!/^(to|until|till)$/.test(last ?? '')) return []
  return ['end', 'expire', 'expiry'].flatMap((said) => [{ words: [said], stems: true }, { words: [said, 'date'] }])
}

/** "in_ts" and "out_ts" of a visit. */
function doors({ column, words }: Field): Saying[] {
  const door = column.role === 'time' ? /^(in|out)$/.exec(words[0] ?? '')?.[1] : undefined
  const said = door
    ? [['check', door], ['check', door, 'time'], [`check${door}`], [door === 'in' ? 'entry' : 'exit', 'time']]
    : []
  return said.map((each) => ({ words: each }))
}

/** "home_club_cd" is the home club. */
function linked({ dataset, name, words }: Field): Saying[] {
  return words.length > 2 && dataset.links?.some((each) => each.column === name) ? [{ words: words.slice(0, -1) }] : []
}
