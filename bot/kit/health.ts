import type { House } from '#jobs/kit/house.ts'
import { examine, type Finding } from './probes.ts'

export type Readiness = { ok: boolean; reasons: string[]; parts: Finding[] }

/** Whether this process can do its work now, and if not, why and what helps. */
export async function readiness(house: House): Promise<Readiness> {
  const parts = await examine(house)
  const reasons = parts
    .filter(({ ok }) => !ok)
    .map(({ what, say, remedy }) => [`${what}: ${say}`, remedy].filter(Boolean).join(' – '))
  return { ok: reasons.length === 0, reasons, parts }
}
