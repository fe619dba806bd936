import type { Area, Book, Tab } from './book.ts'
import { invalid } from './errors.ts'

export type Range = Area & { tab: Tab }

const CORNER = /^\$?([A-Za-z]{0,3})\$?(\d*)$/

/** Reads "Daily!A1:B2", "'My Sheet'!A:C", "Daily!5:7", "A1" or just a tab's title; open ends reach to the grid's edge. */
export function parseRange(book: Book, text: string): Range {
  const { title, corners } = split(text)
  const whole = title === undefined ? findTab(book, unquote(corners)) : undefined
  const tab = whole ?? (title === undefined ? book.tabs[0] : findTab(book, title))
  const area = tab && (whole || !corners ? everything(tab) : readCorners(tab, corners))
  if (!tab || !area) throw invalid(`Unable to parse range: ${text}`)
  if (area.r0 >= tab.rowCount || area.c0 >= tab.columnCount) throw beyond(tab, text)
  return { tab, ...area }
}

export function formatRange(tab: Tab, { r0, r1, c0, c1 }: Area): string {
  const from = `${letters(c0)}${r0 + 1}`
  const to = `${letters(c1 - 1)}${r1}`
  return `${quote(tab.title)}!${from === to ? from : `${from}:${to}`}`
}

export function beyond(tab: Tab, range: string): Error {
  return invalid(`Range (${range}) exceeds grid limits. Max rows: ${tab.rowCount}, max columns: ${tab.columnCount}`)
}

export function letters(column: number): string {
  const rest = Math.floor(column / 26) - 1
  return (rest >= 0 ? letters(rest) : '') + String.fromCharCode(65 + (column % 26))
}

export function columnIndex(name: string): number {
  return [...name.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function split(text: string): { title?: string; corners: string } {
  const bang = text.lastIndexOf('!')
  if (bang < 0) return { corners: text }
  return { title: unquote(text.slice(0, bang)), corners: text.slice(bang + 1) }
}

function readCorners(tab: Tab, text: string): Area | undefined {
  const [from, to, ...more] = text.split(':').map((corner) => CORNER.exec(corner))
  if (!from || to === null || more.length > 0 || (!from[1] && !from[2])) return undefined
  const end = to ?? from
  const c0 = from[1] ? columnIndex(from[1]) : 0
  const r0 = from[2] ? Number(from[2]) - 1 : 0
  const c1 = end[1] ? columnIndex(end[1]) + 1 : tab.columnCount
  const r1 = end[2] ? Number(end[2]) : tab.rowCount
  return { r0: Math.min(r0, r1 - 1), r1: Math.max(r0 + 1, r1), c0: Math.min(c0, c1 - 1), c1: Math.max(c0 + 1, c1) }
}

const findTab = (book: Book, title: string): Tab | undefined =>
  book.tabs.find((tab) => tab.title.toLowerCase() === title.toLowerCase())

const everything = (tab: Tab): Area => ({ r0: 0, r1: tab.rowCount, c0: 0, c1: tab.columnCount })

const unquote = (title: string): string =>
  title.startsWith("'") && title.endsWith("'") ? title.slice(1, -1).replaceAll("''", "'") : title

const quote = (title: string): string =>
  /^[A-Za-z_][A-Za-z_]*$/.test(title) ? title : `'${title.replaceAll("'", "''")}'`
