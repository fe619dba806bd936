import type { Column, Dataset } from '../../dataset.ts'
import type { Reader } from '../../plan/run.ts'
import { quote } from '../../plan/scope.ts'
import { linksOf, type Table } from './links.ts'
import { nameWords, sharedPrefix } from './names.ts'
import { columnOf, type Facts } from './roles.ts'

const TABLE_PREFIXES = /^(tbl|dim|fact|fct|stg|raw|tb|t|vw|mst|ref)$/
const TABLE_TAILS = /^(table|tbl|data|dim|fact|list|master|info|record|records|details|dataset|csv|all)$/

/** Datasets for the tables of a file nobody described: kinds, roles and words from names and values, links from keys. */
export async function inferDatasets(reader: Reader): Promise<Dataset[]> {
  const found = await reader.all(
    `SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY rowid`,
    [],
  )
  // A view says again what the tables say; joined to them, it would say it many times over.
  const stored = found.filter(([, type]) => type === 'table')
  const names = stored.length ? stored : found
  const tables: Table[] = []
  for (const [name] of names) tables.push(await readTable(reader, String(name)))
  const links = await linksOf(reader, tables)
  const prefix = sharedPrefix(tables.map((each) => nameWords(each.name)))
  return tables.map((table) => describe(table, links.get(table.name) ?? [], prefix))
}

async function readTable(reader: Reader, name: string): Promise<Table> {
  const info = await reader.all(`PRAGMA table_info(${quote(name)})`, [])
  const declared = await reader.all(`PRAGMA foreign_key_list(${quote(name)})`, [])
  const columns = info.map((row) => ({ name: String(row[1]), declared: String(row[2]), key: Number(row[5]) }))
  const list = columns.map(({ name: each }) => {
    const q = quote(each)
    return `COUNT(DISTINCT ${q}), COUNT(NULLIF(${q}, '')), MIN(NULLIF(${q}, '')), MAX(NULLIF(${q}, ''))`
  })
  const [counts = []] = await reader.all(`SELECT COUNT(*), ${list.join(', ')} FROM ${quote(name)}`, [])
  const sample = await reader.all(`SELECT * FROM ${quote(name)} LIMIT 400`, [])
  const rows = Number(counts[0])
  const facts = columns.map((each, i) => ({
    ...each,
    distinct: Number(counts[1 + i * 4]),
    filled: Number(counts[2 + i * 4]),
    low: counts[3 + i * 4],
    high: counts[4 + i * 4],
    sample: sample.map((row) => row[i]).filter((value) => value !== null && value !== ''),
  }))
  const keys = columns.filter((each) => each.key).map((each) => each.name)
  const foreign = declared.map((row) => ({
    to: String(row[2]),
    column: String(row[3]),
    at: row[4] === null ? '' : String(row[4]),
  }))
  return { name, rows, columns: facts, keys, declared: foreign }
}

function describe(table: Table, links: NonNullable<Dataset['links']>, tablePrefix: string[]): Dataset {
  const allWords = table.columns.map((each) => nameWords(each.name))
  const prefix = sharedPrefix(allWords)
  const words = allWords.map((each) => dropPrefix(each, prefix))
  const columns = Object.fromEntries(
    table.columns.map((each, i): [string, Column] => {
      const linked = links.some((link) => link.column === each.name)
      const facts: Facts = {
        ...each,
        words: words[i]!,
        rows: table.rows,
        key: table.keys.length === 1 && each.key > 0,
        linked,
      }
      return [each.name, columnOf(facts)]
    }),
  )
  const noun = tableNoun(nameWords(table.name), tablePrefix)
  const key = table.keys.length ? table.keys : keyOf(table, columns)
  const time = timeOf(columns, noun)
  return {
    name: table.name,
    table: table.name,
    say: noun.join(' '),
    words: noun,
    columns,
    key,
    rows: table.rows,
    ...(time && { time: { column: time, zone: 'UTC' } }),
    label: labelOf(columns, noun, table.rows, links.length > 0),
    links,
    measures: {},
    dimensions: {},
    freshHours: 0,
    asks: [],
  }
}

function dropPrefix(words: string[], prefix: string[]): string[] {
  let at = 0
  while (at < prefix.length && words[at] === prefix[at] && words.length > at + 1) at++
  const rest = words.slice(at)
  return rest.length === 1 && rest[0] === 'id' ? words : rest
}

function tableNoun(words: string[], prefix: string[]): string[] {
  const start =
    prefix.length && words.length > prefix.length && prefix.every((word, i) => words[i] === word) ? prefix.length : 0
  const kept = words.slice(start).filter((word) => !TABLE_PREFIXES.test(word))
  while (kept.length > 1 && TABLE_TAILS.test(kept.at(-1)!)) kept.pop()
  return kept.length ? kept : words
}

/** Without a declared key: a column of numbers or codes that never repeats. */
function keyOf(table: Table, columns: Record<string, Column>): string[] {
  const unique = table.columns.filter((each) => each.distinct === table.rows && table.rows > 0)
  return unique
    .filter((each) => columns[each.name]!.role === 'id')
    .slice(0, 1)
    .map((each) => each.name)
}

const LATER =
  /^(update|updated|modified|end|due|deadline|expiry|expiration|expire|birth|deleted|cancelled|canceled|closed|resolved|delivered|returned|last|settle|settled|settlement|maturity)$/
const OWN =
  /^(executed|occurred|visited|date|day|time|timestamp|datetime|created|creation|placed|start|order|ordered|transaction|sale|sold|invoice|published|publication|released|issued)$/

/** The day a row belongs to: the plain "date" or "created", not the due date or the birthday. */
function timeOf(columns: Record<string, Column>, noun: string[]): string | undefined {
  const times = Object.entries(columns).filter(([, each]) => each.role === 'time' && each.days !== 'clock')
  const score = ([, each]: [string, Column]) => {
    const words = each.words ?? []
    const own = words.filter((word) => OWN.test(word) || noun.some((part) => part.startsWith(word.slice(0, 4)))).length
    return (
      own - words.filter((word) => LATER.test(word)).length * 2 - (each.days === 'year' ? 0.5 : 0) - words.length * 0.1
    )
  }
  return times.sort((a, b) => score(b) - score(a))[0]?.[0]
}

/** What is different in every row, and still not what people call it by. */
const NO_NAME =
  /(^| )(code|number|no|ref|reference|uuid|hash|token|key|phone|fax|mobile|mail|email|url|website|link|logo|ip|address|street|message|text|body|note|notes|comment|comments|description|remark|remarks|subject|path|file|zip|postcode|iban|account|card|barcode|sku|slug|birth|date|time)( |$)/

function labelOf(columns: Record<string, Column>, noun: string[], rows: number, linked: boolean): string[] {
  const names = Object.entries(columns).filter(([, each]) => each.kind === 'text' && each.role !== 'text')
  const mostly = (name: string) => (columns[name]!.distinct ?? 0) >= rows * 0.8
  const find = (test: (words: string) => boolean) =>
    names.filter(([, each]) => test((each.words ?? []).join(' '))).map(([name]) => name)
  const person = [
    ...find((words) => /(^| )(first|given) name$/.test(words)),
    ...find((words) => /(^| )(last|family) name$|surname/.test(words)),
  ]
  const own = noun.at(-1)?.replace(/s$/, '') ?? ''
  const tries = [
    find((words) => words === 'name' || words === 'full name' || words === `${own} name` || words === `${own} title`),
    person.length === 2 ? person : [],
    find((words) => words === 'title' || words === own || words === 'label'),
    find((words) => /(^| )(name|title)$/.test(words)).filter(mostly),
    find((words) => /^(handle|nickname|login|username|symbol|email)$/.test(words)).filter(mostly),
    find((words) => /(^| )(description|desc)$/.test(words)).filter(mostly),
    find((words) => /^((street|full) )?address$/.test(words)).filter(mostly),
    ...(linked
      ? []
      : [find((words) => !NO_NAME.test(words)).filter((name) => columns[name]!.distinct === rows && rows > 2)]),
  ]
  const found = tries.find((each) => each.length) ?? []
  return found === person ? person : found.slice(0, 1)
}
