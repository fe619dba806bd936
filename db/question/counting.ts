import type { Dataset } from '../dataset.ts'
import { findColumn } from '../plan/find.ts'
import type { PlanMeasure } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import { aside, datasetOf } from './presence.ts'

/** A measure that still says whose rows it counts. */
export type Counted = PlanMeasure & { of?: string }

/** Different keys of the base are its rows; different keys of a linked thing are read off the link, without a join. */
export function counted(it: Counted, atlas: Atlas, base: Dataset): PlanMeasure {
  const { of: _, ...kept } = it
  if ('measure' in kept && datasetOf(kept.measure) !== base.name) return kept
  const where = it.where ? { where: it.where.map((each) => aside(each, atlas, base)) } : {}
  if ('ratio' in kept) {
    const under = counted(kept.ratio[1], atlas, base)
    const over = isPerThing(kept.ratio, base) ? { fn: 'count' as const } : counted(kept.ratio[0], atlas, base)
    return { ...kept, ratio: [filled(over, under, base), under], ...where }
  }
  if ('minus' in kept)
    return { ...kept, minus: [counted(kept.minus[0], atlas, base), counted(kept.minus[1], atlas, base)], ...where }
  if ('plus' in kept)
    return { ...kept, plus: [counted(kept.plus[0], atlas, base), counted(kept.plus[1], atlas, base)], ...where }
  const said = 'fn' in kept && 'column' in kept && kept.fn === 'sum' && !kept.times && sumNamed(base, kept.column)
  if (said) return { measure: `${base.name}.${said}`, ...where }
  if (!('column' in kept) || kept.fn !== 'distinct') return { ...kept, ...where } as PlanMeasure
  const found = findColumn(atlas.datasets, base, kept.column)
  const { column, fn, ...others } = kept
  if (found && !found.path.length && base.key.length === 1 && base.key[0] === found.name)
    return { fn: 'count', ...others, ...where } as PlanMeasure
  const last = found?.path.at(-1)
  if (last && !last.when && last.at === found!.name)
    return { ...kept, column: `${last.from.name}.${last.column}`, ...where }
  return { ...kept, ...where }
}

/** The total of a column is what its dataset calls it: pieces sold are the paid ones. */
function sumNamed(base: Dataset, ref: string): string | undefined {
  const names = Object.keys(base.measures).filter((name) => {
    const { is } = base.measures[name]!
    return 'sum' in is && ref === `${base.name}.${is.sum}`
  })
  return names.find((name) => !('where' in base.measures[name]!.is)) ?? names[0]
}

/** Students per advisor: those who have none are nobody's. */
function filled(over: PlanMeasure, under: PlanMeasure, base: Dataset): PlanMeasure {
  const rows = 'fn' in over && over.fn === 'count' && !('column' in over)
  const link =
    'fn' in under && under.fn === 'distinct' && 'column' in under ? under.column.replace(`${base.name}.`, '') : ''
  return rows && base.columns[link]?.missing ? { ...over, fn: 'count', column: `${base.name}.${link}` } : over
}

/** Courses per student, of enrollments: every enrollment is one, though many share the course. */
function isPerThing([over, under]: [PlanMeasure, PlanMeasure], base: Dataset): boolean {
  const other = (it: PlanMeasure) =>
    'fn' in it && it.fn === 'distinct' && 'column' in it && !it.where
      ? datasetOf(it.column) !== base.name || base.key[0] !== it.column.split('.')[1]
      : false
  return other(over) && other(under)
}
