import type { Condition } from '../plan.ts'

/** "who failed Algebra": one enrollment is both failed and of Algebra. */
export function inOneRow(where: Condition[]): Condition[] {
  const same = (a: Condition, b: Condition) =>
    'has' in a && 'has' in b && !a.not && !b.not && a.dataset === b.dataset && a.link === b.link
  return inBoth(where).flatMap((each, i, where) => {
    if (where.findIndex((other) => same(other, each)) < i && 'has' in each && !each.not) return []
    const others = where.slice(i + 1).filter((other) => same(each, other))
    return 'has' in each && others.length
      ? [{ ...each, has: [each, ...others].flatMap((one) => ('has' in one ? one.has : [])) }]
      : [each]
  })
}

/** "attended both Yoga and Spin": each of the two was attended. */
function inBoth(where: Condition[]): Condition[] {
  const pair = where.find(
    (each) => 'all' in each && each.all.length > 1 && each.all.every((one) => 'has' in one && !one.not),
  )
  const both = pair && 'all' in pair ? pair.all.flatMap((one) => ('has' in one ? [one] : [])) : []
  const table = both.every((each) => each.dataset === both[0]!.dataset) ? both[0]?.dataset : undefined
  const others = where.flatMap((each) => ('has' in each && !each.not && each.dataset === table ? [each] : []))
  if (!table || !others.length) return where
  const has = others.flatMap((each) => each.has)
  const all = both.map((each) => ({ ...each, has: [...each.has, ...has] }))
  return where.flatMap((each) => (each === pair ? [{ all }] : others.includes(each as never) ? [] : [each]))
}
