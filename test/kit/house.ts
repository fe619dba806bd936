import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { closeHouse, openHouse } from '#bot/kit/open.ts'
import { getRun, type Run } from '#db/runs.ts'
import { readConfig } from '#jobs/kit/config.ts'
import { type House, work } from '#jobs/kit/house.ts'
import { defineJob, type Job, type JobContext } from '#jobs/kit/job.ts'
import { makeLog } from '#jobs/kit/log.ts'
import type { Message } from '#jobs/kit/message.ts'
import type { Outsides, Workspace } from '#jobs/kit/workspace.ts'

export type TestHouse = House & { workspace: Workspace; lines: string[]; stop(): Promise<void> }
type Given = {
  env?: Record<string, string>
  jobs?: Job[]
  now?: () => number
  works?: boolean
  dataDir?: string
  outsides?: Outsides
}

/** A real house on a folder of its own: real files, real migrations, the local carrier unless REDIS_URL is given. */
export async function startHouse({
  env = {},
  jobs = [],
  now = Date.now,
  works = true,
  dataDir = tempDir(),
  outsides,
}: Given = {}): Promise<TestHouse> {
  const config = readConfig({
    DATA_DIR: dataDir,
    DEMO: 'off',
    PORT: '0',
    LOG_LEVEL: 'debug',
    LEASE_SECONDS: '2',
    GRACE_SECONDS: '1',
    ...env,
  })
  const lines: string[] = []
  const log = makeLog(config.LOG_LEVEL, [], { write: (line) => void lines.push(line) })
  const house = await openHouse(config, log, { now, jobs, outsides })
  const workspace = await house.workspaces.open(await house.workspaces.home())
  const stopWork = works ? await work(house) : async () => {}
  let stopped = false
  const stop = async () => {
    if (stopped) return
    stopped = true
    await stopWork()
    await closeHouse(house)
  }
  onTestFinished(stop)
  return { ...house, workspace, lines, stop }
}

export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bellhop-test-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A job for a test: what it does is the test's business. */
type TestRun = (input: Record<string, unknown>, context: JobContext) => Promise<Message>

export function testJob(run: TestRun, more: Partial<Omit<Job, 'run'>> = {}): Job {
  return defineJob({
    name: 'test',
    say: 'A job of a test',
    lane: 'api',
    input: z.object({}).loose(),
    example: {},
    minutes: 1,
    tries: 3,
    run: (input, context) => run(input as Record<string, unknown>, context),
    ...more,
  })
}

export async function ended(house: TestHouse, id: string, ms = 15_000): Promise<Run & { outcome: Message }> {
  return until(async () => {
    const run = await getRun(house.workspace.db, id)
    return run && ['succeeded', 'failed', 'cancelled'].includes(run.state)
      ? (run as Run & { outcome: Message })
      : undefined
  }, ms)
}

/** Asks again until there is an answer; a test that waits in vain says what it waited for. */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  ms = 40_000,
): Promise<T> {
  const end = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`Waited ${ms} ms in vain for ${ask.toString().slice(0, 200)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
