import type { Dataset } from '#db/dataset.ts'
import type { StoredFile } from '#db/files.ts'
import type { Person, Role } from '#db/people.ts'
import type { Condition } from '#db/plan.ts'
import { type Only, type Right, rightsOf } from '#db/rights.ts'
import { getRun, type Run } from '#db/runs.ts'
import type { Job } from './job.ts'
import type { Message } from './message.ts'
import type { Workspace } from './workspace.ts'

type Who = Pick<Person, 'id' | 'role' | 'active'>
const ranks: Role[] = ['viewer', 'operator', 'admin']
const may = (person: Who, needed: Role) => person.active && ranks.indexOf(person.role) >= ranks.indexOf(needed)

/** Why this person may not run this job with this input; undefined: they may. */
export async function whyNotRun(
  workspace: Workspace,
  person: Who,
  { name, role = 'operator' }: Pick<Job, 'name' | 'role'>,
  input: unknown,
): Promise<string | undefined> {
  if (!person.active) return "I don't know you yet."
  if (may(person, 'admin')) return undefined
  const rule = await ruleFor(workspace, person, 'job', name)
  if (!rule && !may(person, role))
    return `Starting ${name} is for ${role}s; you are ${person.role}. Ask an admin if you need it.`
  return rule && outside(rule.only, input, name)
}

/** Whether they may look at what a run did: its files, its log. What only admins start, only admins see. */
export async function maySeeRun(
  workspace: Workspace,
  person: Who,
  run: Pick<Run, 'job' | 'input' | 'askedBy'> & Partial<Pick<Run, 'outcome'>>,
  jobs: Pick<Job, 'name' | 'role'>[] = [],
): Promise<boolean> {
  if (!may(person, 'viewer')) return false
  if (may(person, 'admin') || run.askedBy === person.id) return true
  if (jobs.find(({ name }) => name === run.job)?.role === 'admin') return false
  // An answer was made with the rights of who asked.
  for (const dataset of (run.outcome as Message | null | undefined)?.shows ?? [])
    if (!(await seesAll(workspace, person, dataset))) return false
  const rule = await ruleFor(workspace, person, 'job', run.job)
  return !rule || outside(rule.only, run.input, run.job) === undefined
}

/** Whether they may have a file: what a run made, as the run; anything else is of who made it, and of admins. */
export async function maySeeFile(
  workspace: Workspace,
  person: Who,
  file: Pick<StoredFile, 'run' | 'by'>,
  jobs: Pick<Job, 'name' | 'role'>[] = [],
): Promise<boolean> {
  const run = file.run ? await getRun(workspace.db, file.run) : undefined
  if (run) return maySeeRun(workspace, person, run, jobs)
  return may(person, 'admin') || (may(person, 'viewer') && file.by === person.id)
}

export type Sight = { ok: true; where: Condition[] } | { ok: false; why: string }

/** What somebody may see of a dataset: conditions that every plan of theirs must carry. */
export async function sightOf(workspace: Workspace, person: Who, dataset: Dataset): Promise<Sight> {
  const no = (why: string): Sight => ({ ok: false, why })
  if (!may(person, 'viewer')) return no("I don't know you yet.")
  if (may(person, 'admin')) return { ok: true, where: [] }
  const rule = await ruleFor(workspace, person, 'data', dataset.name)
  if (!rule?.only) return { ok: true, where: [] }
  const limits = Object.entries(rule.only)
  if (!limits.length) return no(`You may not see ${dataset.name}. Ask an admin if you need it.`)
  const where = limits.map(([name, is]) => ({ column: columnOf(dataset, name), is }))
  const unknown = limits.find((_, i) => !where[i]!.column)
  return unknown
    ? no(`You may only see some ${unknown[0]}, and ${dataset.name} doesn't tell them apart.`)
    : { ok: true, where: where as Condition[] }
}

/** Whether they may see all of a dataset, as someone in a channel where it is shown must. */
export async function seesAll(workspace: Workspace, person: Who, dataset: string): Promise<boolean> {
  if (!may(person, 'viewer')) return false
  if (may(person, 'admin')) return true
  if (dataset !== '*') return !(await ruleFor(workspace, person, 'data', dataset))?.only
  const all = await rightsOf(workspace.db, [`person:${person.id}`, `role:${person.role}`])
  return all.every(({ only }) => only === null)
}

/** What is said about the person goes before what is said about their role, and the named thing before all of its kind. */
async function ruleFor({ db }: Workspace, person: Who, kind: 'job' | 'data', name: string): Promise<Right | undefined> {
  const who = [`person:${person.id}`, `role:${person.role}`]
  const rules = await rightsOf(db, who)
  const order = who.flatMap((one) => [`${kind}:${name}`, `${kind}:*`].map((what) => ({ one, what })))
  return order.flatMap(({ one, what }) => rules.find((rule) => rule.who === one && rule.what === what) ?? [])[0]
}

function outside(only: Only, input: unknown, job: string): string | undefined {
  if (!only) return undefined
  const given = (input ?? {}) as Record<string, unknown>
  const limits = Object.entries(only)
  if (!limits.length) return `You may not run ${job}. Ask an admin if you need it.`
  const broken = limits.find(([name, values]) => !within(given[name], values))
  return broken && `You may run ${job} only with ${showOnly(only)}. Ask an admin if you need more.`
}

/** What isn't named could be everything, so it must be. */
function within(value: unknown, allowed: string[]): boolean {
  const values = Array.isArray(value) ? value : [value]
  const known = allowed.map((one) => one.toLowerCase())
  return values.length > 0 && values.every((one) => one != null && known.includes(String(one).toLowerCase()))
}

function columnOf(dataset: Dataset, name: string): string | undefined {
  const wanted = name.toLowerCase()
  const dimension = Object.entries(dataset.dimensions).find(([key]) => key.toLowerCase() === wanted)?.[1].column
  return dimension ?? Object.keys(dataset.columns).find((column) => column.toLowerCase() === wanted)
}

/** "branch=BKK,CNX", "anything", "nothing". */
export function showOnly(only: Only): string {
  if (!only) return 'anything'
  const limits = Object.entries(only).map(([name, values]) => `${name}=${values.join(',')}`)
  return limits.join(' ') || 'nothing'
}
