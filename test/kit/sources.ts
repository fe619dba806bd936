import { globSync, readFileSync } from 'node:fs'

export const folders = ['bot', 'jobs', 'connectors', 'db', 'prompts', 'demo'] as const

export type Source = { file: string; folder: string; text: string; lines: number }

/** Every TypeScript file of the house, as text. */
export function sources(...of: string[]): Source[] {
  return globSync(of.map((folder) => `${folder}/**/*.ts`)).map((file) => {
    const text = readFileSync(file, 'utf8')
    return { file, folder: file.split('/')[0]!, text, lines: text.split('\n').length - 1 }
  })
}

/** The names of the files that lie at the top of a folder, which its list must hold. */
export function leaves(folder: string, ...not: string[]): string[] {
  const names = globSync(`${folder}/*.ts`).map((file) => file.split('/').at(-1)!.slice(0, -3))
  return names.filter((name) => name !== 'index' && !not.includes(name)).sort()
}

export const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, from]) => from!)
