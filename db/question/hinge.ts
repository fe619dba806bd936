import type { Item } from './item.ts'
import { isDone } from './words.ts'

const HINGE = /^(is|are|was|were|has|have|had|do|did|would|came|come|got|went|end|ended|belong)$/i

/** Where "what share of these" ends and "are those" begins. */
export function hingeOf(path: Item[]): number | undefined {
  const share = path.findIndex(({ t }) => t === 'share')
  const done = (each: Item, i: number) =>
    each.t === 'flag' && isDone(each.say.toLowerCase()) && path[i - 1]?.t === 'val'
  return path.find((each, i) => share >= 0 && i > share && (HINGE.test(each.say) || each.t === 'verb' || done(each, i)))
    ?.from
}
