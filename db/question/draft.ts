import type { By, Condition, Direction, Plan, PlanMeasure, Shown, Unit } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import type { Entity, Field, Item } from './item.ts'

export type Rank = {
  dir: Direction
  limit?: number
  measure?: PlanMeasure
  field?: Field
  hint?: string
  target?: Item
  both?: boolean
  said?: boolean
  /** "most" alone: of what was never said. */
  vague?: boolean
  from?: number
  /** Best or worst rather than most or least: which way that goes, the measure knows. */
  judged?: boolean
}

/** What the rules have gathered so far: a plan in the making, its columns still named with their datasets. */
export type Draft = {
  atlas: Atlas
  measures: PlanMeasure[]
  /** Things to group by, with how it was said: 'per' counts anew inside each. */
  groups: { item: Item; each: boolean }[]
  where: Condition[]
  having: { measure: PlanMeasure; op: '<' | '<=' | '>' | '>=' | '=' | '!='; than: number | 'average' }[]
  ranks: Rank[]
  target?: Item
  /** Columns the answer must show, said in a sentence of their own. */
  asked?: Item[]
  /** Those are shown beside what the question itself names. */
  beside?: boolean
  sort?: { item?: Item; measure?: PlanMeasure; dir?: Direction; next?: { item: Item; dir?: Direction } } | undefined
  show: Shown[]
  /** A thing that was called by its name. */
  named?: Item
  /** Where the words of a share say what is true of a part of it. */
  hinge?: number | undefined
  share?: boolean
  /** What a share is a share of: the rows before the "are" of "how much of the urgent ones are open". */
  around: Condition[]
  trend?: boolean
  /** Only how many rows there are of each was asked. */
  hist?: boolean
  compare?: boolean
  /** Who fell behind: against the period before. */
  behind?: boolean
  distinct?: boolean
  fold?: Plan['fold'] & { grain?: By }
  outputs: Item[]
  counted: Entity[]
  /** Nouns that only said which one was meant. */
  modifiers: Item[]
  /** "Which" asks for one, where the noun itself says nothing of how many. */
  which?: boolean
  /** "Who" asks for a person even if none is named. */
  who?: boolean
  /** Two values at once: only things that have many can have both. */
  twice?: boolean
  /** "Made by users": of two links to them, the one of who did it. */
  doer?: boolean
  /** Parts that were said otherwise than by a verb: "to shops" speaks of the receiver. */
  played: string[]
  /** "Return the name and the total": what was said already, said again. */
  names?: boolean
  /** Ranked by what it is on average. */
  averaged?: boolean
  echo?: boolean
  /** The question begins with "list". */
  listing?: boolean
  /** A word asked for a list or for which ones. */
  lists?: boolean
  /** The column of the first value that was said. */
  valued?: Field
  /** Things a verb speaks of: what was sold is in sales. */
  done: Item[]
  limit?: number
  /** Lengths of time are told in it. */
  unit?: Unit
  soft: number
  notes: string[]
  stop?: string
}

export function newDraft(atlas: Atlas): Draft {
  return {
    atlas,
    measures: [],
    groups: [],
    where: [],
    around: [],
    having: [],
    ranks: [],
    show: [],
    outputs: [],
    counted: [],
    modifiers: [],
    done: [],
    played: [],
    soft: 0,
    notes: [],
  }
}

/** One item for everything a rule matched. */
export function merged(items: Item[], change: Partial<Item> & { t: string }): Item {
  const from = Math.min(...items.map((each) => each.from))
  const to = Math.max(...items.map((each) => each.to))
  const soft = items.reduce((sum, each) => sum + (each.soft ?? 0), 0)
  return { from, to, say: items.map((each) => each.say).join(' '), score: 0, ...(soft && { soft }), ...change }
}
