import type { Reader } from '../../plan/run.ts'
import { quote } from '../../plan/scope.ts'
import { stem } from '../words.ts'
import type { Link, Table } from './links.ts'
import { nameWords } from './names.ts'

/** sender_id beside sender_type: the kind says in which table the id is looked up. */
type Pair = { column: string; kind: string; codes: (string | number)[] }

const KIND = /^(type|kind|class|model|entity|table)$/
const MOST_KINDS = 4

/** Keys that point at one table or another; undefined where the rows don't tell which kind is which. */
export async function linksByKind(
  reader: Reader,
  tables: Table[],
  table: Table,
  links: Map<string, Link[]>,
): Promise<Map<string, Link[] | undefined>> {
  const own = links.get(table.name) ?? []
  const named = own.filter((each) => !each.loose)
  const pairs: Pair[] = []
  for (const column of table.columns)
    if (!named.some((link) => link.column === column.name)) pairs.push(...(await pairOf(reader, table, column.name)))
  const found = new Map<string, Link[] | undefined>()
  for (const pair of pairs) {
    const alike = pairs.filter((each) => each.codes.every((code) => pair.codes.includes(code)))
    const told = await tablesOf({ reader, tables, table, links, pairs: alike }, pair.codes)
    const made = pair.codes.flatMap((code): Link[] => {
      const to = told.get(code)
      return to ? [{ column: pair.column, to: to.name, at: to.keys[0]!, when: { column: pair.kind, is: code } }] : []
    })
    found.set(pair.column, made.length === pair.codes.length ? made : undefined)
  }
  return found
}

async function pairOf(reader: Reader, table: Table, column: string): Promise<Pair[]> {
  const words = nameWords(column)
  if (words.length < 2 || words.at(-1) !== 'id') return []
  const part = words.slice(0, -1).join(' ')
  const kind = table.columns.find((each) => {
    const other = nameWords(each.name)
    return KIND.test(other.at(-1)!) && other.slice(0, -1).join(' ') === part
  })
  if (!kind || kind.distinct < 2 || kind.distinct > MOST_KINDS) return []
  const name = quote(kind.name)
  const sql = `SELECT DISTINCT ${name} FROM ${quote(table.name)} WHERE ${name} IS NOT NULL AND ${quote(column)} IS NOT NULL ORDER BY 1`
  const codes = (await reader.all(sql, [])).map(([code]) => code as string | number)
  return codes.length > 1 ? [{ column, kind: kind.name, codes }] : []
}

type Case = { reader: Reader; tables: Table[]; table: Table; links: Map<string, Link[]>; pairs: Pair[] }
type Code = string | number

/** By name, by which tables hold all its ids, by what another link of the same rows says, and by what is left over. */
async function tablesOf(it: Case, codes: Code[]): Promise<Map<Code, Table>> {
  const open = new Map<Code, Table[]>()
  for (const code of codes) open.set(code, await holding(it, code))
  for (const code of codes) {
    const list = open.get(code)!
    const named = list.filter((each) => calls(code, each))
    if (named.length === 1) open.set(code, named)
  }
  settle(open)
  for (const code of codes) {
    const list = open.get(code)!
    const told = list.length > 1 ? await borneOut(it, code, list) : []
    if (told.length === 1) open.set(code, told)
  }
  settle(open)
  return new Map([...open].flatMap(([code, [to, ...more]]) => (to && !more.length ? [[code, to] as const] : [])))
}

/** 'post' is the table of posts. */
const calls = (code: Code, { name }: Table): boolean =>
  nameWords(name).some((word) => stem(word) === stem(String(code).toLowerCase()))

/** Two kinds are never the same table. */
function settle(open: Map<Code, Table[]>): void {
  for (let turn = 0; turn < open.size; turn++)
    for (const [code, list] of open)
      if (list.length === 1)
        for (const [other, rest] of open)
          if (other !== code)
            open.set(
              other,
              rest.filter((each) => each !== list[0]),
            )
}

/** Plain tables whose key holds every id of this kind. */
async function holding({ reader, tables, table, links, pairs }: Case, code: Code): Promise<Table[]> {
  const found: Table[] = []
  for (const to of tables) {
    const at = to.keys.length === 1 ? to.keys[0]! : ''
    const plain =
      !to.declared.length && to.columns.every((each) => each.name === at || nameWords(each.name).at(-1) !== 'id')
    const free = !(links.get(to.name) ?? []).some((each) => !each.loose)
    if (to === table || !at || !((plain && free) || calls(code, to))) continue
    const tests: number[] = []
    for (const { column, kind } of pairs) {
      const sql = `SELECT COUNT(*) FROM ${quote(table.name)} WHERE ${quote(kind)} = ? AND ${quote(column)} NOT IN (SELECT ${quote(at)} FROM ${quote(to.name)})`
      const [[outside] = [1]] = await reader.all(sql, [code])
      tests.push(Number(outside))
    }
    if (tests.every((each) => each === 0)) found.push(to)
  }
  return found
}

const ENOUGH = 3

/** The coupon of a payment belongs to the merchant it was paid to: so that receiver is a merchant. */
async function borneOut({ reader, tables, table, links, pairs }: Case, code: Code, list: Table[]): Promise<Table[]> {
  const own = (links.get(table.name) ?? []).filter((each) => !each.loose)
  const found: Table[] = []
  for (const link of own) {
    const through = tables.find((each) => each.name === link.to)!
    for (const next of links.get(through.name) ?? []) {
      const to = list.find((each) => each.name === next.to)
      for (const { column, kind } of to ? pairs : []) {
        const same = `t.${quote(column)} = p.${quote(next.column)}`
        const sql = `SELECT COUNT(*), SUM(${same}) FROM ${quote(table.name)} t JOIN ${quote(through.name)} p ON p.${quote(link.at)} = t.${quote(link.column)} WHERE t.${quote(kind)} = ?`
        const [[all, fit] = [0, 0]] = await reader.all(sql, [code])
        if (Number(all) >= ENOUGH && Number(fit) === Number(all) && !found.includes(to!)) found.push(to!)
      }
    }
  }
  return found
}
