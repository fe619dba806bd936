import type { Dataset } from '#db/dataset.ts'
import { getRun, type Run, recentRuns } from '#db/runs.ts'
import { showDay, showDuration, showMany, showTime } from '../format.ts'
import { type Block, type Button, buttons, type Message, message, text } from '../message.ts'
import { sightOf } from '../rights.ts'
import { dayIn } from './clock.ts'
import { shift } from './compare.ts'
import { findRows } from './find.ts'
import { failedSince } from './notes.ts'
import type { Given } from './understand.ts'

const DATA = '(?:data|numbers|figures|sales|rows|report|it|everything)'
const ASKS = [
  new RegExp(
    `\\b(?:is|are|how)\\b.*\\b${DATA}\\b.*\\b(?:fresh|up to date|up-to-date|stale|current|outdated|old|complete)\\b`,
    'i',
  ),
  /\b(?:fresh|freshness|up to date|up-to-date)\b/i,
  /\bwhy\b.*\b(?:zero|0|empty|nothing|missing|no (?:data|sales|rows|numbers|orders|revenue))\b/i,
  /\bwhen\b.*\b(?:updated?|loaded|synced|refreshed|come in|came in|imported)\b/i,
  /\b(?:last|latest|next) (?:update|sync|refresh|load|import)\b/i,
  /\b(?:data|datanya)\b.*\b(?:terbaru|terkini)\b|kenapa.*\b(?:kosong|nol|0)\b/i,
  /ข้อมูล.*(?:ล่าสุด|อัปเดต)|ทำไม.*(?:ศูนย์|0|ว่าง|ไม่มี)/,
]
const TODAY = /\b(?:today|hari ini)\b|วันนี้/i
const FAILED = 50

/** "Is the data fresh?", "why is today 0?": questions about the rows' coming in, answered from the runs. */
export const asksFreshness = (question: string): boolean => ASKS.some((pattern) => pattern.test(question))

export async function sayFreshness(question: string, given: Given): Promise<Message> {
  const shown = await meant(question, given)
  const rows = await Promise.all(shown.map((dataset) => rowOf(dataset, given)))
  const stale = shown.filter((dataset) => ageOf(dataset, given) > dataset.freshHours * 3_600_000)
  const failed = await failures(shown, given)
  const retries = failed.map(
    ({ id, job }): Button => ({ label: `Retry ${job}`, say: `/retry ${id}`, style: 'primary' }),
  )
  const trouble = failed.map(({ id, job, fault }) => `${job} failed (run ${id}): ${fault ?? 'the log says why'}`)
  const well = !stale.length && !failed.length
  const blocks: Block[] = [
    ...(TODAY.test(question) ? [text(await sayToday(shown[0]!, given))] : []),
    ...(trouble.length ? [text(trouble.join('\n'))] : []),
    {
      kind: 'table',
      columns: [{ name: 'dataset' }, { name: 'rows', unit: 'count' }, { name: 'last came in' }, { name: 'fresh' }],
      rows,
    },
    text(await lastRun(shown, given), 'quiet'),
    ...(retries.length ? [buttons(...retries)] : []),
  ]
  return {
    ...message(well ? 'The data is fresh' : titleOf(stale, failed), well ? 'good' : 'warn', ...blocks),
    shows: shown.map(({ name }) => name),
  }
}

/** The datasets the question names, or all; only those the asker may see. */
async function meant(question: string, { known, workspace, person }: Given): Promise<Dataset[]> {
  const said = question.toLowerCase()
  const mine: Dataset[] = []
  for (const dataset of known.datasets) if (person && (await sightOf(workspace, person, dataset)).ok) mine.push(dataset)
  const names = ({ name, words = [], measures }: Dataset) => [
    name,
    ...words,
    ...Object.values(measures).map(({ say }) => say),
  ]
  const named = mine.filter((dataset) => names(dataset).some((word) => said.includes(word.toLowerCase())))
  return named.length ? named.slice(0, 3) : mine
}

function titleOf(stale: Dataset[], failed: Run[]): string {
  if (!stale.length) return `${showMany(failed.length, 'piece')} of work failed since the data last came in`
  const names = stale.map(({ name }) => name).join(', ')
  return `${names} ${stale.length === 1 ? 'is' : 'are'} older than they should be`
}

const ageOf = ({ name }: Dataset, { known, now }: Given) => now - (known.states.get(name)?.lastWriteAt ?? 0)

async function rowOf(dataset: Dataset, given: Given) {
  const state = given.known.states.get(dataset.name)
  if (!state?.lastWriteAt) return [dataset.name, state?.rows ?? 0, 'never', 'no']
  const age = ageOf(dataset, given)
  const old = age > dataset.freshHours * 3_600_000
  const when = showTime(new Date(state.lastWriteAt), given.workspace.zone)
  return [dataset.name, state.rows, `${when} (run ${state.lastRun})`, old ? `no, ${showDuration(age)} old` : 'yes']
}

/** What failed since the rows last came in, each kind of work once, unless it worked again later. */
async function failures(datasets: Dataset[], { workspace, known }: Given): Promise<Run[]> {
  const found = new Map<string, Run>()
  for (const { name } of datasets) {
    const run = await failedSince(workspace, name, known.states.get(name)?.lastWriteAt ?? 0)
    if (run && !found.has(run.job)) found.set(run.job, run)
  }
  return [...found.values()].slice(0, 3)
}

/** How many rows today has, beside the day before. */
async function sayToday(dataset: Dataset, given: Given): Promise<string> {
  const { known, workspace, now } = given
  const time = dataset.time
  if (!time) return `${dataset.name} has no days.`
  const today = dayIn(time.zone, now)
  const days = [today, shift(today, -1)]
  const count = async (day: string) => {
    const where = [{ period: { from: day, to: day }, column: time.column }]
    const plan = { dataset: dataset.name, measures: [{ fn: 'count' as const }], where }
    return Number((await findRows(plan, given)).table.rows[0]![0])
  }
  const [mine, before] = await Promise.all(days.map(count))
  const state = known.states.get(dataset.name)
  const came = state?.lastWriteAt ? showTime(new Date(state.lastWriteAt), workspace.zone) : undefined
  const late = came && dayIn(time.zone, state!.lastWriteAt!) < today
  const head = `Today (${showDay(today)}) has ${showMany(mine!, 'row')} of ${dataset.name}; yesterday had ${showMany(before!, 'row')}.`
  if (mine) return `${head} Today is not over: these came in by ${came}.`
  return late || !came
    ? `${head} Nothing came in today yet${came ? `: the last rows came on ${came}` : ''}.`
    : `${head} Rows last came in on ${came}, and none of them is of today.`
}

/** The work that last brought rows, and when more come. */
async function lastRun(datasets: Dataset[], { workspace, known }: Given): Promise<string> {
  const newest = datasets
    .map(({ name }) => known.states.get(name))
    .toSorted((a, b) => (b?.lastWriteAt ?? 0) - (a?.lastWriteAt ?? 0))[0]
  const run = newest?.lastRun ? await getRun(workspace.db, newest.lastRun) : undefined
  const [next] = (await recentRuns(workspace.db, FAILED, { state: 'waiting' })).filter(({ job }) => job === run?.job)
  const what = run ? `Last brought by ${run.job}, run ${run.id}.` : 'These rows were not brought by a run.'
  return next ? `${what} The next run waits: ${next.id}.` : `${what} No next run is planned.`
}
