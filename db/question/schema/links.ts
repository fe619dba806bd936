import type { Dataset } from '../../dataset.ts'
import type { Reader } from '../../plan/run.ts'
import { quote } from '../../plan/scope.ts'
import { singular, stem } from '../words.ts'
import { linksByKind } from './kinds.ts'
import { nameWords } from './names.ts'

export type Table = {
  name: string
  rows: number
  keys: string[]
  declared: { column: string; to: string; at: string }[]
  columns: {
    name: string
    declared: string
    key: number
    distinct: number
    filled: number
    low: unknown
    high: unknown
    sample: unknown[]
  }[]
}
/** `loose`: only the values say so. */
export type Link = NonNullable<Dataset['links']>[number] & { loose?: true }

/** Which column names a row of which table: as declared, else by name, else by value; always checked against the rows. */
export async function linksOf(reader: Reader, tables: Table[]): Promise<Map<string, Link[]>> {
  const found = new Map<string, Link[]>()
  for (const table of tables) {
    const links = table.declared.flatMap((link): Link[] => {
      const to = tables.find((each) => each.name.toLowerCase() === link.to.toLowerCase())
      return to
        ? [{ column: real(table, link.column), to: to.name, at: real(to, link.at || to.keys[0] || 'rowid') }]
        : []
    })
    for (const column of table.columns) {
      if (links.some((link) => link.column === column.name)) continue
      links.push(...(await guess(reader, tables, table, column)))
    }
    found.set(table.name, links)
  }
  for (const table of tables) {
    for (const [column, links] of await linksByKind(reader, tables, table, found)) {
      const others = found.get(table.name)!.filter((each) => each.column !== column)
      found.set(table.name, [...others, ...(links ?? [])])
    }
  }
  return new Map([...found].map(([name, links]) => [name, links.map(({ loose: _, ...link }) => link)]))
}

function real(table: Table, column: string): string {
  return table.columns.find((each) => each.name.toLowerCase() === column.toLowerCase())?.name ?? column
}

type Candidate = { to: Table; at: string; score: number }

async function guess(reader: Reader, tables: Table[], table: Table, column: Table['columns'][number]): Promise<Link[]> {
  const own = table.keys.length === 1 && table.keys[0] === column.name
  const candidates = tables.flatMap((to) => candidatesIn(table, column, to, own)).sort((a, b) => b.score - a.score)
  const apart = candidates[0]?.to === table ? await ofStaff(reader, tables, table, column) : []
  if (apart.length) return apart
  for (const { to, at } of candidates.slice(0, 3)) {
    if (await contained(reader, table.name, column.name, to.name, at)) return [{ column: column.name, to: to.name, at }]
  }
  return own ? [] : byValue(reader, tables, table, column)
}

const STAFF =
  /^(instructor|teacher|professor|faculty|staff|employee|lecturer|doctor|physician|coach|trainer|agent|consultant)s?$/

/** The advisor of a student is an instructor rather than another student. */
async function ofStaff(
  reader: Reader,
  tables: Table[],
  table: Table,
  column: Table['columns'][number],
): Promise<Link[]> {
  const isStaff = (name: string) => STAFF.test(nameWords(name).at(-1) ?? '')
  const others = isStaff(table.name) ? [] : tables.filter((each) => each === table || isStaff(each.name))
  return others.length === 2 ? byValue(reader, others, table, column) : []
}

const ROLES =
  /^(sender|receiver|recipient|buyer|seller|owner|creator|author|assignee|requester|winner|loser|home|away|driver|from|to|payer|payee|host|guest|referrer)$/

const PERSONS =
  /^(advisor|adviser|supervisor|mentor|coach|captain|tutor|editor|approver|inspector|technician|handler|waiter|manager|reviewer|salesperson|rep|agent|physician|guide|trainer|chef|cashier|courier)$/

/** "sender_id" names no table: it may name a row of any plain table that holds all its values. */
async function byValue(
  reader: Reader,
  tables: Table[],
  table: Table,
  column: Table['columns'][number],
): Promise<Link[]> {
  const words = nameWords(column.name)
  const person = PERSONS.test(words.at(-2) ?? '')
  if (words.length < 2 || words.at(-1) !== 'id' || !(person || ROLES.test(words[0]!))) return []
  const links: Link[] = []
  for (const to of tables) {
    const at = to.keys.length === 1 && to !== table && (person || !to.declared.length) ? to.keys[0]! : ''
    const there = to.columns.find((each) => each.name === at)
    const others = to.columns.filter((each) => each.name !== at).map((each) => nameWords(each.name))
    const fits = person ? others.some((each) => each.at(-1) === 'name') : !others.some((each) => each.at(-1) === 'id')
    if (
      there &&
      fits &&
      kind(there.sample) === kind(column.sample) &&
      (await contained(reader, table.name, column.name, to.name, at))
    ) {
      links.push({ column: column.name, to: to.name, at, loose: true })
    }
  }
  return person && links.length > 1 ? [] : links
}

function candidatesIn(table: Table, column: Table['columns'][number], to: Table, own: boolean): Candidate[] {
  const words = nameWords(column.name)
  const isId = /^(id|key|code|number|symbol|ticker|no)$/.test(words.at(-1) ?? '')
  const named = (isId ? words.slice(0, -1) : words).map(singular)
  const noun = nameWords(to.name).map(singular)
  return to.columns.flatMap((there): Candidate[] => {
    const isKey = to.keys.length === 1 ? to.keys[0] === there.name : nameWords(there.name).at(-1) === 'id'
    const borrowed = !isKey && nameWords(there.name).at(-1) === 'id'
    const unique = there.distinct === to.rows && to.rows > 0
    if (
      !unique ||
      borrowed ||
      (to === table && there.name === column.name) ||
      kind(column.sample) !== kind(there.sample)
    )
      return []
    const score = likeness({
      words,
      named,
      noun,
      isId,
      isKey,
      there,
      column,
      same: to === table,
      text: kind(there.sample) === 'string',
    })
    if (own && score < 3) return []
    if (own && to.rows <= table.rows) return []
    return score ? [{ to, at: there.name, score }] : []
  })
}

type Pair = {
  words: string[]
  named: string[]
  noun: string[]
  isId: boolean
  isKey: boolean
  same: boolean
  text: boolean
  there: { name: string }
  column: { name: string }
}

function likeness({ words, named, noun, isId, isKey, same, text, there, column }: Pair): number {
  if (same)
    return isId &&
      isKey &&
      /manager|parent|report|super|boss|refer|mentor|advis|lead|chief|coach|predecessor|successor|spouse|reply/.test(
        words.join(' '),
      )
      ? 1
      : 0
  const equal = there.name.toLowerCase() === column.name.toLowerCase()
  const plainName = /^(id|name|title|type|status|description|code|date|city|state|country|email|address)$/.test(
    words.join(' '),
  )
  if (equal && !plainName && (isKey || isId || text)) return 3
  // Both call it nothing but "code": it is the key there.
  if (equal && isKey && text && words.join(' ') === 'code') return 1.2
  if (!isKey) return 0
  if (isId && endsAs(column.name, there.name)) return 2.2
  if (isId && named.length > 0 && named.every((word) => noun.includes(word))) return 2.5
  if (isId && named.length > 0 && noun.includes(named.at(-1)!)) return 2
  if (words.at(-1) === 'via' && stem(words[0]!) === stem(noun.at(-1)!)) return 1.6
  if (words.length === 1 && noun.length === 1 && named[0] === noun[0]) return 1.5
  return text && words.length > 1 && named.at(-1) === noun.at(-1) ? 1.4 : 0
}

/** "trSecId" of trades is the "secId" of securities. */
function endsAs(name: string, key: string): boolean {
  const tail = name.slice(-key.length)
  return (
    key.length > 3 && name.length > key.length && tail.toLowerCase() === key.toLowerCase() && /[A-Z_]/.test(tail[0]!)
  )
}

const kind = (sample: unknown[]) => typeof sample[0]

async function contained(reader: Reader, from: string, column: string, to: string, at: string): Promise<boolean> {
  const some = `SELECT DISTINCT ${quote(column)} AS v FROM ${quote(from)} WHERE ${quote(column)} IS NOT NULL LIMIT 500`
  const sql = `SELECT COUNT(*), SUM(v IN (SELECT ${quote(at)} FROM ${quote(to)})) FROM (${some})`
  const [[all, inside] = [0, 0]] = await reader.all(sql, [])
  return Number(all) > 0 && Number(inside) >= Number(all) * 0.8
}
