import type { Dataset } from '#db/dataset.ts'
import type { Run } from '#db/runs.ts'
import { showDuration, showTime } from '../format.ts'
import { type Block, type Button, buttons, type Message, message, text } from '../message.ts'
import { dayAskedAbout } from './asks-freshness.ts'
import { dayIn } from './clock.ts'
import { type Comings, comingsOf, sayRun } from './comings.ts'
import { sayDay } from './day.ts'
import { mine } from './sight.ts'
import type { Given } from './understand.ts'
import { both, upper } from './words.ts'

type Look = { dataset: Dataset; came: number | undefined; stale: boolean; comings: Comings }

/** How fresh the rows are, what failed and what runs since they last came, and when more come. */
export async function sayFreshness(question: string, given: Given): Promise<Message> {
  const shown = await meant(question, given)
  if (!shown.length) return message('Nothing came in yet', 'warn', text('Hand me a file, or connect a back office.'))
  const looks = await Promise.all(shown.map((dataset) => look(dataset, given)))
  const ago = dayAskedAbout(question)
  const failed = different(looks.map(({ comings }) => comings.failed))
  const at = (moment: number | null) => showTime(new Date(moment ?? 0), given.workspace.zone)
  const blocks: Block[] = [
    ...(ago === undefined ? [] : [text(await sayDay(question, ago, looks[0]!.dataset, looks[0]!.comings, given))]),
    ...failed.map((run) => text(sayFailed(run, at))),
    tableOf(looks, given),
    text(sayWork(looks, given.now, at), 'quiet'),
    ...withButtons(buttonsFor(failed, looks, given)),
  ]
  const shows = shown.map(({ name }) => name)
  return { ...message(...titleOf(looks, failed), ...blocks), shows }
}

async function look(dataset: Dataset, given: Given): Promise<Look> {
  const came = given.known.states.get(dataset.name)?.lastWriteAt ?? undefined
  const stale = given.now - (came ?? 0) > dataset.freshHours * 3_600_000
  return { dataset, came, stale, comings: await comingsOf(dataset.name, given) }
}

/** The datasets the question names; else the first that has days where a day is asked about, else all. */
async function meant(question: string, { known, workspace, person }: Given): Promise<Dataset[]> {
  const said = question.toLowerCase()
  const all = await mine(person, known.datasets, workspace)
  const names = ({ name, words = [], measures }: Dataset) => [
    name,
    ...words,
    ...Object.values(measures).map(({ say }) => say),
  ]
  const named = all.filter((dataset) => names(dataset).some((word) => said.includes(word.toLowerCase())))
  if (dayAskedAbout(question) !== undefined) return [...named, ...all].filter(({ time }) => time).slice(0, 1)
  return named.length ? named.slice(0, 3) : all
}

function titleOf(looks: Look[], failed: Run[]): [string, 'good' | 'warn'] {
  const stale = looks.filter((each) => each.stale).map(({ dataset }) => dataset.say)
  if (looks.every(({ came }) => !came)) return [`${upper(both(stale))} never came in`, 'warn']
  if (stale.length)
    return [`${upper(both(stale))} ${stale.length > 1 ? 'are older than they' : 'is older than it'} should be`, 'warn']
  return failed.length
    ? [`${upper(sayRun(failed[0]!))} failed since the data last came in`, 'warn']
    : ['The data is fresh', 'good']
}

function sayFailed(run: Run, at: (moment: number | null) => string): string {
  const why = run.fault ?? (run.state === 'failed' ? 'its log says why' : 'it brought only a part')
  return `${upper(sayRun(run))} failed on ${at(run.finishedAt)}: ${why}`
}

/** Narrow enough for a phone. */
function tableOf(looks: Look[], { now, workspace: { zone } }: Given): Block {
  const today = dayIn(zone, now)
  const cameAt = (at: number) => {
    const [day, time] = showTime(new Date(at), zone).split(', ')
    return dayIn(zone, at) === today ? `today ${time}` : day!
  }
  const rows = looks.map(({ dataset: { say }, came, stale }) => [
    say,
    came ? cameAt(came) : 'never',
    !stale ? 'yes' : came ? `no, ${showDuration(now - came)}` : 'no',
  ])
  return { kind: 'table', columns: ['data', 'came in', 'fresh'].map((name) => ({ name })), rows }
}

/** The work that last brought rows, what is at work now, and when more come. */
function sayWork(looks: Look[], now: number, at: (moment: number | null) => string): string {
  const newest = looks.toSorted((a, b) => (b.came ?? 0) - (a.came ?? 0))[0]!.comings.last
  const [running] = different(looks.map(({ comings }) => comings.running))
  const [waiting] = different(looks.map(({ comings }) => comings.waiting))
  const [empty] = different(looks.map(({ comings }) => comings.empty))
  const next = waiting && (waiting.notBefore > now ? `starts on ${at(waiting.notBefore)}` : 'waits for its turn')
  const lines = [
    newest ? `Last brought by ${sayRun(newest)} (run ${newest.id}).` : 'No run brought these rows.',
    empty && `${upper(sayRun(empty))} worked on ${at(empty.finishedAt)}, and brought nothing here.`,
    running && `${upper(sayRun(running))} is at work since ${at(running.startedAt)}.`,
    waiting ? `The next one ${next}: ${sayRun(waiting)}.` : !running && 'No next run is planned.',
  ]
  return lines.filter(Boolean).join('\n')
}

function buttonsFor(failed: Run[], looks: Look[], { person }: Given): Button[] {
  const [running] = different(looks.map(({ comings }) => comings.running))
  const [last] = different(looks.map(({ comings }) => comings.last))
  // Who may only look isn't offered what they may not do.
  const retries = person?.role === 'viewer' || running ? [] : failed.slice(0, 3)
  return [
    ...retries.map((run): Button => ({ label: `Retry ${sayRun(run)}`, say: `/retry ${run.id}`, style: 'primary' })),
    ...failed.slice(0, 1).map(({ id }): Button => ({ label: 'Log', say: `/log ${id}` })),
    ...(running ? [{ label: 'Show what runs', say: `/run ${running.id}` }] : []),
    ...(last && !failed.length && !running ? [{ label: 'Show the last run', say: `/run ${last.id}` }] : []),
  ]
}

const withButtons = (all: Button[]): Block[] => (all.length ? [buttons(...all)] : [])

function different(runs: (Run | undefined)[]): Run[] {
  return [...new Map(runs.flatMap((run) => (run ? [[run.id, run] as const] : []))).values()]
}
