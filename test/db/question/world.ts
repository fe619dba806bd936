import Database from 'better-sqlite3'
import type { Reader } from '#db/plan/run.ts'

/** A made-up company as a few lines of text: `table(rows): column kind, …`. The same every time. */
export type World = { name: string; today: string; tables: string[] }

type Random = () => number
type Maker = (random: Random, row: number, rows: number, counts: Map<string, number>) => string | number | null

export function build(world: World): Database.Database {
  const db = new Database(':memory:')
  const random = seeded(world.name)
  const counts = new Map<string, number>()
  for (const text of world.tables) {
    const [, table = '', size = '0', body = ''] = /^"?([\w ]+)"?\((\d+)\):\s*([\s\S]+)$/.exec(text.trim()) ?? []
    const columns = body.split(/,\s*(?![^(]*\))/).map((each) => /^(?:"([^"]+)"|(\S+))\s+(.+)$/.exec(each.trim())!)
    counts.set(table, Number(size))
    const makers = columns.map((each) => maker(each[3]!))
    const keys = columns.map(
      (each) => `"${each[1] ?? each[2]}"${/^pk/.test(each[3]!) ? ' PRIMARY KEY' : ''}${foreign(each[3]!)}`,
    )
    db.exec(`CREATE TABLE "${table}" (${keys.join(', ')})`)
    const insert = db.prepare(`INSERT INTO "${table}" VALUES (${columns.map(() => '?').join(', ')})`)
    for (let row = 0; row < Number(size); row++)
      insert.run(...makers.map((make) => make(random, row, Number(size), counts)))
  }
  return db
}

export function readerOf(db: Database.Database): Reader {
  return {
    all: async (sql, params) =>
      db
        .prepare(sql)
        .raw(true)
        .all(...params) as unknown[][],
  }
}

function seeded(text: string): Random {
  let state = [...text].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) >>> 0, 7)
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const FIRST =
  'Ann,Ben,Carla,Dewi,Emil,Farah,Goran,Hana,Ivan,Julia,Karl,Lena,Marco,Nadia,Otto,Priya,Quinn,Rosa,Stefan,Tara'.split(
    ',',
  )
const LAST =
  'Adler,Brown,Costa,Dietz,Evans,Fischer,Gupta,Huber,Ito,Jensen,Kim,Lopez,Meyer,Novak,Okafor,Park,Quist,Rossi,Santos,Tan'.split(
    ',',
  )
const pick = <T>(random: Random, list: T[]): T => list[Math.floor(random() * list.length)]!
const foreign = (kind: string) => {
  const found = /^ref\((\w+)\.(\w+)\)/.exec(kind)
  return found ? ` REFERENCES "${found[1]}"("${found[2]}")` : ''
}

function maker(kind: string): Maker {
  const [, name = '', inside = ''] = /^(\w+)(?:\((.*)\))?/.exec(kind)!
  const [a = 0, b = 0] = inside.split('..').map(Number)
  const makers: Record<string, Maker> = {
    pk: (_, row) => (inside ? `${inside}${String(row + 1).padStart(4, '0')}` : row + 1),
    ref: (random, _, __, counts) => 1 + Math.floor(random() ** 1.4 * (counts.get(inside.split('.')[0]!) ?? 1)),
    like: (random, _, __, counts) => 1 + Math.floor(random() ** 1.4 * (counts.get(inside) ?? 1)),
    refcode: (random, _, __, counts) => codes(inside, 1 + Math.floor(random() ** 1.4 * (counts.get(inside) ?? 1))),
    int: (random) => a + Math.floor(random() ** 1.3 * (b - a + 1)),
    real: (random) => Math.round((a + random() ** 1.3 * (b - a)) * 100) / 100,
    pick: (random) => pick(random, inside.split('|')),
    person: (random) => `${pick(random, FIRST)} ${pick(random, LAST)}`,
    first: (random) => pick(random, FIRST),
    last: (random) => pick(random, LAST),
    names: (_, row) => inside.split('|')[row % inside.split('|').length]!,
    flag: (random) => (random() < 0.6 ? 1 : 0),
    yesno: (random) => (random() < 0.6 ? 'Yes' : 'No'),
    date: (random) => dayBetween(random, inside),
    us: (random) =>
      dayBetween(random, inside).replace(/(\d+)-(\d+)-(\d+)/, (_, y, m, d) => `${Number(m)}/${Number(d)}/${y}`),
    moment: (random) =>
      `${dayBetween(random, inside)} ${String(Math.floor(random() * 24)).padStart(2, '0')}:${String(Math.floor(random() * 60)).padStart(2, '0')}:00`,
    clock: (random) =>
      `${String(Math.floor(random() * 24)).padStart(2, '0')}:${String(Math.floor(random() * 60)).padStart(2, '0')}`,
    maybe: (random, row, rows, counts) => (random() < 0.15 ? null : maker(inside)(random, row, rows, counts)),
    seq: (_, row) => `${inside}${row + 1}`,
    code: (random) => `${inside}${1000 + Math.floor(random() * 400)}`,
  }
  return makers[name]!
}

/** Keys of these tables are letters and digits. */
function codes(table: string, row: number): string {
  const letter: Record<string, string> = { brCustomer: 'C', brTicker: 'T', warehouses: 'W', cities: 'C', airports: 'A' }
  return `${letter[table]}${String(row).padStart(4, '0')}`
}

function dayBetween(random: Random, range: string): string {
  const [from = '2022', to = '2023'] = range.split('..')
  const [low, high] = [
    Date.parse(from.length === 4 ? `${from}-01-01` : from),
    Date.parse(to.length === 4 ? `${to}-12-31` : to),
  ]
  return new Date(low + random() * (high - low)).toISOString().slice(0, 10)
}
