import type { Dataset } from '../dataset.ts'
import { pathTo } from '../plan/find.ts'
import type { Plan } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import { nameWords } from './schema/names.ts'
import { singular, stem } from './words.ts'

/** Who does it, and to whom it is done: by a verb, or by what stands before them. */
const SENDERS = ['sender', 'payer', 'from', 'giver', 'source', 'origin', 'donor']
const RECEIVERS = ['receiver', 'recipient', 'payee', 'to', 'beneficiary', 'target', 'destination', 'dest']
export const SIDES: Record<string, string[]> = { from: SENDERS, to: RECEIVERS }
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

/** Where two links lead to the same dataset, the words must say which one: the sender or the receiver. */
export function withRoles(plan: Plan, atlas: Atlas, base: Dataset, said: string[]): Plan | undefined {
  let text = JSON.stringify(plan)
  const stems = said
    .flatMap((each) => each.split(/\W+/))
    .flatMap((word) => [...rolesOf(word), ...(ROLES[word.toLowerCase()] ? [] : [word.toLowerCase()])].map(stem))
    .filter((each) => !(base.words ?? []).some((word) => stem(word) === each))
  for (const target of atlas.datasets) {
    const links = (base.links ?? []).filter((each) => each.to === target.name)
    const back = (target.links ?? []).filter((each) => each.to === base.name)
    if (back.length > 1 && text.includes(`"dataset":"${target.name}","has"`)) {
      const [by, ...others] = back.filter((each) => stems.includes(role(each.column)))
      if (!by || others.length) return undefined
      text = text.replaceAll(
        `"dataset":"${target.name}","has"`,
        `"dataset":"${target.name}","link":"${by.column}","has"`,
      )
    }
    if (links.length < 2 || !text.includes(`"${target.name}.`)) continue
    const fits = links.filter((each) => stems.includes(role(each.column)))
    const through = fits.length ? [] : saidBetween(base, target, atlas, stems)
    const [link] = fits.length
      ? fits
      : through.length
        ? through
        : links.filter((each) => isPlain(each.column, each.at, target))
    if (!link || fits.length + through.length > 1) return undefined
    text = text.replaceAll(`"${target.name}.`, `"${link.column}>${target.name}.`)
  }
  return JSON.parse(text)
}
