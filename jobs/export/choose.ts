import { exportsOf, type KnownExport, type Portal } from '#connectors/back-office.ts'
import { Fault } from '#connectors/kit/fault.ts'
import type { Outside } from '../kit/outside.ts'

/** Every export of the workspace; a portal file that is wrong is told when there is no other. */
export async function knownExports(outside: Outside): Promise<KnownExport[]> {
  const { portals, problems } = await outside.portals()
  if (portals.length) return exportsOf(portals)
  throw new Fault('input', problems[0] ?? 'No back office is connected yet.', {
    hint: 'An admin describes one in the folder "portals" of the data folder; docs/portal.md shows how.',
  })
}

/** The exports that some names mean, by portal. */
export function chooseExports(known: KnownExport[], names: string[]): Map<Portal, KnownExport[]> {
  const chosen = names.includes('all') ? known : names.flatMap((name) => named(known, name))
  return Map.groupBy(new Set(chosen), ({ portal }) => portal)
}

function named(known: KnownExport[], name: string): KnownExport[] {
  const found = known.filter((one) => [one.name, one.portal.name, one.title.toLowerCase()].includes(name))
  if (found.length) return found
  throw new Fault('input', `There is no export "${name.slice(0, 40)}".`, {
    hint: `There are ${known.map((one) => one.name).join(', ')}, and all.`,
  })
}
