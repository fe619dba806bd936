/** One figure: ours beside the bare thing it stands on, measured in the same run. */
export type Measurement = { name: string; what: string; ours: number; theirs?: number; ratio?: number; unit: string }
export type Bench = () => AsyncIterable<Measurement>

const benches: Record<string, () => Promise<Bench>> = {
  queue: async () => (await import('./queue.ts')).benchQueue,
  start: async () => (await import('./start.ts')).benchStart,
  faces: async () => (await import('./faces.ts')).benchFaces,
  write: async () => (await import('./write.ts')).benchWrite,
  export: async () => (await import('./export.ts')).benchExport,
  pdf: async () => (await import('./pdf.ts')).benchPdf,
  xlsx: async () => (await import('./xlsx.ts')).benchXlsx,
  ask: async () => (await import('./ask.ts')).benchAsk,
  sheets: async () => (await import('./sheets.ts')).benchSheets,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !benches[name])
if (unknown.length) {
  console.error(`There is no measurement "${unknown[0]}". There are: ${Object.keys(benches).join(', ')}`)
  process.exit(1)
}
for (const name of asked.length ? asked : Object.keys(benches)) {
  const bench = await benches[name]!()
  for await (const measured of bench()) console.log(JSON.stringify(measured))
}
