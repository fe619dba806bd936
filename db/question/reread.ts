import type { Plan } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import type { Field, Item } from './item.ts'
import { synonyms } from './lexicon/synonyms.ts'
import { stem, tokenize } from './words.ts'

/** Words the rules let pass are read once more beside the finished plan: something there must be what they speak of. */
export function unread(path: Item[], plan: Plan, atlas: Atlas): Item | undefined {
  const text = JSON.stringify(plan)
  const said = wordsOf(text, plan, atlas)
  const speaks = (word: string) => said.has(stem(word))
  return path.find((item, at) => {
    const word = item.say.toLowerCase()
    if (word === 'still') return !/^(val|flag|cond|standing|neg)$/.test(path.slice(at + 1).find(isContent)?.t ?? '')
    // "Paid by card": how it was paid.
    if (
      /^(paid|collected)$/.test(word) &&
      path[at + 2]?.t === 'val' &&
      /^(by|with|in|via|using)$/i.test(path[at + 1]!.say)
    )
      return false
    // "The commission paid" is the commission.
    if (/^(paid|charged|collected)$/.test(word) && /^(num|mea)$/.test(path.slice(0, at).findLast(isContent)?.t ?? ''))
      return false
    if (item.payload === 'kin' || (STATES.test(word) && /^(w|verb)$/.test(item.t))) return !speaks(word)
    if (item.t !== 'gen' || speaks(word)) return false
    const near = neighbours(path, at)
    if (KIND.test(word)) return !near.some(({ t }) => /^(val|cond|dim|flag|idc|num|mea|tcol|str)$/.test(t))
    const beside = /^(and|comma)$/.test(path.slice(0, at).findLast(({ t }) => t !== 'w')?.t ?? '')
    return (
      WORTH.test(word) &&
      (beside || near.some(({ t }) => t === 'ent')) &&
      !/"(sum|average|ratio|measure|median|max|min)"/.test(text)
    )
  })
}

/** Deeds that change what a row is: they are not the day it was made. */
const STATES =
  /^(paid|collected|charged|redeemed|renewed|processed|refilled|returned|delivered|completed|approved|born|died|retired|left|expired|checked|boarded|attended|missed)$/
const KIND = /^(status|type|kind|category|method|level|size|result|plan|option|tier|condition|area)s?$/
const WORTH = /^(value|amount|worth|quantity|performance)s?$/

const neighbours = (path: Item[], at: number): Item[] =>
  [path.slice(0, at).findLast(isContent), path.slice(at + 1).find(isContent)].filter((each) => each !== undefined)
const isContent = ({ t }: Item): boolean => !/^(w|of|gen|in|for|with|rel)$/.test(t)

/** Stems of everything the plan stands on: its tables, its columns and what they are also called, its values. */
function wordsOf(text: string, plan: Plan, atlas: Atlas): Set<string> {
  const used = (name: string) =>
    name === plan.dataset || text.includes(`${name}.`) || text.includes(`"dataset":"${name}"`)
  const datasets = atlas.datasets.filter((each) => used(each.name))
  const base = datasets.find((each) => each.name === plan.dataset)
  const linking = (each: Field) =>
    each.dataset === base &&
    (base.links ?? []).some(
      (link) => link.column === each.name && link.to !== base.name && datasets.some(({ name }) => name === link.to),
    )
  const fields = atlas.fields.filter((each) => datasets.includes(each.dataset) && (stands(each, text) || linking(each)))
  const names = [...datasets.flatMap((each) => each.words ?? []), ...fields.flatMap((each) => each.words)]
  const kin = names.flatMap((word) => synonyms(word))
  return new Set([...names, ...kin, ...valuesIn(plan)].map(stem))
}

const stands = ({ dataset, name }: Field, text: string): boolean => {
  const quoted = JSON.stringify(name).slice(1, -1)
  return text.includes(`"${quoted}"`) || text.includes(`${dataset.name}.${quoted}`)
}

function valuesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'is' || key === 'text')
      return [value].flat().flatMap((each) => tokenize(String(each)).map(({ word }) => word))
    return valuesIn(value)
  })
}
