import type { Metric, Registry } from 'prom-client'
import { countDeliveries } from '#db/deliveries.ts'
import { countRuns, runTimes } from '#db/run-counts.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'

type Sample = { value: number; labels: Record<string, string>; metricName?: string }
type Family = { name: string; type: 'gauge' | 'summary'; help: string; from(workspace: Workspace): Promise<Sample[]> }

const RUN_SECONDS = 'bellhop_run_seconds'

/** Counted from the rows when they are asked for, so every process tells the same and a restart forgets nothing. */
const families: Family[] = [
  {
    name: 'bellhop_runs',
    type: 'gauge',
    help: 'Runs by job and state',
    from: async ({ db }) =>
      (await countRuns(db)).map(({ job, lane, state, count }) => ({ value: count, labels: { job, lane, state } })),
  },
  {
    name: RUN_SECONDS,
    type: 'summary',
    help: 'How long finished runs took, from start to end',
    from: async ({ db }) =>
      (await runTimes(db)).flatMap(({ job, state, ms, count }) => [
        { metricName: `${RUN_SECONDS}_sum`, value: ms / 1000, labels: { job, state } },
        { metricName: `${RUN_SECONDS}_count`, value: count, labels: { job, state } },
      ]),
  },
  {
    name: 'bellhop_queue_depth',
    type: 'gauge',
    help: 'Runs that wait for a worker, by lane',
    from: async ({ db }) => {
      const depth = new Map(['api', 'browser', 'model', 'report'].map((lane) => [lane, 0]))
      for (const { lane, state, count } of await countRuns(db))
        if (state === 'waiting') depth.set(lane, (depth.get(lane) ?? 0) + count)
      return [...depth].map(([lane, value]) => ({ value, labels: { lane } }))
    },
  },
  {
    name: 'bellhop_deliveries',
    type: 'gauge',
    help: 'Messages in the outbox by state',
    from: async ({ db }) =>
      (await countDeliveries(db)).map(({ state, count }) => ({ value: count, labels: { state } })),
  },
]

/** What Prometheus reads: our rows and the state of this process. Nothing is loaded or observed before it is asked for. */
export function openMetrics(house: House): () => Promise<{ type: string; text: string }> {
  let opened: Promise<Registry> | undefined
  return async () => {
    opened ??= openRegistry(house)
    const registry = await opened
    return { type: registry.contentType, text: await registry.metrics() }
  }
}

async function openRegistry(house: House): Promise<Registry> {
  const { Registry, collectDefaultMetrics } = await import('prom-client')
  const registry = new Registry()
  for (const family of families) registry.registerMetric(readWhenAsked(house, family) as unknown as Metric)
  collectDefaultMetrics({ register: registry })
  return registry
}

/** The library's own metrics only count while the process lives; this one has the shape that its registry reads. */
function readWhenAsked({ workspaces }: House, { name, type, help, from }: Family) {
  const samplesOf = async (workspace: Workspace) =>
    (await from(workspace)).map((sample) => ({ ...sample, labels: { workspace: workspace.name, ...sample.labels } }))
  return {
    name,
    async get() {
      const values = await Promise.all((await workspaces.all()).map(samplesOf))
      return { name, type, help, values: values.flat() }
    },
  }
}
