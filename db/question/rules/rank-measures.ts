import type { PlanMeasure } from '../../plan.ts'
import type { Draft } from '../draft.ts'
import type { Item } from '../item.ts'
import { bareMeasure, countOf, mainMoney } from '../sense.ts'
import { moneyWord } from './making.ts'

/** The security with the highest price is the one that had it once, not the one that is dearest on average. */
export function single({ t, say, dir }: Item, { field }: Item): PlanMeasure | undefined {
  const told = t === 'sup' && /^(highest|lowest|maximum|minimum|largest|smallest)\b/i.test(say)
  const once =
    field?.column.additive === false &&
    field.words.some((word) => /^(price|open|close|high|low|salary|wage|weight|height|speed|temperature)$/.test(word))
  return told && once ? { fn: dir === 'asc' ? 'min' : 'max', column: field.ref } : undefined
}

/** By what the best are ranked when that was said. */
export function measureOf(it: Item, draft: Draft, rows: boolean): PlanMeasure {
  if (it.measure) return it.measure
  // The most weight is that of all of them together.
  if (it.field && rows && it.field.words.some((word) => /^(weight|distance|duration|minutes|hours)$/.test(word)))
    return { fn: 'sum', column: it.field.ref }
  if (it.field) return bareMeasure(it.field)
  const money = !rows && moneyWord(it) ? mainMoney(draft.atlas, it.ent!.dataset) : undefined
  if (!money) draft.counted.push(it.ent!)
  return money ?? countOf(it.ent!)
}
