import { readFileSync, writeFileSync } from 'node:fs'
import { variables } from '#jobs/kit/config.ts'
import { commands } from './commands/index.ts'

// `npm run docs` writes what the definitions say into README.md and .env.example; a test holds them against each other.

export function commandTable(): string {
  const rows = commands.map(({ name, say, example, role }) => `| \`/${name}\` | ${say} | \`${example}\` | ${role} |`)
  return ['| command | what it does | example | who |', '|---|---|---|---|', ...rows].join('\n')
}

export function envExample(): string {
  const lines = variables.map(
    ({ name, meaning, default: value }) =>
      `# ${meaning}.\n${value === undefined ? `# ${name}=` : `# ${name}=${value}`}`,
  )
  return `# Every setting Bellhop knows, with what it does when it is left out. Copy this file to .env and change what you need.\n\n${lines.join('\n\n')}\n`
}

const BETWEEN = /(<!-- commands -->\n)[\s\S]*?(\n<!-- end -->)/

export function withTable(readme: string): string {
  return readme.replace(BETWEEN, (_, start: string, end: string) => start + commandTable() + end)
}

if (import.meta.main) {
  writeFileSync('README.md', withTable(readFileSync('README.md', 'utf8')))
  writeFileSync('.env.example', envExample())
}
