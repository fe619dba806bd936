import type { Item } from './item.ts'

export type Path = { items: Item[]; score: number }

/** The best ways to cut the whole question into stretches that mean something. */
export function segment(length: number, edges: Item[], keep: number): Path[] {
  const starts: Item[][] = Array.from({ length: length + 1 }, () => [])
  for (const edge of edges) starts[edge.from]!.push(edge)
  const best: Path[][] = Array.from({ length: length + 1 }, () => [])
  best[0] = [{ items: [], score: 0 }]
  for (let at = 0; at < length; at++) {
    for (const path of best[at]!)
      for (const edge of starts[at]!)
        insert(best[edge.to]!, { items: [...path.items, edge], score: path.score + edge.score }, keep)
  }
  return best[length]!
}

function insert(list: Path[], path: Path, keep: number): void {
  if (list.length === keep && path.score <= list.at(-1)!.score) return
  const at = list.findIndex((each) => each.score < path.score)
  list.splice(at < 0 ? list.length : at, 0, path)
  if (list.length > keep) list.pop()
}
