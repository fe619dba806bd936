import type { Item } from './item.ts'

/** What a rule sees of the items it matched: by name, one or all of a group. */
export type Match = {
  one(name: string): Item
  maybe(name: string): Item | undefined
  all(name: string): Item[]
  items: Item[]
  before: Item[]
  after: Item[]
}
/** A construction: the kinds of items in a row, and what they become. undefined = not this after all. */
export type Rule<D> = { name: string; when: string; make: (m: Match, draft: D) => Item[] | undefined }
type Ready<D> = Rule<D> & { test: RegExp; needs: string[] }

/** `top n? g:(ent|dim)` → a RegExp over the kinds of items written one after the other. */
function patternOf(when: string, words: Record<string, string> = {}): RegExp {
  const spelled = wholeRuns(when.replace(/\b[A-Z]+\b/g, (name) => words[name] ?? name))
  const source = spelled
    .replace(/(\w+):/g, '‹$1›')
    .replace(/‹(\w+)›\(/g, '(?<$1>')
    .replace(/‹(\w+)›([a-z]+)([?*+]?)/g, '(?<$1>$2)$3')
    .replace(/(?<!<)\b[a-z]+\b(?!>)/g, (word) => `(?:${word} )`)
    .replace(/ (?!\))|(?<!:[a-z]+) (?=\))/g, (space) => space)
  return new RegExp(`(?<![^ ])${tight(source)}`, 'dg')
}

/** `mods:(val|flag)*` names the whole run: a name inside of what is repeated would keep only the last. */
function wholeRuns(when: string): string {
  return when.replace(/(\w+):(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)[*+])/g, '$1:($2)')
}

/** Spaces of the pattern itself mean nothing; those that end a kind do. */
function tight(source: string): string {
  return source.replace(/(\(\?:[a-z]+ \))|\s+/g, (_, kind) => kind ?? '')
}

export function ready<D>(rules: Rule<D>[], words: Record<string, string>): Ready<D>[] {
  return rules.map((rule) => ({ ...rule, test: patternOf(rule.when, words), needs: needed(rule.when, words) }))
}

/** The kinds without which a pattern can't fit: most rules need not be tried on most lines. */
function needed(when: string, words: Record<string, string>): string[] {
  let rest = when.replace(/\b[A-Z]+\b/g, (name) => words[name] ?? name).replace(/\w+:/g, '')
  for (let before = ''; before !== rest; ) {
    before = rest
    rest = rest.replace(/\([^()]*\)[?*+]?/g, ' ')
  }
  return rest.includes('|')
    ? []
    : rest
        .split(/\s+/)
        .filter((each) => /^[a-z]+\+?$/.test(each))
        .map((each) => each.replace('+', ''))
}

/** Runs the rules one after the other, each as often as it fits, from left to right. */
export function rewrite<D>(
  items: Item[],
  rules: Ready<D>[],
  draft: D,
  note: (rule: string, items: Item[]) => void,
): Item[] {
  let line = encode(items)
  for (const rule of rules)
    if (rule.needs.every((kind) => line.kinds.has(kind))) line = applied(line, rule, draft, note)
  return line.items
}

/** Items with their kinds written one after the other, and which item starts at which letter. */
type Line = { items: Item[]; text: string; places: Map<number, number>; kinds: Set<string> }

function applied<D>(line: Line, rule: Ready<D>, draft: D, note: (rule: string, items: Item[]) => void): Line {
  let now = line
  for (let start = 0, turns = 0; turns < 60; turns++) {
    rule.test.lastIndex = start
    const found = rule.test.exec(now.text)
    if (!found) return now
    const first = now.places.get(found.index)!
    const end = now.places.get(found.index + found[0].length)!
    const made = end > first ? rule.make(matchOf(found, now, first, end), draft) : undefined
    start = found.index
    if (made) {
      note(rule.name, now.items.slice(first, end))
      const same = made.some((each) => now.items.includes(each)) && made.length >= end - first
      now = encode([...now.items.slice(0, first), ...made, ...now.items.slice(end)])
      if (!same) continue
    }
    start += now.items[first]!.t.length + 1
  }
  return now
}

function encode(items: Item[]): Line {
  let text = ''
  const places = new Map<number, number>()
  items.forEach((item, i) => {
    places.set(text.length, i)
    text += `${item.t} `
  })
  places.set(text.length, items.length)
  return { items, text, places, kinds: new Set(items.map(({ t }) => t)) }
}

function matchOf(found: RegExpExecArray, { items, places }: Line, first: number, end: number): Match {
  const all = (name: string): Item[] => {
    const range = found.indices?.groups?.[name]
    return range ? items.slice(places.get(range[0])!, places.get(range[1])!) : []
  }
  return {
    all,
    maybe: (name) => all(name)[0],
    one: (name) => all(name)[0]!,
    items: items.slice(first, end),
    before: items.slice(0, first),
    after: items.slice(end),
  }
}
