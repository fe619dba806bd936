import type { Dataset } from '../dataset.ts'
import type { Plan } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import { nameWords } from './schema/names.ts'
import { singular, stem } from './words.ts'

export const ROLES: Record<string, string> = {
  sent: 'sender',
  sends: 'sender',
  received: 'receiver',
  receive: 'receiver',
  receives: 'receiver',
  bought: 'buyer',
  sold: 'seller',
  won: 'winner',
  lost: 'loser',
}

export const DOERS = ['sender', 'buyer', 'payer', 'creator', 'author', 'requester', 'from']

/** emp_no beside reviewer_emp_no: the one that has no part of its own to play. */
function isPlain(column: string, at: string, target: Dataset): boolean {
  const noun = target.words?.at(-1)
  return column === at || (noun !== undefined && nameWords(column)[0] === singular(noun))
}

const role = (column: string): string => stem(nameWords(column)[0] ?? '')

/** Where two links lead to the same dataset, the words must say which one: the sender or the receiver. */
export function withRoles(plan: Plan, atlas: Atlas, base: Dataset, said: string[]): Plan | undefined {
  let text = JSON.stringify(plan)
  const stems = said
    .flatMap((each) => each.split(/\W+/))
    .map((word) => stem(ROLES[word.toLowerCase()] ?? word.toLowerCase()))
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
    const [link] = fits.length ? fits : links.filter((each) => isPlain(each.column, each.at, target))
    if (!link || fits.length > 1) return undefined
    text = text.replaceAll(`"${target.name}.`, `"${link.column}>${target.name}.`)
  }
  return JSON.parse(text)
}
