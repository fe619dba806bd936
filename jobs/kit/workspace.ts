import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { listDatasets } from '#db/dataset-state.ts'
import { openRoot, openStore, type RootStore, type Store } from '#db/open.ts'
import { openReader, type Reader } from '#db/reader.ts'
import { addWorkspace, listWorkspaces } from '#db/workspaces.ts'
import { type Knowledge, rememberKnowledge } from './answer/knowledge.ts'
import type { Config } from './config.ts'
import { type Outside, realOutside } from './outside.ts'

/** One company: its file, its folder, its calendar. */
export type Workspace = {
  name: string
  demo: boolean
  db: Store
  reader: Reader
  /** What can be asked about, and in which words. */
  knowledge(): Promise<Knowledge>
  files: string
  outside: Outside
  zone: string
  weekStart: 'monday' | 'sunday'
  currency: string
}

export type Workspaces = {
  root: RootStore
  /**
   * The one that people talk to when nothing says otherwise: the pretend company until there is something real. A file
   * that somebody hands over is real, so it goes to the real one, and makes it home.
   */
  home(what?: 'talk' | 'file'): Promise<string>
  open(name: string): Promise<Workspace>
  /** Makes a new company's file; there it is if it was there already. */
  make(name: string): Promise<Workspace>
  all(): Promise<Workspace[]>
  close(): Promise<void>
}

export const DEMO = 'demo'
/** Another world than the real one, by the name of the workspace. */
export type Outsides = Record<string, (db: Store) => Outside>

/** Opens the data folder. Workspaces open on first use and stay open. */
export async function openWorkspaces(config: Config, now: number, outsides: Outsides = {}): Promise<Workspaces> {
  const root = openRoot(join(config.DATA_DIR, 'bellhop.db'))
  const opened = new Map<string, Workspace>()
  await addWorkspace(root, { name: config.WORKSPACE, demo: false, createdAt: now })
  if (config.DEMO !== 'off') await addWorkspace(root, { name: DEMO, demo: true, createdAt: now })

  async function names(): Promise<string[]> {
    const known = await listWorkspaces(root)
    return known.filter(({ demo }) => !demo || config.DEMO !== 'off').map(({ name }) => name)
  }
  async function open(name: string): Promise<Workspace> {
    const known = opened.get(name)
    if (known) return known
    if (!(await names()).includes(name)) throw new Error(`There is no workspace ${name}`)
    const made = openWorkspace(config, name, outsides[name])
    opened.set(name, made)
    return made
  }
  return {
    root,
    async home(what = 'talk') {
      if (config.DEMO === 'on') return DEMO
      if (config.DEMO === 'off' || what === 'file') return config.WORKSPACE
      return (await isReal(await open(config.WORKSPACE))) ? config.WORKSPACE : DEMO
    },
    open,
    async make(name) {
      await addWorkspace(root, { name, demo: false, createdAt: Date.now() })
      return open(name)
    },
    all: async () => Promise.all((await names()).map(open)),
    async close() {
      for (const { db, reader } of opened.values()) {
        await reader.close()
        db.close()
      }
      root.close()
    },
  }
}

/** Something of one's own is there: rows, or a back office that is described. */
async function isReal({ db, outside }: Workspace): Promise<boolean> {
  return (await listDatasets(db)).length > 0 || (await outside.portals()).portals.length > 0
}

function openWorkspace(config: Config, name: string, outside?: Outsides[string]): Workspace {
  const path = join(config.DATA_DIR, `${name}.db`)
  const files = join(config.DATA_DIR, 'files', name)
  const db = openStore(path)
  mkdirSync(files, { recursive: true })
  const reader = openReader(path)
  return {
    name,
    demo: name === DEMO,
    db,
    reader,
    knowledge: rememberKnowledge(db, reader),
    files,
    outside: outside?.(db) ?? realOutside(config, name),
    zone: config.ZONE,
    weekStart: config.WEEK_START,
    currency: config.CURRENCY,
  }
}
