import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { exportsOf, loadPortals } from '#connectors/back-office.ts'
import { loadPortal, portalSchema, readPortal, secretsOf } from '#connectors/kit/portal/file.ts'
import { datasets } from '#db/datasets/index.ts'
import { FILE, faultOf, newFolder } from './desk.ts'

const demo = () => parse(readFileSync(FILE, 'utf8'))

describe('the file of the pretend company', () => {
  test('is right, and names the secrets it needs', async () => {
    const portal = await loadPortal(FILE)
    expect(Object.keys(portal.exports)).toEqual(['transactions', 'points', 'users', 'coins'])
    expect(secretsOf(portal)).toEqual(['user', 'password'])
  })

  test('brings every column its datasets require, of the same kind and with the same key', async () => {
    for (const { dataset: name, table, key } of Object.values((await loadPortal(FILE)).exports)) {
      const dataset = datasets.find((one) => one.name === name)!
      const kinds = Object.fromEntries(table.columns.map(({ to, as }) => [to, as]))
      const known = Object.fromEntries(Object.entries(dataset.columns).map(([column, { kind }]) => [column, kind]))
      expect(known, name).toMatchObject(kinds)
      expect(key).toEqual(dataset.key)
      const required = Object.entries(dataset.columns).filter(([, { required }]) => required)
      expect(Object.keys(kinds), name).toEqual(expect.arrayContaining(required.map(([column]) => column)))
    }
  })

  test('names the schema that lies beside the code, and that one is up to date', () => {
    const schema = JSON.parse(readFileSync('connectors/kit/portal/portal.schema.json', 'utf8'))
    expect(schema, 'run: node connectors/kit/portal/schema.ts').toEqual(JSON.parse(JSON.stringify(portalSchema())))
    expect(readFileSync(join('demo/portals', demo().$schema), 'utf8')).toBeTruthy()
  })
})

describe('a mistake in a file is told by its place', () => {
  const mistakes: [what: string, place: string, value: unknown, says: RegExp][] = [
    ['a page elsewhere', 'login.page', '//evil.example/login', /login\.page: must start with one slash/],
    ['another protocol', 'url', 'file:///etc', /url: /],
    ['a name with a path in it', 'name', '../up', /name: must be lower-case/],
    ['a zone nobody knows', 'zone', 'Asia/Atlantis', /zone: is no time zone/],
    ['a word nobody knows', 'exports.coins.colour', 'red', /exports\.coins: .*colour/],
    ['a key that is not read', 'exports.coins.key', ['nr'], /exports\.coins: key names nr/],
    ['a day that is no date', 'exports.coins.within', 'coins', /within names coins/],
    ['two columns of one name', 'exports.coins.table.columns.0.to', 'time', /two columns/],
    ['a login without an outcome', 'login.outcomes.ok', undefined, /login\.outcomes\.ok/],
    ['a matcher of nothing', 'session.lost', [{}], /session\.lost\.0: must name/],
  ]
  test.each(mistakes)('%s', async (_, place, value, says) => {
    const file = demo()
    const names = place.split('.')
    const last = names.pop()!
    names.reduce((inner, name) => inner[name], file)[last] = value
    const fault = await faultOf((async () => readPortal(file))())
    expect(fault.kind).toBe('input')
    expect(fault.message).toMatch(says)
  })
})

test('a folder gives every back office in it; a wrong file is named and keeps none away', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'a.yaml'), readFileSync(FILE))
  writeFileSync(join(folder, 'b.json'), JSON.stringify({ ...demo(), name: 'second' }))
  writeFileSync(join(folder, 'c.yaml'), 'name: [')
  writeFileSync(join(folder, 'd.yml'), readFileSync(FILE))
  writeFileSync(join(folder, 'notes.txt'), 'not a portal')
  const { portals, problems } = await loadPortals(folder)
  expect(portals.map(({ name }) => name)).toEqual(['back-office', 'second'])
  expect(problems).toEqual([expect.stringMatching(/^c\.yaml: /), 'd.yml: there is another portal named back-office.'])
  expect(exportsOf(portals)).toHaveLength(8)
  expect(await loadPortals(join(folder, 'nowhere'))).toEqual({ portals: [], problems: [] })
})
