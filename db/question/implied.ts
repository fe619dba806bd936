import type { Dataset } from '../dataset.ts'
import type { Atlas, Meaning } from './atlas.ts'
import type { Entity } from './item.ts'
import { isPerson } from './lexicon/people.ts'
import { endsOf, wordsOfRows } from './lexicon/rows.ts'
import { synonyms } from './lexicon/synonyms.ts'
import { countOf, DEALS, mainMoney } from './sense.ts'
import { singular } from './words.ts'

/** Words that name nothing in the data, and what they stand for all the same. */
type Implied = [words: string[], meaning: Meaning, score: number]

const MONEY_SAID = [
  'revenue',
  'sale',
  'turnover',
  'spending',
  'spend',
  'earning',
  'money',
  'money spent',
  'amount spent',
]

/** What something costs is no revenue. */
const GOES_OUT =
  /\b(costs?|expenses?|salary|salaries|wages?|payroll|bills? paid|payments? made|purchase orders?|vendors?|suppliers?)\b/i
const COMES_IN = /^(revenue|sale|turnover|earning)$/

/** Without a column of that name, revenue is the one money column, or quantity × price. */
export function moneyWords(atlas: Atlas): Implied[] {
  return atlas.datasets.flatMap((dataset) => {
    const money = mainMoney(atlas, dataset)
    if (!money || 'measure' in money) return []
    const product = 'times' in money
    const out = 'column' in money && GOES_OUT.test(`${dataset.words?.join(' ')} ${money.column}`.replaceAll('_', ' '))
    return MONEY_SAID.filter(
      (said) =>
        !atlas.phrases.get(said)?.some((each) => 'field' in each && each.score > 0.8) && !(out && COMES_IN.test(said)),
    ).map(
      (said): Implied => [said.split(' '), { metric: money, score: 0, soft: product ? 0 : 0.05 }, product ? 0.8 : 0.62],
    )
  })
}

/** Tables called after what they tell the amount of. */
const MASS = /^(consumption|usage|generation|production|demand|output|load|emission|rainfall)$/
export const isMass = (word: string): boolean => MASS.test(word)
const TOLD =
  /^(consumption|usage|use|generation|production|demand|output|load|kwh|mwh|wh|kw|mw|energy|emission|rainfall)$/

/** "Consumption" in a table of power_consumption is what was consumed, not how many rows there are. */
export function massWords(atlas: Atlas): Implied[] {
  const [only, second] = atlas.datasets
  const noun = singular(only?.words?.at(-1) ?? '')
  if (second || only?.table === undefined || !MASS.test(noun)) return []
  const own = atlas.fields.filter(
    ({ dataset, column }) => dataset === only && column.role === 'measure' && column.additive !== false,
  )
  const field =
    own.find(({ words }) => words.includes(noun)) ?? own.find(({ words }) => words.some((word) => TOLD.test(word)))
  return field ? [[[noun], { metric: { fn: 'sum', column: field.ref }, score: 0 }, 1.1]] : []
}

/** In a file of one table, "people" and "records" are its rows, if nothing else has that name. */
export function rowWords(atlas: Atlas): Implied[] {
  const [only, ...others] = atlas.datasets
  const ent = atlas.entities.find((each) => each.own && each.dataset === only)
  if (!ent || others.length || only?.table === undefined) return []
  const people = atlas.fields.some((each) =>
    each.words.some((word) => /^(age|gender|sex|marital|occupation|salary)$/.test(word)),
  )
  const words = [
    'record',
    'row',
    'entry',
    'observation',
    'reading',
    'measurement',
    ...(people ? ['person', 'individual', 'customer', 'client', 'user', 'respondent', 'participant'] : []),
  ]
  const columns = atlas.fields.map((each) => each.words.join(' '))
  words.push(...wordsOfRows(columns), ...endsOf(ent.words.at(-1)!))
  const things = /^(sale|listing|transaction|price)$/.test(ent.words.at(-1)!) ? ent.words.slice(-2, -1) : []
  words.push(...things.flatMap((word) => [word, ...synonyms(word)]))
  const told = (word: string): Implied => [[word], { ent, score: 0, soft: 0.05 }, 0.7]
  const whose = whoIn(ent).filter((word) => !words.includes(word))
  return [
    ...words.map(told),
    ...whose.map((word): Implied => [[word], { ent, score: 0, soft: 0.05, doer: true }, 0.7]),
  ].filter(([[word], meaning]) => !taken(word!, atlas, 'doer' in meaning))
}

/** Half a column's name, customer_type, leaves the customers themselves free. */
const taken = (word: string, { phrases }: Atlas, isDoer: boolean): boolean =>
  isDoer ? (phrases.get(word) ?? []).some((each) => each.score > 0.62 || 'ent' in each) : phrases.has(word)

/** Who a row of such a table is about: bookings are made by guests. */
const WHOSE: [of: RegExp, who: string][] = [
  [/^(booking|reservation|stay)$/, 'guest customer visitor traveller traveler'],
  [/^(order|sale|transaction|purchase|invoice|receipt)$/, 'customer client buyer shopper'],
  [/^(admission|encounter|visit|appointment|stay|discharge)$/, 'patient'],
  [/^(ride|trip)$/, 'rider passenger customer'],
  [/^(survey|response|answer)$/, 'respondent participant'],
  [/^(churn|subscription|account|policy|marketing|campaign|loan|credit)$/, 'customer client subscriber member'],
  [/^(loan|application)$/, 'applicant borrower'],
  [/^(attrition|hr|payroll)$/, 'employee worker staff'],
  [/^(exam|grade|performance|enrollment)$/, 'student'],
]

const whoIn = ({ words }: Atlas['entities'][number]): string[] =>
  WHOSE.flatMap(([of, who]) => (words.some((word) => of.test(word)) ? who.split(' ') : []))

/** "People" are the rows of whatever table holds them; a headcount counts those who work here. */
export function peopleWords(atlas: Atlas): Implied[] {
  return atlas.entities
    .filter((each) => each.own && isPerson(each.words.at(-1)!))
    .flatMap((ent): Implied[] => [
      ...['person', 'folk', 'everyone', 'individual']
        .filter((word) => !atlas.phrases.get(word)?.some((each) => each.score > 0.8))
        .map((word): Implied => [[word], { ent, score: 0, soft: 0.05 }, 0.95]),
      ...(/^(employee|staff)$/.test(ent.words.at(-1)!) && !atlas.phrases.has('headcount') ? headcount(ent) : []),
    ])
}

/** Who wrote, who sold: the people whom the papers, the deals are tied to. */
const AGENTS: [said: string[], of: RegExp, who: RegExp][] = [
  [['author', 'writer'], /^(paper|publication|article|book|post|report)s?$/, /./],
  [['salesperson', 'salesman', 'seller'], DEALS, /^(staff|employee|agent|rep|representative)s?$/],
]

export function agentWords(atlas: Atlas): Implied[] {
  return AGENTS.flatMap(([said, of, who]) => {
    const linksTo = (each: Dataset, to: Dataset) => each.links?.some((link) => link.to === to.name)
    const things = atlas.datasets.filter(({ words = [] }) => of.test(words.at(-1) ?? ''))
    const tied = (ent: Entity, thing: Dataset) =>
      linksTo(thing, ent.dataset) ||
      atlas.datasets.some((pair) => pair !== thing && linksTo(pair, thing) && linksTo(pair, ent.dataset))
    const people = atlas.entities.filter(
      (each) =>
        each.own &&
        isPerson(each.words.at(-1)!) &&
        who.test(each.words.at(-1)!) &&
        things.some((thing) => tied(each, thing)),
    )
    const [ent, ...others] = people
    if (!ent || others.length) return []
    return said
      .filter((word) => !atlas.phrases.has(word))
      .map((word): Implied => [[word], { ent, score: 0, soft: 0.05 }, 0.9])
  })
}

const headcount = (ent: Atlas['entities'][number]): Implied[] =>
  [['headcount'], ['head', 'count']].map((words) => [words, { metric: countOf(ent), score: 0 }, 1])
