import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { commands } from '#bot/commands/index.ts'
import { commandTable, envExample } from '#bot/docs.ts'
import { readArgs } from '#bot/kit/command.ts'
import { wordsOf } from '#bot/kit/typed.ts'
import { datasets } from '#db/datasets/index.ts'
import { jobs } from '#jobs/index.ts'
import { folders, importsOf, leaves, sources } from './kit/sources.ts'

const mayReach: Record<string, string[]> = {
  bot: ['bot', 'jobs', 'connectors', 'db', 'prompts'],
  jobs: ['jobs', 'connectors', 'prompts', 'db'],
  connectors: ['connectors', 'db'],
  prompts: ['prompts'],
  db: ['db'],
  demo: ['demo', 'bot', 'jobs', 'connectors', 'db'],
}
/** The starts of a process, which also start the pretend company. */
const starts = ['bot/run.ts', 'bot/terminal/session.ts']
const all = sources(...folders)
const list = (names: string[]) => names.join(', ') || 'nothing'

describe('arrows', () => {
  test.each(folders)('%s/ reaches only what lies below it', (folder) => {
    const wrong = all
      .filter((source) => source.folder === folder)
      .flatMap(({ file, text }) => {
        const reached = importsOf(text).flatMap((from) => /^#(\w+)\//.exec(from)?.[1] ?? [])
        const allowed = starts.includes(file) ? [...mayReach[folder]!, 'demo'] : mayReach[folder]!
        return reached.filter((to) => !allowed.includes(to)).map((to) => `${file} → ${to}`)
      })
    expect(wrong).toEqual([])
  })
  test.each([
    [
      'the SQLite driver and Drizzle',
      /from '(better-sqlite3|drizzle-orm)|import\('(better-sqlite3|drizzle-orm)/,
      /^(db)\//,
    ],
    ['the environment', /process\.env/, /^jobs\/kit\/config\.ts$|^connectors\/kit\/browser\//],
    ['Playwright', /import\('playwright|from 'playwright/, /^connectors\/kit\/browser(\.ts|\/)/],
    ['fetch', /(?<![\w.'])fetch\(|globalThis\.fetch/, /^connectors\/kit\/http\.ts$|^prompts\/kit\/client\.ts$|^demo\//],
  ])('%s has one owner', (_, pattern, owner) => {
    const others = all.filter(({ file, text }) => pattern.test(text) && !owner.test(file)).map(({ file }) => file)
    expect(others).toEqual([])
  })
  test('names of folders say what is in them', () => {
    expect(
      all.filter(({ file }) => /\/(utils?|helpers?|common|shared|services?)\//.test(file)).map(({ file }) => file),
    ).toEqual([])
  })
  test('files stay short enough to be read', () => {
    expect(all.filter(({ lines }) => lines > 250).map(({ file, lines }) => `${file}: ${lines}`)).toEqual([])
    const sizes = all.map(({ lines }) => lines).sort((a, b) => a - b)
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(75)
  })
})

describe('lists', () => {
  test.each([
    ['bot/commands', commands.map(({ name }) => name)],
    ['jobs', jobs.map(({ name }) => name)],
    ['db/datasets', datasets.map(({ name }) => name)],
  ])('every file of %s is in its list under its own name', (folder, names) => {
    expect([...names].sort(), `add it to ${folder}/index.ts`).toEqual(leaves(folder))
  })
  test.each(commands.map((command) => [command.example, command] as const))(
    '%s is read as it is written',
    (example, command) => {
      const [word, ...words] = wordsOf(example)
      expect(word).toBe(`/${command.name}`)
      expect(readArgs(command, words)).toMatchObject({ ok: true })
    },
  )
  test.each(jobs.map((job) => [job.name, job] as const))('the job %s accepts its own example', (_, job) => {
    expect(job.input.safeParse(job.example).success).toBe(true)
  })
  test('no two commands answer to one word', () => {
    const words = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases])
    expect(list(words.filter((word, i) => words.indexOf(word) !== i))).toBe('nothing')
  })
})

describe('papers', () => {
  const readme = readFileSync('README.md', 'utf8')
  test('.env.example says what the settings mean (npm run docs)', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample())
  })
  test("README's table is made from the commands (npm run docs)", () => {
    expect(readme).toContain(commandTable())
  })
  test('README shows the two commands, and every script it names exists', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect(readme).toContain('npm install && npm start')
    expect(readme).toContain('npm install && npm test')
    const named = [...readme.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name!)
    expect(named.length).toBeGreaterThan(3)
    expect(list(named.filter((name) => !scripts[name]))).toBe('nothing')
  })
  test('every picture and file that README names is there', () => {
    const linked = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path!)
    expect(linked.length).toBeGreaterThan(0)
    expect(linked.filter((path) => !existsSync(path))).toEqual([])
  })
})

describe('containers', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8')
  const compose = parse(readFileSync('compose.yaml', 'utf8'))
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  test('every path the Dockerfile copies exists, and every folder of the house is copied', () => {
    const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, paths]) => paths!.split(' '))
    expect(copied.filter((path) => !existsSync(path))).toEqual([])
    expect(folders.filter((folder) => !copied.includes(folder))).toEqual([])
  })
  test('it runs as nobody special, looks after its health, and starts with our own script', () => {
    expect(dockerfile).toMatch(/^USER node$/m)
    expect(dockerfile).toMatch(/^HEALTHCHECK/m)
    expect(JSON.parse(/^CMD (\[.+\])$/m.exec(dockerfile)![1]!)).toEqual(['npm', 'run', '-s', 'start'])
  })
  test('compose has Bellhop, Redis, Ollama and workers that can be multiplied, all started by our scripts', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['bellhop', 'ollama', 'redis', 'worker'])
    expect(compose.services.worker).not.toHaveProperty('ports')
    expect(compose.services.worker).not.toHaveProperty('container_name')
    for (const service of ['bellhop', 'worker']) {
      expect(scripts).toHaveProperty(/^npm run -s (\w+)$/.exec(compose.services[service].command)![1]!)
    }
    const volumes = Object.values(compose.services).flatMap(
      (service) => (service as { volumes?: string[] }).volumes ?? [],
    )
    expect(Object.keys(compose.volumes).sort()).toEqual(
      [...new Set(volumes.map((volume) => volume.split(':')[0]))].sort(),
    )
  })
})
