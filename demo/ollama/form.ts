/** The part of JSON Schema that forms use. */
export type Schema = {
  type?: string
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  minItems?: number
  anyOf?: Schema[]
  oneOf?: Schema[]
}

export function fits(value: unknown, schema: Schema): boolean {
  const either = schema.anyOf ?? schema.oneOf
  if (either) return either.some((each) => fits(value, each))
  if ('const' in schema) return value === schema.const
  if (schema.enum) return schema.enum.includes(value)
  if (schema.type === 'object') return isRecord(value) && fitsObject(value, schema)
  if (schema.type === 'array')
    return Array.isArray(value) && value.every((each) => fits(each, schema.items ?? {})) && !tooFew(value, schema)
  if (schema.type === 'integer') return Number.isInteger(value)
  return schema.type === undefined || schema.type === 'null' ? true : typeof value === schema.type
}

/** The shortest thing a model can say when it is held to a form. */
export function least(schema: Schema): unknown {
  const either = schema.anyOf ?? schema.oneOf
  if (either) return least(either[0]!)
  if ('const' in schema) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'object')
    return Object.fromEntries((schema.required ?? []).map((name) => [name, least(schema.properties?.[name] ?? {})]))
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => least(schema.items ?? {}))
  const plain: Record<string, unknown> = { string: '', boolean: false, integer: 0, number: 0 }
  return plain[schema.type ?? ''] ?? null
}

function fitsObject(value: Record<string, unknown>, schema: Schema): boolean {
  const known = schema.properties ?? {}
  const names = Object.keys(value)
  const open = schema.additionalProperties !== false
  return (
    (schema.required ?? []).every((name) => name in value) &&
    names.every((name) => (known[name] ? fits(value[name], known[name]) : open))
  )
}

const tooFew = (value: unknown[], schema: Schema) => value.length < (schema.minItems ?? 0)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
