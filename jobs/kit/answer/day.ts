import type { Dataset } from '#db/dataset.ts'
import type { Condition } from '#db/plan.ts'
import { showDay, showMany, showTime } from '../format.ts'
import { dayIn } from './clock.ts'
import type { Comings } from './comings.ts'
import { shift } from './compare.ts'
import { findRows } from './find.ts'
import { seenBy } from './sight.ts'
import type { Given } from './understand.ts'
import { both, plainly } from './words.ts'

const NAMES = ['Today', 'Yesterday']

/** How many rows a day has, beside the day before; of the branch that is named, if one is. */
export async function sayDay(
  question: string,
  ago: number,
  dataset: Dataset,
  comings: Comings,
  given: Given,
): Promise<string> {
  const { known, workspace, now } = given
  const { zone } = dataset.time!
  const day = shift(dayIn(zone, now), -ago)
  const where = named(question, dataset, given)
  const [mine, before] = await Promise.all([day, shift(day, -1)].map((each) => count(dataset, each, where, given)))
  const of = where.length ? `of ${both(where.map(({ is }) => is))}` : `of ${dataset.name}`
  const head = `${NAMES[ago]} (${showDay(day)}) has ${showMany(mine!, 'row')} ${of}; the day before has ${showMany(before!, 'row')}.`
  const came = known.states.get(dataset.name)?.lastWriteAt
  const at = came ? showTime(new Date(came), workspace.zone) : ''
  if (mine) return ago ? head : `${head} Today is not over: these came in by ${at}.`
  if (!came) return `${head} Nothing ever came in.`
  if (dayIn(zone, came) < day) return `${head} Nothing came in since ${at}.`
  if (comings.running) return `${head} New rows are on their way.`
  return `${head} Rows last came in on ${at}, and none of them is of that day.`
}

type Named = Extract<Condition, { is: unknown; column: string }> & { is: string }

/** "Why is Bandung 0 today?": values in the question, by one to three words. */
function named(question: string, dataset: Dataset, { known }: Given): Named[] {
  const words = plainly(question).split(' ')
  const parts = [1, 2, 3].flatMap((size) => words.map((_, i) => words.slice(i, i + size).join(' ')))
  const found = [...new Set(parts)].flatMap((part) => known.values.exact.get(part) ?? [])
  const here = found.filter((each) => each.dataset === dataset.name && dataset.columns[each.column]?.role !== 'id')
  return here.slice(0, 1).map(({ column, value }) => ({ column, is: String(value) }))
}

async function count(dataset: Dataset, day: string, where: Named[], given: Given): Promise<number> {
  const period = { period: { from: day, to: day }, column: dataset.time!.column }
  const plan = { dataset: dataset.name, measures: [{ fn: 'count' as const }], where: [period, ...where] }
  const seen = await seenBy(given.person, plan, given.known.datasets, given.workspace)
  return seen.ok ? Number((await findRows(seen.plan, given)).table.rows[0]![0]) : 0
}
