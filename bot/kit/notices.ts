import { getChat } from '#db/chats.ts'
import { type Failures, listNotices, type News, type Notice, tellRun, untoldRuns } from '#db/notices.ts'
import { getPerson } from '#db/people.ts'
import { placesOf, type Run } from '#db/runs.ts'
import { showMany, showTime } from '#jobs/kit/format.ts'
import type { House } from '#jobs/kit/house.ts'
import { titleOf } from '#jobs/kit/job.ts'
import { buttons, facts, type Message, message, text } from '#jobs/kit/message.ts'
import { maySeeRun } from '#jobs/kit/rights.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { Access } from './access.ts'
import { mayBeShown } from './audience.ts'
import { chatOf } from './face.ts'
import { quietUntil } from './quiet.ts'

/** Failures for one reason within this time of each other are told as one. */
const ONE_STORY_MS = 30 * 60_000
const AT_ONCE = 200

/** Tells those who subscribed what began and how it ended: from the rows, once, whichever process comes first. */
export async function tellNews(house: House, workspace: Workspace, access: Access): Promise<number> {
  const untold = await untoldRuns(workspace.db, AT_ONCE)
  if (!untold.length) return 0
  const notices = await listNotices(workspace.db)
  let count = 0
  for (const run of untold) {
    const news = await newsOf(house, workspace, access, run, notices)
    const now = house.now()
    if (await tellRun(workspace.db, run, news, now - ONE_STORY_MS, (all) => oneStory(all, run, workspace), now))
      count += news.length
  }
  if (count) house.bell.ring()
  return count
}

async function newsOf(
  house: House,
  workspace: Workspace,
  access: Access,
  run: Run,
  notices: Notice[],
): Promise<News[]> {
  const waiting = await placesOf(workspace.db, run)
  const job = house.jobs.find(({ name }) => name === run.job)
  // A question somebody asked is nobody else's news, unless they want to hear of questions.
  const heard = job?.role === 'viewer' ? notices.filter((notice) => notice.job !== '*') : notices
  const wanted = heard.filter((notice) => concerns(notice, run) && !waiting.includes(notice.place))
  const places = [...new Map(wanted.map((notice) => [notice.place, notice])).values()]
  const news = await Promise.all(places.map((notice) => newsFor(house, workspace, access, run, notice)))
  return news.flat()
}

/** What happened before somebody subscribed is no news to them. */
function concerns({ what, job, at }: Notice, run: Run): boolean {
  if (job !== '*' && job !== run.job) return false
  if (run.state === 'running') return what === 'started' && at <= (run.startedAt ?? 0)
  return (what === 'finished' || (what === 'failed' && run.state === 'failed')) && at <= (run.finishedAt ?? 0)
}

async function newsFor(house: House, workspace: Workspace, access: Access, run: Run, notice: Notice): Promise<News[]> {
  const { db, zone } = workspace
  const now = house.now()
  const chat = await getChat(db, chatOf(notice.place))
  const reader = await getPerson(db, notice.by)
  if (chat?.goneAt || (chat?.mutedUntil ?? 0) > now) return []
  if (notice.direct && !(reader && (await maySeeRun(workspace, reader, run, house.jobs)))) return []
  const job = house.jobs.find(({ name }) => name === run.job)
  const data = job?.shows?.(run.input) ?? ['*']
  const open = await mayBeShown(workspace, access, notice, { role: 'viewer', data })
  const title = titleOf(job, run)
  const by = (await getPerson(db, run.askedBy))?.name
  const delivery = {
    place: notice.place,
    source: `notice:${run.id}`,
    part: run.state === 'running' ? 'started' : 'ended',
    run: run.id,
    message: open ? whole(run, title, by) : barely(run, title),
    notBefore: quietUntil(chat?.quiet, now, zone),
  }
  return [{ delivery, job: title, ...(run.state === 'failed' ? { reason: reasonOf(run) } : {}) }]
}

function whole(run: Run, title: string, by: string | undefined): Message {
  const small = text([by && `asked by ${by}`, `run ${run.id}`].filter(Boolean).join(', '), 'quiet')
  const stop = buttons({ label: 'Stop', say: `/cancel ${run.id}`, style: 'danger' })
  if (run.state === 'running') return message(`${title} began`, 'plain', small, stop)
  const outcome = run.outcome as Message
  return { ...outcome, title: outcome.title ?? title, blocks: [...outcome.blocks, small] }
}

const words: Partial<Record<Run['state'], string>> = {
  running: 'began',
  succeeded: 'is done',
  failed: 'failed',
  cancelled: 'was stopped',
}

/** For a place where not everyone may see more. */
function barely({ state, id }: Run, title: string): Message {
  const tone = state === 'failed' ? 'bad' : state === 'succeeded' ? 'good' : 'plain'
  return message(`${title} ${words[state] ?? state}`, tone, text(`Ask me directly for more: /run ${id}`, 'quiet'))
}

/** Numbers and ids differ from run to run; what is left is the reason. */
function reasonOf({ fault, outcome }: Run): string {
  const said = fault ?? (outcome as Message | null)?.title ?? 'failed'
  return said.toLowerCase().replaceAll(/\d+/g, '#').slice(0, 200)
}

function oneStory({ count, jobs, firstAt, lastAt }: Failures, { fault }: Run, { zone }: Workspace): Message {
  const when = (at: number) => showTime(new Date(at), zone)
  return message(
    `${showMany(count, 'run')} failed for one reason`,
    'bad',
    ...(fault ? [text(fault)] : []),
    facts({ What: jobs.slice(0, 5).join(', '), First: when(firstAt), Last: when(lastAt) }),
    buttons({ label: 'Show them', say: '/runs failed' }),
  )
}
