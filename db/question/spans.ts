import type { Dataset } from '../dataset.ts'
import type { Unit } from '../plan.ts'
import type { Field } from './item.ts'
import { stem } from './words.ts'

/** Two moments of one row: opened and closed, ordered and shipped, start and end. */
export type Span = { from: string; to: string; clock: boolean; unit?: Unit }

const STARTS =
  /^(in|start|started|purchase|purchased|began|login|begin|open|opened|created|creation|order|ordered|placed|pickup|picked|check|checkin|hire|hired|admission|admitted|departure|request|requested|issue|issued|loan|rental|rent|submitted|sent|join|joined|start|booking|received|registration|signup|loaned|borrowed|rented|issued|reported|taken|subscribed|enrolled|made)$/
const ENDS =
  /^(end|logout|close|closed|closing|ship|shipped|delivery|delivered|completed|complete|completion|resolved|resolution|returned|return|discharge|discharged|termination|terminated|cancelled|cancel|finish|finished|checkout|dropoff|arrival|ended|paid|payment|approved|read|out|response|responded|reply|replied|acknowledged|recovered|recovery|lifted|expired|expiry|left|sold|solved|fixed|repaired|until)$/

type Moments = { starts: Field[]; ends: Field[]; due: Field[] }

/** When a row of this table begins, ends, and should have ended. */
export function momentsOf(dataset: Dataset, fields: Field[]): Moments {
  const times = fields.filter(
    (each) => each.dataset === dataset && each.column.role === 'time' && !/clock|year/.test(each.column.days ?? ''),
  )
  const starts = times.filter(
    (each) => each.words.some((word) => STARTS.test(word)) && !each.words.some((word) => ENDS.test(word)),
  )
  const planned = (each: Field) =>
    each.words.some((word) => /^(estimated|expected|promised|planned|required|due|scheduled)$/.test(word))
  const due = times.filter((each) => planned(each))
  const ends = times.filter((each) => each.words.some((word) => ENDS.test(word)) && !planned(each))
  return { starts: starts.filter((each) => !planned(each)), ends, due }
}

/** The time between the moments of a row, and the phrases that ask for it. */
export function spansOf(dataset: Dataset, fields: Field[]): [string, Span][] {
  const { starts, ends } = momentsOf(dataset, fields)
  const own = fields.find((each) => each.dataset === dataset && each.name === dataset.time?.column)
  const shipped = ends.find(
    ({ words }) => /^ship/.test(words[0]!) && ends.some((each) => /^deliver/.test(each.words[0]!)),
  )
  const from =
    starts.find((each) => each === own) ?? starts[0] ?? (own && !ends.includes(own) ? own : undefined) ?? shipped
  if (!from) return []
  const only = ends.length === 1
  return ends.flatMap((to) => {
    if (to === from) return []
    const [first, last] = isBefore(to, from) ? [to, from] : [from, to]
    const clock = to.column.kind === 'time' && isShort(dataset)
    return phrases(to, dataset, only).map((phrase): [string, Span] => [
      phrase,
      { from: first.ref, to: last.ref, clock },
    ])
  })
}

/** A guest arrives and departs, a train departs and arrives: the days themselves tell which comes first. */
function isBefore({ column: a }: Field, { column: b }: Field): boolean {
  const sorted = a.days === 'iso' && b.days === 'iso' && a.range && b.range
  return Boolean(sorted && a.range![0] < b.range![0] && a.range![1] < b.range![1])
}

/** What is over within hours is told in hours; a stay, a delivery, a loan in days. */
const isShort = (dataset: Dataset): boolean =>
  /^(session|call|trip|ride|shift|ticket|case|incident|issue|play|visit|task|request|job|run|login|stream|flight|order)s?$/.test(
    dataset.words?.at(-1) ?? '',
  )

function phrases(to: Field, dataset: Dataset, only: boolean): string[] {
  const deed = to.words.find((word) => ENDS.test(word))!
  const noun = (dataset.words?.at(-1) ?? '').replace(/s$/, '')
  const named = ['time', 'duration', 'delay', 'day'].map((tail) => `${stem(deed)} ${stem(tail)}`)
  named.push(`day to ${stem(deed)}`, `hour to ${stem(deed)}`, `day until ${stem(deed)}`)
  const kin = /ship|deliver/.test(deed)
    ? ['deliver time', 'ship time', 'lead time', 'fulfillment time', 'deliver day'].map(stems)
    : []
  const closed = /clos|resol/.test(deed)
    ? [
        'resolution time',
        'closing time',
        'handling time',
        'time to close',
        'time to resolve',
        'time to resolution',
      ].map(stems)
    : []
  const general = only
    ? [
        'duration',
        'processing time',
        'turnaround time',
        'time taken',
        'length of stay',
        `${noun} duration`,
        `${noun} length`,
        `${noun} time`,
        'length',
        ...(/check/.test(dataset.words?.join(' ') ?? '') ? ['visit length', 'visit duration', 'time spent'] : []),
      ].map(stems)
    : []
  const market = /sold/.test(deed)
    ? ['day on market', 'time on market', 'day on the market', 'time on the market', 'time to sell'].map(stems)
    : []
  const stay = /discharg|checkout|depart|arriv/.test(deed) ? ['stay', 'length of stay', 'stay length'].map(stems) : []
  return [...new Set([...named, ...market, ...stay, `time to ${stem(deed)}`, ...kin, ...closed, ...general])]
}

const stems = (phrase: string): string => phrase.split(' ').map(stem).join(' ')
