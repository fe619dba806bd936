import type { Grain } from '../plan.ts'
import type { Atlas } from './atlas.ts'
import { type Definition, IS, occurs, takenOut } from './define.ts'
import type { Field } from './item.ts'
import { LIGHT } from './lexicon/en.ts'
import { stem, tokenize } from './words.ts'

/** The question with what its notes add to it; a note that matters and that nobody can read. */
export type Explained = {
  question: string
  definitions: Definition[]
  /** Columns whose values are found by a part of them. */
  contains: string[]
  /** Days that stand for their month. */
  grains: { column: string; grain: Grain }[]
  unread?: string
}

const NAME = `["']?([A-Za-z][\\w/&%-]*(?: [A-Za-z][\\w-]*){0,4}?)["']?`
const NOTE = RegExp(`^(?:the |an? )?${NAME}\\s*(?:\\(([^)]+)\\))?\\s*(?:${IS}|:(?=\\s))\\s*(.+?)[.;]?$`)
/** "CTR is clicks over impressions", "Churned clients are those whose plan ended". */
const PLAIN = RegExp(
  `^(?:the |an? )?${NAME}\\s*(?:\\(([^)]+)\\))?\\s+(?:is|are)\\s+((?:the (?:ratio|difference|percentage|share|number|sum|total|average|count|difference)|those|ones|any|(?:number|sum|total|average|count|ratio) of)\\b.+?|.+ (?:divided by|minus|over|/) .+?)[.;]?$`,
)
const DIVIDE =
  /^to (?:calculate|compute|get|find|determine) (?:the |an? )?(.+?),? (?:please )?((?:divide|subtract) .+? (?:by|from) .+?)[.;]?$/i

/** "A van is a vehicle whose …" */
const IS_A = /^an? ["']?([a-z][\w -]*?)["']? (?:is|means|refers to) (?:an? |any )(.+?)[.;]?$/i
/** "A rental is overdue when …", "Consider an order late if …" */
const WHEN =
  /^(?:consider |treat |count )?(?:an? |the )?[\w ]+? (?:(?:is|are|as|be|to|considered|counted|counts?|called|deemed|regarded|treated) )+["']?([a-z][\w-]*(?: [a-z]+)?)["']? (?:when|if|where|whenever) (?:the |its |their |it has |they have )?(.+?)[.;]?$/i

/** How tables are joined, rounded and cast is ours to know. */
const TECHNICAL =
  /^((to|for) (get|calculat|find|analy[sz]|determin|comput|retriev|identify|count|track|assess)\w*\b.*\b(join|aggregate|cte)\b|(always |please )?(join|round|return|format|sort|order|cast|alias|show|display|report|convert)\b|(please )?use (an? )?(cte|subquery|epoch|left join|inner join|window|common table|the epoch|case)|remember to (convert|join|cast|round)|(when|if) .*\bjoin|weekends? (are|is|days are)|(the )?weeks? (start|begin)s?\b|the (output|result|answer)|.*\bmatched (exactly|case-insensitively|using exact|in lower)|.*=\s*date\()/i
const KEEPS =
  /^(please |always |also )?(exclude|excluding|ignore|omit|leave out|disregard|only|just|include only|consider only|count only|do not (include|count|consider)|don't (include|count|consider))\b/i
/** Such a beginning names nothing. */
const PROSE =
  /^(use|using|consider|assume|filter|when|if|for|where|to|treat|count|take|make|each|all|every|please|it|this|that|there)\b/i
const WILDCARD = /\b(wildcards?|I?LIKE '?%|partial(ly)?( text)? match\w*|partial matching|substrings?)\b/i
const TRUNCATED = /\btruncat\w* (?:the )?(\w+)(?: \w+)? to (?:the )?(day|week|month|quarter|year)\b/i

export function explained(asked: string, instructions = ''): Explained {
  const found: Explained = { ...takenOut(asked), contains: [], grains: [] }
  const notes = instructions
    .split(/(?<!\.\.|\be\.g|\bi\.e)(?<=[.;!?])\s+(?=[A-Z]|[a-z]+_)|\s+(?=Truncate\b)|\n+/)
    .map((each) => each.trim().replace(/^(?:notes?|hints?|definitions?|glossary|context)\s*:\s*/i, ''))
  for (const note of notes.filter(Boolean)) take(found, note)
  found.definitions = found.definitions.filter((each) => speaksOf(each, found))
  return { ...found, question: withoutSpelledOut(found) }
}

/** What one note says; the first kind that it is. */
function take(found: Explained, note: string): void {
  const truncated = TRUNCATED.exec(note)
  const codes = codesIn(note)
  const [, word, also, body] = NOTE.exec(note) ?? PLAIN.exec(note) ?? []
  const [, aim, how] = DIVIDE.exec(note) ?? WHEN.exec(note) ?? (body ? [] : (IS_A.exec(note) ?? []))
  if (WILDCARD.test(note)) found.contains.push(matchedColumn(note))
  else if (truncated) found.grains.push({ column: truncated[1]!, grain: truncated[2]!.toLowerCase() as Grain })
  else if (KEEPS.test(note)) found.question = `${found.question.replace(/[?.!\s]+$/, '')}. ${note}`
  else if (aim && how) found.definitions.push({ word: aim, body: how })
  else if (TECHNICAL.test(note) && !(word && occurs(word, found.question) && !/^date\(/i.test(body!))) return
  else if (codes.length) found.definitions.push(...codes)
  else if (body && word && !PROSE.test(word)) {
    const names = [word, ...(also ? [also] : [])]
    found.definitions.push(...names.map((each) => ({ word: each, body })))
  } else if (shares(note, found.question)) found.unread = note
}

/** LOWER(merchants.category) LIKE '%…%' names the column; else the beginning of the note does. */
function matchedColumn(note: string): string {
  const named = /(?:LOWER|UPPER)\(\s*([\w.]+)\s*\)/i.exec(note) ?? /\b(\w+\.\w+)\b(?=\s+(?:NOT )?I?LIKE)/i.exec(note)
  const said =
    /^(?:the |match |use |when filtering (?:by|on) )*(.+?) (?:should|must|needs?|is|are|can|with|using|by|has|have)\b/i.exec(
      note,
    )
  return named?.[1] ?? said?.[1] ?? ''
}

const PAIR =
  /(?<![\w.'])('[^']+'|\d+|[A-Z]{1,3})\s*(?:=|:|->|→|means|stands for|is|for|indicates|denotes)\s*(?:an? |the )?'?([A-Za-z][a-z]*(?:[ -][A-Za-z][a-z]+){0,2})'?(?=\s*(?:[,;/.)]|\band\b|\bor\b|$))/g
const WITH_COLUMN =
  /([\w.]+)\s*=\s*('[^']+'|\d+)\s+(?:means|indicates|is|denotes|stands for)\s+(?:an? |the )?([a-z]+(?: [a-z]+)?)/gi

/** "status: 1 = paid, 2 = open", "st = 'C' means cancelled": what the codes of a column stand for. */
function codesIn(note: string): Definition[] {
  const whole = [...note.matchAll(WITH_COLUMN)].map(([, column, code, word = '']) => ({
    word,
    body: `${column} = ${code}`,
  }))
  if (whole.length) return whole
  const pairs = [...note.matchAll(PAIR)]
  const column =
    /^(?:in |for |the |codes? (?:of|for|in) |values? (?:of|for|in) )*([\w.]+(?: \w+){0,3}?)(?: (?:column|field|codes?|values?|is coded as|are|can be|holds?|contains?|uses?|stores?|two-letter|numeric))*\s*[:(,-]?\s*$/i.exec(
      note.slice(0, pairs[0]?.index ?? 0),
    )?.[1]
  const quoted = (code: string) => (/^[A-Z]+$/.test(code) ? `'${code}'` : code)
  return column ? pairs.map(([, code = '', word = '']) => ({ word, body: `${column} = ${quoted(code)}` })) : []
}

/** What the question says, or what another explanation says. */
function speaksOf({ word }: Definition, { question, definitions }: Explained): boolean {
  return occurs(word, question) || definitions.some((each) => each.word !== word && occurs(word, each.body))
}

/** "merchants.category", "category", "merchant category": the columns that name is one of. */
export function fieldsSaid(said: string, atlas: Atlas): Field[] {
  const name = said.toLowerCase()
  const exact = atlas.fields.filter((each) => each.ref.toLowerCase() === name)
  if (exact.length) return exact
  const own = atlas.fields.filter((each) => each.name.toLowerCase() === name.split('.').at(-1))
  const key = tokenize(said).map((each) => each.lemma)
  const meant = atlas.phrases.get(key.join(' ')) ?? []
  return own.length
    ? own
    : meant.flatMap((each) => ('field' in each ? [each.field] : 'ent' in each ? each.ent.label : []))
}

/** "the CPR (Coupon Redemption Rate)" says it twice. */
function withoutSpelledOut({ question, definitions }: Explained): string {
  const bodies = definitions.map((each) => each.body)
  const twins = definitions.filter((each) => bodies.filter((body) => body === each.body).length > 1)
  return twins.reduce(
    (text, { word }) =>
      text.replace(RegExp(`\\s*\\(\\s*${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*\\)`, 'i'), ''),
    question,
  )
}

/** Whether a note speaks of something the question speaks of. */
function shares(note: string, question: string): boolean {
  const content = (text: string) =>
    tokenize(text).flatMap(({ word }) => (word.length > 3 && !LIGHT.has(word) ? [stem(word)] : []))
  const asked = new Set(content(question))
  return content(note).some((word) => asked.has(word))
}
