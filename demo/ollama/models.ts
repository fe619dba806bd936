/** A model as it lies on the server, with the habits real ones have. */
export type DemoModel = {
  name: string
  bytes: number
  /** Its whole window, in tokens. */
  context: number
  thinks: boolean
  /** When a form is asked for and not kept, without a word about it. */
  ignores: 'never' | 'without thinking' | 'in chat' | 'always'
}

export function demoModel(name: string, more: Partial<DemoModel> = {}): DemoModel {
  return { name, bytes: 2_500_000_000, context: 32_768, thinks: false, ignores: 'never', ...more }
}

const details = { parent_model: '', format: 'gguf', family: 'demo', families: ['demo'] }
const sized = { ...details, parameter_size: '4.0B', quantization_level: 'Q4_K_M' }
const SINCE = '2026-11-01T08:00:00.000000Z'

export function listed(model: DemoModel) {
  const digest = digestOf(model.name)
  return { name: model.name, model: model.name, modified_at: SINCE, size: model.bytes, digest, details: sized }
}

export function running(model: DemoModel, context: number) {
  const { modified_at: _, ...kept } = listed(model)
  return { ...kept, expires_at: '2026-11-20T10:00:00Z', size_vram: 0, context_length: context }
}

export function shown(model: DemoModel) {
  const capabilities = ['completion', 'tools', ...(model.thinks ? ['thinking'] : [])]
  const model_info = { 'general.architecture': 'demo', 'demo.context_length': model.context }
  return { modelfile: '', parameters: '', template: '{{ .Prompt }}', details: sized, model_info, capabilities }
}

/** The lines of a download: two layers that grow, then the closing words. */
export function* pulling(model: DemoModel): Generator<Record<string, unknown>> {
  yield { status: 'pulling manifest' }
  for (const [layer, total] of [['model', model.bytes] as const, ['licence', 1500] as const]) {
    const digest = `sha256:${digestOf(`${model.name}/${layer}`)}`
    for (const part of [0.1, 0.5, 1]) {
      yield { status: `pulling ${digest.slice(7, 19)}`, digest, total, completed: Math.round(total * part) }
    }
  }
  for (const status of ['verifying sha256 digest', 'writing manifest', 'success']) yield { status }
}

function digestOf(name: string): string {
  let hash = 7
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)!) >>> 0
  return hash.toString(16).padStart(8, '0').repeat(8)
}

export function withTag(name: string): string {
  return name.includes(':') ? name : `${name}:latest`
}
