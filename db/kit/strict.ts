import { globSync, readFileSync, writeFileSync } from 'node:fs'

// The generator knows neither STRICT tables nor triggers; this adds both to what it has just written
// (`npm run db:generate`).

/** Tables that are only ever added to. */
const appendOnly = ['audit']

for (const file of globSync('db/migrations/*/*.sql')) {
  const made = readFileSync(file, 'utf8')
  const strict = made.replace(/^\);$/gm, ') STRICT;').replace(/^\)(\n|$)/gm, ') STRICT$1')
  writeFileSync(file, appendOnly.reduce(guarded, strict))
}

function guarded(sql: string, table: string): string {
  if (!sql.includes(`CREATE TABLE \`${table}\` (`) || sql.includes(`TRIGGER \`${table}_keeps`)) return sql
  const acts = { update: 'UPDATE', delete: 'DELETE', insert: 'INSERT' }
  const triggers = Object.entries(acts).map(([name, act]) => {
    // REPLACE is an INSERT that deletes without firing the trigger on DELETE.
    const when = act === 'INSERT' ? ` WHEN EXISTS (SELECT 1 FROM \`${table}\` WHERE id = NEW.id)` : ''
    return `--> statement-breakpoint
CREATE TRIGGER \`${table}_keeps_${name}\` BEFORE ${act} ON \`${table}\`${when}
BEGIN SELECT RAISE(ABORT, '${table} is only ever added to'); END;`
  })
  return `${sql.trimEnd()}\n${triggers.join('\n')}\n`
}
