import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AuditAsked, type AuditRow, listAudit } from '#db/audit.ts'
import { listPeople, personByEmail } from '#db/people.ts'
import { fileBlock, keepFile } from '#jobs/kit/files.ts'
import { showTime } from '#jobs/kit/format.ts'
import { buttons, type Message, message, say } from '#jobs/kit/message.ts'
import type { CommandContext } from './command.ts'
import { asEmail } from './email.ts'

const SHOWN = 20
const PAGE = 1000
const DAY_MS = 86_400_000

type Report = { command: 'audit' | 'access'; title: string; acts: readonly string[] }

/** Who, what and since when, in any order: "ann@x.co approved 7d", "export 2026-11-01", and "excel" for all of it. */
export async function report(
  { command, title, acts }: Report,
  words: string,
  context: CommandContext,
): Promise<Message> {
  const said = words.split(/\s+/).filter((word) => word && !/^(since|by|of)$/i.test(word))
  const rest = said.filter((word) => word.toLowerCase() !== 'excel')
  const asked: AuditAsked = { acts, limit: SHOWN }
  for (const word of rest) {
    const why = await narrow(asked, word, context)
    if (why) return say(why, 'warn')
  }
  if (rest.length < said.length) return asWorkbook(title, asked, context)
  const rows = await listAudit(context.workspace.db, asked)
  if (!rows.length) return say('Nothing like that is written down.')
  const { zone } = context.workspace
  const shown = rows.map((row) => [
    showTime(new Date(row.at), zone),
    row.name,
    row.act,
    row.what.slice(0, 80),
    row.place,
  ])
  return message(
    title,
    'plain',
    { kind: 'table', columns: ['when', 'who', 'did', 'what', 'where'].map((name) => ({ name })), rows: shown },
    buttons({ label: 'All of it as Excel', say: `/${command} ${rest.join(' ')} excel` }),
  )
}

/** Takes one word as the filter it can only be. */
async function narrow(
  asked: AuditAsked,
  word: string,
  { workspace, now }: CommandContext,
): Promise<string | undefined> {
  const lower = word.toLowerCase()
  const days = /^(\d{1,4})d(ays?)?$/.exec(lower)?.[1]
  if (lower.includes('@')) {
    const person = await personByEmail(workspace.db, asEmail(word))
    if (!person) return `I know nobody with the address ${word}.`
    asked.person = person.id
    return undefined
  }
  const acts = asked.acts.filter((act) => act.split(' ').includes(lower) || act.replace(' ', '-') === lower)
  if (days) asked.since = now() - Number(days) * DAY_MS
  else if (/^\d{4}-\d\d-\d\d$/.test(lower)) asked.since = Date.parse(`${lower}T00:00:00Z`)
  else if (lower === 'today') asked.since = now() - DAY_MS
  else if (acts.length) asked.acts = acts
  else asked.text = [asked.text, word].filter(Boolean).join(' ')
  return Number.isNaN(asked.since ?? 0) ? `${word} is no day.` : undefined
}

async function asWorkbook(
  title: string,
  asked: AuditAsked,
  { workspace, person, now, note }: CommandContext,
): Promise<Message> {
  const { writeWorkbook } = await import('#connectors/excel.ts')
  const emails = new Map((await listPeople(workspace.db)).map(({ id, email }) => [id, email]))
  const columns = [
    { name: 'when', unit: 'time' as const },
    ...['who', 'e-mail', 'did', 'what', 'where', 'run', 'detail'].map((name) => ({ name })),
  ]
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-audit-'))
  try {
    const path = join(folder, 'audit.xlsx')
    const rows = cells(allOf(workspace.db, asked), emails)
    const made = await writeWorkbook(path, [{ name: title, columns, rows, zone: workspace.zone }])
    const name = `${title} ${new Date(now()).toISOString().slice(0, 10)}.xlsx`
    const file = await keepFile(workspace, createReadStream(path), { name, by: person.id }, now())
    note('downloaded', name, { rows: made.rows })
    return message(title, 'good', fileBlock(file, `${made.rows} lines, times in ${workspace.zone}`))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* allOf(db: CommandContext['workspace']['db'], asked: AuditAsked): AsyncGenerator<AuditRow> {
  let before: number | undefined
  for (;;) {
    const page = await listAudit(db, { ...asked, limit: PAGE, ...(before === undefined ? {} : { before }) })
    yield* page
    before = page.at(-1)?.id
    if (page.length < PAGE) return
  }
}

async function* cells(rows: AsyncGenerator<AuditRow>, emails: Map<string, string | null>) {
  for await (const { at, person, name, act, what, place, run, detail } of rows) {
    const more = detail ? JSON.stringify(detail) : null
    yield [new Date(at).toISOString(), name, emails.get(person) ?? null, act, what, place, run, more]
  }
}
