/** The first JSON object in what a model said: fences, thoughts and chatter around it are left aside. */
export function findJson(said: string): unknown {
  const text = said.replace(/<think(ing)?>[\s\S]*?<\/think(ing)?>/gi, '').slice(0, 20_000)
  let tries = 0
  for (let start = text.indexOf('{'); start >= 0 && tries < 20; start = text.indexOf('{', start + 1), tries++) {
    const end = endOf(text, start)
    const value = end > start ? parsed(text.slice(start, end)) : undefined
    if (value !== undefined) return value
  }
  return undefined
}

/** Where the object that begins here ends; braces within strings don't count. */
function endOf(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let i = start; i < text.length; i++) {
    const letter = text[i]
    if (quoted && letter === '\\') i++
    else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === '{') depth++
    else if (!quoted && letter === '}' && --depth === 0) return i + 1
  }
  return -1
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
