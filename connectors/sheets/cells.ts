import type { ColumnKind, Value } from '#db/dataset.ts'
import { offsetIn } from '#db/kit/zone.ts'
import type { Content } from './client.ts'

/** What a cell holds. A formula comes with what it shows; nothing of ours is ever written as a formula. */
export type Held = Content | { formula: string; value: Content }

const DAY = 86_400_000
/** Day 0 of a sheet. */
const EPOCH = Date.UTC(1899, 11, 30)

export type ToCell = (value: Value, kind: ColumnKind) => Content

/** How a value of ours looks in a cell: real numbers and dates, money in whole units, times as the sheet's zone tells them. */
export function cellMaker(zone: string): ToCell {
  const local = localTime(zone)
  const makers: Record<ColumnKind, (value: Exclude<Value, null | undefined>) => Content> = {
    text: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    integer: toNumber,
    number: toNumber,
    money: (value) => divide(toNumber(value)),
    bool: (value) => value === true || value === 1 || value === 'true',
    date: (value) => fromMs(Date.parse(toIso(value).slice(0, 10)), value),
    time: (value) => fromMs(local(Date.parse(toIso(value))), value),
  }
  return (value, kind) => (value === null || value === undefined || value === '' ? null : makers[kind](value))
}

type Some = Exclude<Value, null | undefined>
const toIso = (value: Some): string => (value instanceof Date ? value.toISOString() : String(value))

/** What isn't a number or a date stays the text it is, where people can see it. */
function toNumber(value: Some): Content {
  const number = Number(value)
  return Number.isFinite(number) ? number : String(value)
}
const divide = (cents: Content): Content => (typeof cents === 'number' ? cents / 100 : cents)
const fromMs = (ms: number, value: Some): Content => (Number.isNaN(ms) ? toIso(value) : (ms - EPOCH) / DAY)

/** Milliseconds of the wall clock in a zone, as if it were UTC. */
function localTime(zone: string): (ms: number) => number {
  const offset = offsetIn(zone)
  return (ms) => (Number.isNaN(ms) ? ms : ms + offset(ms))
}

export function shownValue(held: Held | undefined): Content {
  if (held === undefined || held === null || held === '') return null
  return typeof held === 'object' ? shownValue(held.value) : held
}

export const isFormula = (held: Held | undefined): held is { formula: string; value: Content } =>
  typeof held === 'object' && held !== null

/** The same to a person: a number counts as its text in a text column, and times are compared to the millisecond. */
export function same(kind: ColumnKind, a: Held | undefined, b: Held | undefined): boolean {
  return canonical(kind, a) === canonical(kind, b)
}

export function canonical(kind: ColumnKind, held: Held | undefined): string {
  const value = shownValue(held)
  if (value === null) return ''
  if (kind === 'text') return String(value)
  if (typeof value !== 'number') return `${typeof value} ${value}`
  return kind === 'time' ? `time ${Math.round(value * DAY)}` : String(Number(value.toPrecision(14)))
}

/** The part of a row's key in one cell. A date that somebody typed as text still is that date. */
export function keyPart(kind: ColumnKind, held: Held | undefined): string {
  const value = shownValue(held)
  if (typeof value === 'number' && (kind === 'date' || kind === 'time')) return showSerial(value, kind)
  return String(value ?? '').trim()
}

/** A key's name as people read it; a dot inside a part is doubled, so that two keys never look alike. */
export function joinKey(parts: string[]): string {
  return parts.every((part) => part === '') ? '' : parts.map((part) => part.replaceAll('·', '··')).join(' · ')
}

/** What the clocks of the sheet showed. */
export const serialTime = (serial: number): Date => new Date(EPOCH + Math.round(serial * DAY))

function showSerial(serial: number, kind: 'date' | 'time'): string {
  const iso = serialTime(serial).toISOString()
  return kind === 'date' ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
}

export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`
}

export function columnName(column: number): string {
  const rest = Math.floor(column / 26) - 1
  return (rest >= 0 ? columnName(rest) : '') + String.fromCharCode(65 + (column % 26))
}

/** The column of a cell's name, counted from 0. */
export function columnOf(cell: string): number {
  const letters = cell.replace(/\d+$/, '')
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
