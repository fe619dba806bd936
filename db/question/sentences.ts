import type { Dataset } from '../dataset.ts'
import { COMPARING } from './comparing.ts'
import { nameWords } from './schema/names.ts'
import { isDone, singular } from './words.ts'

/** The question proper, and what further sentences ask to be shown: "… Return the name and the total." */
export type Parts = { main: string; outputs: string[] }

/** What is said in other words than the rules know. */
const SPELLED: [RegExp, string][] = [
  [
    /^(which|what) of the ([a-z ]+?)(?:(?<=ch|sh|x|ss)es|s) (?=[a-z]+s |has |had |is |was |made |sold |got |paid |spent )/i,
    '$1 $2 ',
  ],
  [/^(which|what) of the (?=[a-z])/i, '$1 '],
  [
    /\b(?:pays?|paid|spends?|spent|earns?|earned|contributes?|contributed) the (most|least) (?:in|of) /gi,
    'has the $1 ',
  ],
  [/^(?:in|at|on) (?:which|what) (.+?) (?:is|are|was|were) each (.+?)\?*$/i, 'list distinct $2 and $1'],
  [/\b(?:the )?([a-z]+(?: [a-z]+)?) range \(min(?:imum)?(?: and |[/–-])max(?:imum)?\)/gi, 'minimum $1 and maximum $1'],
  [
    /\bdistribution of ([a-z]+?)s? frequency (?:among|of|across|by|per|for) (?:the )?([a-z]+)/i,
    'distribution of $2 by number of $1s',
  ],
  ...COMPARING,
  [
    /[,;]?\s*\(?\bround(ed)?( it| them| the result| off)?( to)?( the)? (nearest \w+( number)?|(\d|one|two|three|four) (decimals?|dp|decimal (places?|points?)|places?))\)?/gi,
    '',
  ],
  [
    /[,;]?\s*\(?\b(?:using |with |do |as )?(?:a )?case[- ]?insensitive(?:ly)?(?: (?:match(?:ing|es)?|search|comparison))?\)?|[,;]?\s*\(?\b(?:ignoring|regardless of) (?:the )?case\b\)?/gi,
    '',
  ],
  [
    /\b(?:that (?:are|is|were) )?rated (?=(?:above|over|below|under|at least|at most|more|less|higher|lower|between|exactly)\b)/gi,
    'with rating ',
  ],
  [
    /\b(?:that (?:are|is|were) )?(?:priced|costing) (?=(?:above|over|below|under|at least|at most|more|less|between|exactly)\b)/gi,
    'with price ',
  ],
  [/\be-?mail address(es)?\b/gi, 'email'],
  [/\b((?:tele)?phone|mobile) numbers?\b/gi, '$1'],
  [/\b(never|not|n't) (\w+ )?(any ?one|any ?body)\b/gi, '$1 $2'],
  [/\b(ha[ds]|have|having|with) (?:at least (?:one|1)|one or more|1 or more) (?=[a-z]+)/gi, '$1 '],
  [/\bfirst and last names?\b/gi, 'first name and last name'],
  [
    /\b(?:an? )?(more|fewer|higher|larger|bigger|greater|lower|smaller|longer|shorter|better) ((?:[a-z][\w-]* ){1,3}?)than\b/gi,
    '$2$1 than',
  ],
  [
    /\b(left|leaves?|leaving)(?= (?:(?:a|an|any|no|their|the) )?(review|comment|rating|tip|feedback|message|note)s?\b)/gi,
    'posted',
  ],
  [/\b(?:adds?|sums?|added|summed) up to\b/gi, 'total'],
  [/,?\s+by (?:number|count)[?.]*$/i, ''],
  [/\b(left|leaves?|quit|joined|joins?) (?:the|our|this) (?:company|firm|business|organi[sz]ation)\b/gi, '$1'],
  [/\b(vaccinated|immuni[sz]ed|protected|insured|tested|treated) against\b/gi, '$1 for'],
  [/\b(but not|nor|and not|and) against\b/gi, '$1 for'],
  [
    /\b(?:an? )?(?:different|another) ([a-z]+) (?:than|from) (?:the (?:one|\1) |what was |that )?(?:(?:they|he|she|was|were|originally) )*(requested|planned|scheduled|assigned|booked|expected|preferred)\b(?: \1)?/gi,
    '$1 other than the $2 $1',
  ],
  [/\bthe (most|least) in total\b/gi, 'the $1'],
  [/\bavg\b\.?/gi, 'average'],
  [/,? most (?:\w+ed|common|frequent|popular|often) first\b/gi, ' sorted by count descending'],
  [/, ((?:(?:first |last |full )?name|e-?mail|phone|id)(?:, \w+)* and \w+)\.?$/i, '. Return the $1'],
  [/(?<=\b(than|least|most|exactly|only) )once\b/gi, '1 times'],
  [/(?<=\b(than|least|most|exactly|only) )twice\b/gi, '2 times'],
]

const OUTPUT =
  /^(please )?(return|output|include|show|provide|give|display|report|the (output|result|answer)s? (should|must) (include|contain|have|be)|your (output|result|answer)s? (should|must) (include|contain|have|be)|make sure to (return|include)|also (return|include|show|provide))\b(?! only| all| me| the (top|distinct|number of rows))/i
const IGNORED =
  /^(please )?(round|use|assume|note|consider all|format|express|give your answer|think|ignore case|the answer)\b/i

export function partsOf(text: string): Parts {
  const plain = SPELLED.reduce((said, [from, to]) => said.replace(from, to), text)
  const sentences = plain.trim().split(/(?<=[.?!])\s+(?=[A-Z])/)
  const [first = '', ...rest] = sentences
  const outputs: string[] = []
  const main = [clause(first, outputs)]
  for (const sentence of rest) {
    if (OUTPUT.test(sentence)) outputs.push(sentence.replace(OUTPUT, '').replace(/[.?!]\s*$/, ''))
    else if (!IGNORED.test(sentence)) main.push(clause(sentence, outputs))
  }
  return { main: main.join(' ').replace(/[?.!]\s*$/, ''), outputs }
}

/** What is asked to be shown beside what the question itself names. */
export const MORE = '+ '
const BESIDE =
  /(?:[,;]?\s+with (?:their|its|his|her)|[,;]?\s+(?:and|along with|together with|as well as) (?:their|its|his|her)(?= [a-z]+(?: [a-z]+)?$)|:(?: the)?) ((?!own)[a-z][a-z, _-]*?)(,? (?:and )?(?:sort|order|rank)(?:ed)? .+)?$/i

/** "…, and return the name and city": the end of a sentence may say what to show, too. */
function clause(sentence: string, outputs: string[]): string {
  const found =
    /[,;:.?]\s*(?:and |then |please )*(?:return|show|output|including|along with|together with|list|report|display|give)(?: me| only)? (?:(?:the |their |its )|(?<=please show )|(?<=please return )|(?<=please include ))(.+)$/i.exec(
      sentence,
    )
  const beside = BESIDE.exec(sentence)
  // "Between registering and their first order" is one stretch of time.
  const between = beside && /\b(between|from)\b/i.test(sentence) && /\b(first|last|earliest|latest)\b/i.test(beside[1]!)
  if (beside && beside.index > 15 && !between) {
    outputs.push(`${MORE}${beside[1]}`)
    return sentence.slice(0, beside.index) + (beside[2] ?? '')
  }
  if (!found || found.index < 15) return sentence
  outputs.push(found[1]!)
  return sentence.slice(0, found.index)
}

/** "Day 100" of day100_score. */
function numbered(text: string, datasets: Dataset[]): string {
  const parts = datasets.flatMap((each) => Object.keys(each.columns).flatMap((name) => name.toLowerCase().split('_')))
  const known = new Set(parts.filter((part) => /^[a-z]+\d+$/.test(part)))
  return text.replace(/\b([a-z]+)[ -](\d+)\b/gi, (said, word: string, number: string) =>
    known.has(`${word}${number}`.toLowerCase()) ? `${word}${number}` : said,
  )
}

/** Names are read as their words: TotalCharges and order_id, and payments_received where payments "were received". */
export function spelled(text: string, datasets: Dataset[]): string {
  const plain = numbered(withBoth(withTwins(withColumns(text, datasets), datasets), datasets), datasets)
  return datasets.reduce((said, each) => asNamed(said, nameWords(each.name)), plain)
}

function asNamed(text: string, words: string[]): string {
  const [thing = '', done = '', ...more] = words
  if (more.length || !isDone(done)) return text
  const apart = RegExp(
    `\\b(${singular(thing)}\\w{0,3})\\s+(?:(?:that|which)\\s+)?(?:were|was|are|is|have been|has been)\\s+(?=${done}\\b)`,
    'gi',
  )
  return text.replace(apart, '$1 ')
}

/** "daily and monthly limit", where both are columns: one word for two. */
function withBoth(text: string, datasets: Dataset[]): string {
  return datasets.reduce((said, { columns }) => {
    const names = Object.keys(columns).map(nameWords)
    return names.reduce((now, words) => {
      const twins = names.flatMap((other) => apartBy(words, other))
      return twins.reduce((kept, [a, b, tail]) => {
        const both = RegExp(`\\b(${a}) (and|or|&) (${b}) (?=(${tail}s?)\\b)`, 'i')
        return kept.replace(both, '$1 $4 $2 $3 ')
      }, now)
    }, said)
  }, text)
}

/** The one word that two names differ by, and the last word they share. */
function apartBy(words: string[], other: string[]): [string, string, string][] {
  const at = words.findIndex((word, i) => word !== other[i])
  const same = words.length === other.length && words.every((word, i) => i === at || word === other[i])
  const tail = words.findLast((_, i) => i !== at)
  return same && at >= 0 && tail ? [[words[at]!, other[at]!, tail]] : []
}

/** "assigned a different room type than reserved", of reserved_room_type and assigned_room_type. */
function withTwins(text: string, datasets: Dataset[]): string {
  return datasets.reduce((said, { columns }) => {
    const names = Object.keys(columns)
      .map(nameWords)
      .filter((words) => words.length > 1 && (isDone(words[0]!) || /^(actual|original|initial|final)$/.test(words[0]!)))
    return names.reduce((now, [head = '', ...tail]) => {
      const twins = names.filter((each) => each[0] !== head && each.slice(1).join(' ') === tail.join(' '))
      return twins.length === 1 ? apart(now, head, twins[0]![0]!, tail.join(' ')) : now
    }, said)
  }, text)
}

function apart(text: string, head: string, other: string, tail: string): string {
  const done = (word: string) => `${word.replace(/e?d$/, '')}\\w*`
  const than = '(?:than|from|to) (?:the one |what |that )?(?:(?:they|was|were|had|been|originally|initially) )*'
  const first = RegExp(
    `\\b${done(head)} (?:to )?(?:an? )?(?:different|other|another) ${tail}s? ${than}${done(other)}(?: ${tail})?`,
    'i',
  )
  const second = RegExp(
    `(?:\\b(?:got|had|received|given|with|have|in) )?(?:an? )?(?:different )?${tail}s? (?:other )?${than}${done(other)}(?: ${tail})?`,
    'i',
  )
  const said = `with ${head} ${tail} different from ${other} ${tail}`
  const third = RegExp(
    `(?:\\b(?:had|has|have|with) )?(?:an? )?different ${done(head)} ${tail}s? ${than}${done(other)}(?: ${tail})?`,
    'i',
  )
  const fits = [first, third].find((each) => each.test(text)) ?? second
  return text.replace(fits, said)
}

function withColumns(text: string, datasets: Dataset[]): string {
  const names = datasets
    .flatMap((each) => Object.keys(each.columns))
    .filter((name) => /^\w+$/.test(name) && /[a-z][A-Z]|_/.test(name))
  return names
    .filter((name) => text.includes(name))
    .sort((a, b) => b.length - a.length)
    .reduce(
      (said, name) => said.replaceAll(new RegExp(`(?<![\\w])${name}(?![\\w])`, 'g'), nameWords(name).join(' ')),
      text,
    )
}
