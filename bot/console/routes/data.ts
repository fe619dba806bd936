import { type Context, Hono } from 'hono'
import type { Column, Dataset } from '#db/dataset.ts'
import { type DatasetState, datasetStates } from '#db/dataset-state.ts'
import { runPlan } from '#db/plan/run.ts'
import { countRejects, listRejects } from '#db/rejects.ts'
import { showCount } from '#jobs/kit/format.ts'
import type { House } from '#jobs/kit/house.ts'
import { type BlockOf, type Cell, type Message, message, type TableColumn, type Unit } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { refused } from '../guard.ts'
import { render, type ShownBlock } from '../render.ts'
import { datasetsFor, type Seen } from '../sight.ts'
import type { Env } from '../visit.ts'

const PREVIEW_ROWS = 50
const REJECTS = 50

export function dataRoutes(house: House): Hono<Env> {
  return new Hono<Env>()
    .get('/', async (c) => {
      const visit = c.get('visit')
      const states = await datasetStates(visit.workspace.db)
      const seen = await datasetsFor(house, visit)
      return c.json({
        now: house.now(),
        datasets: seen.map((one) => lineOf(one, states.get(one.dataset.name), house.now())),
      })
    })
    .get('/:name', (c) => details(c, house))
}

async function details(c: Context<Env>, house: House): Promise<Response> {
  const visit = c.get('visit')
  const { workspace } = visit
  const seen = (await datasetsFor(house, visit)).find(({ dataset }) => dataset.name === c.req.param('name'))
  if (!seen) return refused(c, 'There is no such dataset here.', 404)
  const { dataset } = seen
  const state = (await datasetStates(workspace.db)).get(dataset.name)
  const whole = !seen.where.length
  return c.json({
    now: house.now(),
    dataset: lineOf(seen, state, house.now()),
    key: dataset.key.map((name) => dataset.columns[name]?.say ?? name),
    newest: dataset.time !== undefined,
    preview: await previewOf(workspace, seen, state),
    // Nobody knows what a refused row is about.
    rejects: whole ? await rejectsOf(workspace, dataset) : [],
    rejected: whole ? await countRejects(workspace.db, dataset.name) : 0,
    measures: Object.values(dataset.measures).map(({ say, words = [], unit }) => ({ say, words, unit })),
    dimensions: Object.values(dataset.dimensions).map(({ say, words = [] }) => ({ say, words })),
    columns: Object.entries(dataset.columns).map(([name, column]) => ({
      name,
      say: column.say ?? '',
      kind: column.kind,
      words: column.words ?? [],
    })),
    asks: dataset.asks.map(({ say }) => say),
  })
}

function lineOf({ dataset, where }: Seen, state: DatasetState | undefined, now: number) {
  const { name, say, freshHours } = dataset
  const written = state?.lastWriteAt ?? null
  return {
    name,
    say,
    rows: where.length ? 'some' : showCount(state?.rows ?? 0),
    written,
    fresh: written === null ? 'empty' : now - written <= freshHours * 3_600_000 ? 'fresh' : 'stale',
    lastRun: state?.lastRun ?? null,
  }
}

async function previewOf(
  workspace: Workspace,
  { dataset, where }: Seen,
  state: DatasetState | undefined,
): Promise<ShownBlock> {
  const names = Object.keys(dataset.columns)
  const plan = { dataset: dataset.name, rows: names, where, limit: PREVIEW_ROWS, ...newestFirst(dataset) }
  const reader = { all: async (sql: string, params: unknown[]) => (await workspace.reader.all(sql, params)).rows }
  const { rows } = await runPlan(reader, plan, [dataset])
  const columns = Object.entries(dataset.columns).map(([name, column]) => tableColumn(dataset, name, column))
  return asShown(
    { kind: 'table', columns, rows: rows as Cell[][], of: where.length ? rows.length : (state?.rows ?? 0) },
    workspace,
  )
}

function newestFirst({ time }: Dataset) {
  return time ? { order: [{ column: time.column, dir: 'desc' as const }] } : {}
}

const units: Record<Column['kind'], Unit> = {
  text: 'text',
  integer: 'count',
  number: 'number',
  money: 'money',
  bool: 'text',
  date: 'date',
  time: 'time',
}

/** Numbers that name something, such as an order, are no amounts and get no separators. */
function tableColumn({ key, dimensions }: Dataset, name: string, { say, kind, role, currency }: Column): TableColumn {
  const names =
    role === 'id' ||
    role === 'label' ||
    key.includes(name) ||
    Object.values(dimensions).some(({ column }) => column === name)
  const unit = names && (kind === 'integer' || kind === 'number') ? 'text' : units[kind]
  return { name: say ?? name.replaceAll('_', ' '), unit, ...(currency ? { currency } : {}) }
}

async function rejectsOf(workspace: Workspace, { name }: Dataset): Promise<ShownBlock> {
  const rejects = await listRejects(workspace.db, name, { limit: REJECTS })
  const columns: TableColumn[] = [{ name: 'reason' }, { name: 'line', unit: 'count' }, { name: 'run' }, { name: 'row' }]
  const rows = rejects.map(({ reason, line, run, row }) => [reason, line, run, JSON.stringify(row).slice(0, 300)])
  return asShown({ kind: 'table', columns, rows }, workspace)
}

function asShown(block: BlockOf<'table'>, { zone }: Workspace): ShownBlock {
  const alone: Message = message('', 'plain', block)
  return render(alone, { zone, button: ({ say }) => ({ say }) }).blocks[0]!
}
