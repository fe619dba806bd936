/** A field mask such as "sheets(properties(sheetId,title),data.rowData),spreadsheetId" as a tree. */
export type Mask = { [field: string]: Mask }

export function parseMask(text: string): Mask {
  let at = 0
  return list()

  function list(): Mask {
    const mask: Mask = {}
    do {
      path(mask)
    } while (text[at] === ',' && ++at)
    return mask
  }

  function path(mask: Mask): void {
    const name = /^[\w*]*/.exec(text.slice(at))?.[0] ?? ''
    at += name.length
    const inner: Mask = mask[name] ?? {}
    mask[name] = inner
    if (text[at] === '.' || text[at] === '/') {
      at++
      path(inner)
    } else if (text[at] === '(') {
      at++
      Object.assign(inner, list())
      at++
    }
  }
}

export function pick(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((item) => pick(item, mask))
  if (typeof value !== 'object' || value === null || '*' in mask || Object.keys(mask).length === 0) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (mask[key] ? [[key, pick(inner, mask[key])]] : [])),
  )
}
