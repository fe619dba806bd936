import type { Dataset } from '../dataset.ts'
import { type Hop, pathTo } from '../plan/find.ts'
import type { Plan } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import { nameWords } from './schema/names.ts'
import { singular, stem } from './words.ts'

/** Who does it, and to whom it is done: by a verb, or by what stands before them. */
const SENDERS = ['sender', 'payer', 'from', 'giver', 'source', 'origin', 'donor']
const RECEIVERS = ['receiver', 'recipient', 'payee', 'to', 'beneficiary', 'target', 'destination', 'dest']
export const SIDES: Record<string, string[]> = { from: SENDERS, to: RECEIVERS, for: [] }
const ROLES: Record<string, string[]> = {
  ...Object.fromEntries(['sent', 'send', 'sends', 'sending'].map((said) => [said, SENDERS])),
  ...Object.fromEntries(['paid', 'pay', 'pays'].map((said) => [said, ['payer']])),
  ...Object.fromEntries(['received', 'receive', 'receives', 'receiving'].map((said) => [said, RECEIVERS])),
  bought: ['buyer'],
  sold: ['seller'],
  won: ['winner'],
  lost: ['loser'],
}
export const rolesOf = (word: string): string[] => ROLES[word.toLowerCase()] ?? []

export const DOERS = ['sender', 'buyer', 'payer', 'creator', 'author', 'requester', 'from']

/** "Received" is heard where a plan goes by the receiver; where it doesn't, the word says less. */
export function plays(said: string[], plan: Plan, { fields }: Pick<Atlas, 'fields'>): boolean {
  const text = JSON.stringify(plan)
  const roles = said.flatMap(rolesOf)
  return fields.some(({ words, name }) => roles.includes(words[0]!) && text.includes(`${name}>`))
}

/** emp_no beside reviewer_emp_no: the one that has no part of its own to play. */
function isPlain(column: string, at: string, target: Dataset): boolean {
  const noun = target.words?.at(-1)
  return column === at || (noun !== undefined && nameWords(column)[0] === singular(noun))
}

/** The part a link column plays: the sender of sender_id. */
export const role = (column: string): string => stem(nameWords(column)[0] ?? '')

/** The shop of a voucher rather than the one that was paid: what stands between was said. */
function saidBetween(base: Dataset, target: Dataset, atlas: Atlas, stems: string[]): NonNullable<Dataset['links']> {
  return (base.links ?? []).filter((each) => {
    const between = atlas.datasets.find(({ name }) => name === each.to)
    const said = between?.words?.some((word) => stems.includes(stem(word)))
    return said && between !== target && pathTo(atlas.datasets, between!, target) !== undefined
  })
}

/** Shops are where the money goes. */
const isPaid = (column: string, { words = [] }: Dataset): boolean =>
  /^(merchant|vendor|seller|shop|store|supplier|payee|beneficiary)s?$/.test(words.at(-1) ?? '') &&
  /^(receiver|recipient|payee|to|seller)$/.test(nameWords(column)[0] ?? '')

/** The city of an airport is reached through the link to the airport. */
function reached({ datasets }: Atlas, base: Dataset, links: NonNullable<Dataset['links']>): string[] {
  const first = (each: Dataset) => (each === base ? undefined : pathTo(datasets, base, each)?.[0])
  const led = (hop?: Hop) => links.some(({ column, to }) => column === hop?.column && to === hop.to.name)
  return datasets.flatMap((each) => (led(first(each)) ? [each.name] : []))
}

/** Where two links lead to the same dataset, the words must say which one: the sender or the receiver. */
export function withRoles(plan: Plan, atlas: Atlas, base: Dataset, said: string[]): Plan | undefined {
  let text = JSON.stringify(plan)
  const stems = said
    .flatMap((each) => each.split(/\W+/))
    .flatMap((word, i, all) =>
      /^(up|off|in|out)$/i.test(word) && i ? [word, `${stem(all[i - 1]!.toLowerCase())}${word}`] : [word],
    )
    .flatMap((word) => [...rolesOf(word), ...(ROLES[word.toLowerCase()] ? [] : [word.toLowerCase()])].map(stem))
    .filter((each) => !(base.words ?? []).some((word) => stem(word) === each))
  for (const target of atlas.datasets) {
    const links = (base.links ?? []).filter((each) => each.to === target.name)
    const back = (target.links ?? []).filter((each) => each.to === base.name)
    if (back.length > 1 && text.includes(`"dataset":"${target.name}","has"`)) {
      const fits = back.filter((each) => stems.includes(role(each.column)))
      const plain = back.filter((each) => !each.when && isPlain(each.column, each.at, base))
      const [by, ...others] = fits.length ? fits : plain
      if (!by || others.length) return undefined
      text = text.replaceAll(
        `"dataset":"${target.name}","has"`,
        `"dataset":"${target.name}","link":"${by.column}","has"`,
      )
    }
    const beyond = links.length < 2 ? [] : reached(atlas, base, links).filter((name) => text.includes(`"${name}.`))
    if (!beyond.length) continue
    const fits = links.filter((each) => stems.includes(role(each.column)))
    const plain = links.filter((each) => isPlain(each.column, each.at, target))
    const through = fits.length ? [] : saidBetween(base, target, atlas, stems)
    const [link] = fits.length
      ? fits
      : through.length
        ? through
        : plain.length
          ? plain
          : links.filter((each) => isPaid(each.column, target))
    if (!link || fits.length + through.length > 1) return undefined
    for (const name of beyond) text = text.replaceAll(`"${name}.`, `"${link.column}>${name}.`)
  }
  const told = throughOthers(text, atlas, base, stems)
  return told === undefined ? undefined : onceEach(JSON.parse(told))
}

/** The name of a thing that is a group by its key already. */
function onceEach(plan: Plan): Plan {
  const keyed = (plan.by ?? []).flatMap((each) => (typeof each === 'object' && 'key' in each ? [each.column] : []))
  return plan.by ? { ...plan, by: plan.by.filter((each) => typeof each !== 'string' || !keyed.includes(each)) } : plan
}

/** Charges by pickup branch: the rental in between has two links to branches, and the words must say which. */
function throughOthers(text: string, atlas: Atlas, base: Dataset, stems: string[]): string | undefined {
  let told = text
  for (const target of atlas.datasets) {
    const way = told.includes(`"${target.name}.`) ? pathTo(atlas.datasets, base, target) : undefined
    const last = way && way.length > 1 ? way.at(-1)!.from : undefined
    const links = (last?.links ?? []).filter((each) => each.to === target.name)
    if (links.length < 2) continue
    const fits = links.filter((each) => stems.includes(role(each.column)))
    const [link] = fits.length ? fits : links.filter((each) => isPlain(each.column, each.at, target))
    if (!link || fits.length > 1) return undefined
    told = told.replaceAll(`"${target.name}.`, `"${last!.name}.${link.column}>${target.name}.`)
  }
  return told
}
