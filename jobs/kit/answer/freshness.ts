import type { Dataset } from '#db/dataset.ts'
import { type Run, recentRuns } from '#db/runs.ts'
import { showCount, showTime } from '../format.ts'
import { type Button, buttons, type Message, message, text } from '../message.ts'
import type { Workspace } from '../workspace.ts'
import type { Knowledge } from './knowledge.ts'

const ASKS = [
  /\b(fresh|up to date|up-to-date|stale|current|latest data|outdated)\b.*\?*$/i,
  /\bwhy\b.*\b(zero|0|empty|nothing|missing|no (data|sales|rows|numbers))\b/i,
  /\bwhen\b.*\b(last )?(updated?|loaded|synced|refreshed|come in|came in)\b/i,
  /\b(last|latest) (update|sync|refresh|load)\b/i,
]

/** "Is the data fresh?", "why is today 0?": questions about the rows' coming in, answered from the runs. */
export const asksFreshness = (question: string): boolean => ASKS.some((pattern) => pattern.test(question))

export async function sayFreshness(
  question: string,
  known: Knowledge,
  workspace: Workspace,
  now: number,
): Promise<Message> {
  const meant = known.datasets.filter(({ name, words = [] }) =>
    [name, ...words].some((word) => question.toLowerCase().includes(word.toLowerCase())),
  )
  const shown = meant.length ? meant : known.datasets
  const stale = shown.filter((dataset) => ageOf(dataset, known, now) > dataset.freshHours)
  const failed = await failedSince(workspace, shown, known)
  const rows = shown.map((dataset) => rowOf(dataset, known, workspace, now))
  const columns = [
    { name: 'dataset' },
    { name: 'last written' },
    { name: 'rows', unit: 'count' as const },
    { name: 'fresh' },
  ]
  const retries = failed
    .slice(0, 3)
    .map(({ id, job }): Button => ({ label: `Retry ${job}`, say: `/retry ${id}`, style: 'primary' }))
  const sentence = stale.length
    ? `${stale.map(({ name }) => name).join(', ')} ${stale.length === 1 ? 'is' : 'are'} older than they should be.`
    : 'Everything came in when it should.'
  const trouble = failed
    .map(({ id, job, fault }) => `${job} (run ${id}) failed since: ${fault ?? 'no reason kept'}`)
    .join('\n')
  const today = /today|hari ini|วันนี้/i.test(question)
    ? [
        text(
          `Today is not over: numbers of today are those that came in by ${showTime(new Date(Math.max(...shown.map((each) => known.states.get(each.name)?.lastWriteAt ?? 0))), workspace.zone)}.`,
        ),
      ]
    : []
  return message(
    stale.length || failed.length ? 'Not everything is fresh' : 'The data is fresh',
    stale.length || failed.length ? 'warn' : 'good',
    text(sentence),
    ...(trouble ? [text(trouble)] : []),
    ...today,
    { kind: 'table', columns, rows },
    ...(retries.length ? [buttons(...retries)] : []),
  )
}

const ageOf = (dataset: Dataset, { states }: Knowledge, now: number) =>
  (now - (states.get(dataset.name)?.lastWriteAt ?? 0)) / 3_600_000

function rowOf(dataset: Dataset, { states }: Knowledge, { zone }: Workspace, now: number) {
  const state = states.get(dataset.name)
  const when = state?.lastWriteAt ? `${showTime(new Date(state.lastWriteAt), zone)}, run ${state.lastRun}` : 'never'
  const age = ageOf(dataset, { states } as Knowledge, now)
  return [dataset.name, when, state?.rows ?? 0, age <= dataset.freshHours ? 'yes' : `no, ${showCount(age)} h old`]
}

/** Runs that failed after the rows last came in: what stands between us and today. */
async function failedSince(workspace: Workspace, datasets: Dataset[], { states }: Knowledge): Promise<Run[]> {
  const last = Math.min(...datasets.map(({ name }) => states.get(name)?.lastWriteAt ?? 0), Number.MAX_SAFE_INTEGER)
  const failed = await recentRuns(workspace.db, 20, { state: 'failed', since: last })
  return failed.filter(({ job }) => job !== 'answer' && job !== 'excel')
}
