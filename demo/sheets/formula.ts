import { parseRange } from './a1.ts'
import { type Book, cellAt, type Tab, type Value } from './book.ts'
import { CellError, functions, type Lazy, type Result, single, toNumber } from './functions.ts'

/** One reading of a book: every formula is worked out once, and a circle is noticed. */
export type Sum = { book: Book; known: Map<string, Value>; open: Set<string> }

export const newSum = (book: Book): Sum => ({ book, known: new Map(), open: new Set() })

export function valueAt(sum: Sum, tab: Tab, row: number, column: number): Value {
  const cell = cellAt(tab, row, column)
  if (cell.formula === undefined) return cell.value ?? ''
  const name = `${tab.sheetId}:${row}:${column}`
  const known = sum.known.get(name)
  if (known !== undefined) return known
  const value = sum.open.has(name) ? '#REF!' : evaluate(sum, tab, cell.formula, name)
  sum.known.set(name, value)
  return value
}

function evaluate(sum: Sum, tab: Tab, formula: string, name: string): Value {
  sum.open.add(name)
  try {
    return single(parse(sum, tab, formula.slice(1))())
  } catch (error) {
    if (error instanceof CellError) return error.message
    throw error
  } finally {
    sum.open.delete(name)
  }
}

const TOKEN = new RegExp(
  [
    String.raw`\s*(?:(?<number>\d+\.?\d*|\.\d+)(?![A-Za-z(:])`,
    '(?<string>"(?:[^"]|"")*")',
    String.raw`(?<ref>(?:(?:'(?:[^']|'')+'|[A-Za-z_]\w*)!)?\$?[A-Za-z]{1,3}(?:\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d*)?|:\$?[A-Za-z]{1,3}(?:\$?\d+)?))(?![\w(])`,
    String.raw`(?<name>[A-Za-z][\w.]*)`,
    '(?<op><=|>=|<>|[-+*/^&=<>(),;%]))',
  ].join('|'),
  'y',
)
const LEVELS = [['=', '<>', '<', '>', '<=', '>='], ['&'], ['+', '-'], ['*', '/'], ['^']]

function parse(sum: Sum, tab: Tab, text: string): Lazy {
  const tokens = tokenize(text)
  let at = 0
  const peek = () => tokens[at]
  const take = (op: string) => (peek()?.text === op && peek()?.kind === 'op' ? ++at > 0 : false)
  const whole = binary(0)
  if (at < tokens.length) throw new CellError('#ERROR!')
  return whole

  function binary(level: number): Lazy {
    const ops = LEVELS[level]
    if (!ops) return unary()
    let left = binary(level + 1)
    for (let op = ops.find(take); op; op = ops.find(take)) {
      const [a, b, sign] = [left, binary(level + 1), op]
      left = () => operate(sign, single(a()), single(b()))
    }
    return left
  }

  function unary(): Lazy {
    if (take('+')) return unary()
    if (take('-')) {
      const inner = unary()
      return () => -toNumber(single(inner()))
    }
    const inner = atom()
    return take('%') ? () => toNumber(single(inner())) / 100 : inner
  }

  function atom(): Lazy {
    const token = tokens[at++]
    if (token?.kind === 'number') return () => Number(token.text)
    if (token?.kind === 'string') return () => token.text.slice(1, -1).replaceAll('""', '"')
    if (token?.kind === 'ref') return () => look(sum, tab, token.text)
    if (token?.kind === 'name') return call(token.text.toUpperCase())
    if (token?.text !== '(') throw new CellError('#ERROR!')
    const inner = binary(0)
    if (!take(')')) throw new CellError('#ERROR!')
    return inner
  }

  function call(name: string): Lazy {
    if (name === 'TRUE' || name === 'FALSE') return () => name === 'TRUE'
    const run = functions[name]
    if (!take('(') || !run) throw new CellError('#NAME?')
    const args: Lazy[] = []
    while (!take(')')) {
      args.push(binary(0))
      if (!take(',') && !take(';') && peek()?.text !== ')') throw new CellError('#ERROR!')
    }
    return () => run(args)
  }
}

function tokenize(text: string): { kind: string; text: string }[] {
  const tokens: { kind: string; text: string }[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const found = Object.entries(TOKEN.exec(text)?.groups ?? {}).find(([, part]) => part !== undefined)
    if (!found) throw new CellError('#ERROR!')
    tokens.push({ kind: found[0], text: found[1] })
  }
  return tokens
}

function look(sum: Sum, home: Tab, text: string): Result {
  const range = parseRange(sum.book, text.includes('!') ? text : `'${home.title.replaceAll("'", "''")}'!${text}`)
  const rows = Math.min(range.r1, range.tab.rows.length)
  if (range.r1 - range.r0 === 1 && range.c1 - range.c0 === 1) return valueAt(sum, range.tab, range.r0, range.c0)
  return Array.from({ length: Math.max(0, rows - range.r0) }, (_, r) =>
    Array.from({ length: range.c1 - range.c0 }, (_, c) => valueAt(sum, range.tab, range.r0 + r, range.c0 + c)),
  )
}

function operate(op: string, a: Value, b: Value): Value {
  if (op === '&') return `${a}${b}`
  if (op === '=') return a === b
  if (op === '<>') return a !== b
  if (op === '/' && toNumber(b) === 0) throw new CellError('#DIV/0!')
  return arithmetic[op]?.(toNumber(a), toNumber(b)) ?? '#ERROR!'
}

const arithmetic: Record<string, (a: number, b: number) => Value> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
}
