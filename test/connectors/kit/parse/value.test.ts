import { describe, expect, test } from 'vitest'
import type { RawCell } from '#connectors/kit/parse/table.ts'
import { type ColumnRule, cellReader } from '#connectors/kit/parse/value.ts'

const INDONESIA = { locale: 'id-ID', zone: 'Asia/Jakarta' }
const GERMANY = { locale: 'de-DE', zone: 'Europe/Berlin' }
const AMERICA = { locale: 'en-US', zone: 'America/New_York' }

type Case = [
  written: RawCell,
  as: Partial<ColumnRule> & Pick<ColumnRule, 'as'>,
  where: typeof INDONESIA,
  value: unknown,
]
const read = (cell: RawCell, rule: Case[1], where = INDONESIA) =>
  cellReader({ header: 'H', to: 'h', ...rule }, where)(cell)

describe('a cell is read as declared', () => {
  const right: Case[] = [
    ['Rp 1.234.567', { as: 'money', prefix: 'Rp' }, INDONESIA, 123_456_700],
    ['Rp1.234.567,50', { as: 'money', prefix: 'Rp' }, INDONESIA, 123_456_750],
    ['-Rp 5.000', { as: 'money', prefix: 'Rp' }, INDONESIA, -500_000],
    ['(1.000)', { as: 'money' }, INDONESIA, -100_000],
    ['1,234.5', { as: 'money' }, AMERICA, 123_450],
    [0.29, { as: 'money' }, AMERICA, 29],
    [4.35, { as: 'money' }, AMERICA, 435],
    ['1.234', { as: 'integer' }, INDONESIA, 1234],
    ['1.234', { as: 'number' }, AMERICA, 1.234],
    ['\u221212', { as: 'integer' }, AMERICA, -12],
    ['31/12/2025 14:05', { as: 'time', format: 'dd/MM/yyyy HH:mm' }, INDONESIA, '2025-12-31T07:05:00.000Z'],
    ['31/12/2025\n14:05', { as: 'time', format: 'dd/MM/yyyy HH:mm' }, INDONESIA, '2025-12-31T07:05:00.000Z'],
    ['12/31/2025 2:05 PM', { as: 'time', format: 'MM/dd/yyyy h:mm a' }, AMERICA, '2025-12-31T19:05:00.000Z'],
    ['12/31/2025 12:05 AM', { as: 'time', format: 'MM/dd/yyyy h:mm a' }, AMERICA, '2025-12-31T05:05:00.000Z'],
    ['31 Desember 2025', { as: 'date', format: 'd MMMM yyyy' }, INDONESIA, '2025-12-31'],
    ['5 Okt 2025', { as: 'date', format: 'd MMM yyyy' }, INDONESIA, '2025-10-05'],
    ['2025-07-01 12:00:00', { as: 'time' }, GERMANY, '2025-07-01T10:00:00.000Z'],
    [new Date('2025-07-01T12:00:00Z'), { as: 'time' }, GERMANY, '2025-07-01T10:00:00.000Z'],
    [new Date('2025-07-01T00:00:00Z'), { as: 'date' }, AMERICA, '2025-07-01'],
    ['Lunas', { as: 'text', values: { Lunas: 'paid' } }, INDONESIA, 'paid'],
    ['a\nb', { as: 'text' }, INDONESIA, 'a b'],
    ['a-\nb', { as: 'text', glue: true }, INDONESIA, 'a-b'],
    ['=1+1', { as: 'text' }, INDONESIA, '=1+1'],
    ['', { as: 'money', optional: true }, INDONESIA, null],
  ]
  test.each(right)('%j as %j', (cell, rule, where, value) => {
    expect(read(cell, rule, where)).toEqual({ value })
  })

  const wrong: [RawCell, Case[1], RegExp][] = [
    ['1,234,567', { as: 'money' }, /no number written like/],
    ['1.23', { as: 'number' }, /no number/],
    ['12.34.567', { as: 'integer' }, /no number/],
    ['USD 5', { as: 'money', prefix: 'Rp' }, /written like Rp/],
    ['1,005', { as: 'money' }, /two decimals/],
    ['1,5', { as: 'integer' }, /not a whole number/],
    ['', { as: 'text' }, /is empty/],
    ['31/02/2025', { as: 'date', format: 'dd/MM/yyyy' }, /no date/],
    ['12/31/2025', { as: 'date', format: 'dd/MM/yyyy' }, /no date/],
    ['1/1/25', { as: 'date', format: 'dd/MM/yyyy' }, /written like dd\/MM\/yyyy/],
    ['24:00', { as: 'time', format: 'HH:mm' }, /no date/],
    ['Batal', { as: 'text', values: { Lunas: 'paid' } }, /none of Lunas/],
    ['constructor', { as: 'text', values: { Lunas: 'paid' } }, /none of Lunas/],
    ['yes', { as: 'bool' }, /neither true nor false/],
    [Number.NaN, { as: 'integer' }, /not a whole number/],
  ]
  test.each(wrong)('%j as %j is refused', (cell, rule, why) => {
    expect(read(cell, rule)).toEqual({ why: expect.stringMatching(why) })
  })

  test('an hour that the clocks skipped is refused, one that they repeated is the first', () => {
    const rule = { as: 'time', format: 'yyyy-MM-dd HH:mm' } as const
    expect(read('2025-03-30 02:30', rule, GERMANY)).toEqual({ why: expect.stringContaining('skipped') })
    expect(read('2025-10-26 02:30', rule, GERMANY)).toEqual({ value: expect.stringMatching(/^2025-10-26T0[01]:30/) })
  })
})
