import type { Atlas } from './atlas.ts'
import { merged } from './draft.ts'
import type { Entity, Item } from './item.ts'
import { stem } from './words.ts'

/** "Advised by Ann" and "whom Ann advises": what is told of somebody is told of the row behind the link of that part. */
export function withParts(path: Item[], atlas: Atlas): Item[] {
  const found = path.flatMap((deed, at) => {
    const noun = deed.ent?.via && path.slice(0, at).some(({ say }) => /^(do|does|did)$/i.test(say))
    if (!(deed.payload === 'kin' || noun || /^(verb|x)$/.test(deed.t))) return []
    const before = path.slice(0, at).findLast(isContent)
    const after = path.slice(at + 1).find((each) => isContent(each) && each.t !== 'by')
    const passive =
      path
        .slice(at + 1)
        .find(isContent)
        ?.say.toLowerCase() === 'by'
    const who = passive ? after : before
    const part = who && atlas.entities.find((each) => plays(each, deed, who))
    return part ? [{ deed, who, part }] : []
  })
  const [first, ...others] = found
  if (!first || others.length) return path
  const { deed, who, part } = first
  const column = `${part.via!.ref}>${who.field!.ref}`
  const told = merged([who, deed], { t: 'cond', field: who.field!, condition: { column, is: who.value! } })
  return path.flatMap((each) => (each === deed || isBy(each, deed, who) ? [] : each === who ? [told] : [each]))
}

const isContent = ({ t }: Item): boolean => t !== 'w'
const isBy = (it: Item, deed: Item, who: Item): boolean => it.t === 'by' && it.from >= deed.to && it.to <= who.from

/** Only where a row is linked to another of its own kind; elsewhere the other table is named. */
function plays({ via, shows, words, dataset }: Entity, deed: Item, who: Item): boolean {
  const own = via && dataset.links?.some(({ column, to }) => column === via.name && to === dataset.name)
  return Boolean(
    own && who.t === 'val' && shows?.includes(who.field!) && stem(words[0]!) === stem(deed.say.toLowerCase()),
  )
}
