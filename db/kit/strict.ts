import { globSync, readFileSync, writeFileSync } from 'node:fs'

// The generator doesn't know STRICT tables; this adds the word to what it has just written (`npm run db:generate`).
for (const file of globSync('db/migrations/*/*.sql')) {
  const made = readFileSync(file, 'utf8')
  writeFileSync(file, made.replace(/^\);$/gm, ') STRICT;').replace(/^\)(\n|$)/gm, ') STRICT$1'))
}
