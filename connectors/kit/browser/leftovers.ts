import { readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** Every profile folder is named after the process that opened it, so that whoever starts next can clean up after it. */
export const PREFIX = 'bellhop-browser-'

export async function ownerMark(): Promise<string> {
  return `${process.pid}-${(await startedAt(process.pid)) ?? 0}`
}

/** Profiles whose owner is gone, and browsers still running on them. */
export async function sweepLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const [pid, started] = name.slice(PREFIX.length).split('-').map(Number)
    if (await alive(pid!, started!)) continue
    await endProcesses(join(tmpdir(), name))
    await rm(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 3 }).catch(() => {})
  }
}

/** Done when they are gone, not when they have been told to go. */
export async function endProcesses(profile: string): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    const left = await processesOn(profile)
    if (!left.length) return
    for (const { pid } of left) end(pid)
    await wait(25)
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone by itself, or not ours to end.
  }
}

export async function memoryOf(profile: string): Promise<number> {
  const rolled = (await processesOn(profile)).map(({ pid }) => procFile(pid, 'smaps_rollup'))
  const kilobytes = (await Promise.all(rolled)).map((text) => Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0))
  return 1024 * kilobytes.reduce((sum, each) => sum + each, 0)
}

type Process = { pid: number; parent: number; onProfile: boolean }

/** The browser and its crash reporter name the profile; their children are found through their parent. */
async function processesOn(profile: string): Promise<Process[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const all = await Promise.all(pids.map((pid) => look(pid, profile)))
  const mine = new Set(all.filter((one) => one.onProfile).map((one) => one.pid))
  for (let size = -1; size !== mine.size; ) {
    size = mine.size
    for (const { pid, parent } of all) if (mine.has(parent)) mine.add(pid)
  }
  return all.filter(({ pid }) => mine.has(pid))
}

async function look(pid: number, profile: string): Promise<Process> {
  const words = (await procFile(pid, 'cmdline')).split(/[\0 ]/)
  const names = (word: string) => word.endsWith(`=${profile}`) || word.includes(`=${profile}/`)
  const parent = Number((await statFields(pid))?.[1])
  return { pid, parent, onProfile: words.some(names) }
}

/** A number alone may have been given to another process since; with its start time it can't. */
async function alive(pid: number, started: number): Promise<boolean> {
  if (started) return (await startedAt(pid)) === started
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function startedAt(pid: number): Promise<number | undefined> {
  const fields = await statFields(pid)
  return fields && Number(fields[19])
}

/** The fields after the name in brackets, which may itself hold blanks and brackets. */
async function statFields(pid: number): Promise<string[] | undefined> {
  const stat = await procFile(pid, 'stat')
  return stat ? stat.slice(stat.lastIndexOf(')') + 2).split(' ') : undefined
}

const procFile = (pid: number, name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
