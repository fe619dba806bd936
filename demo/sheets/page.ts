import { html, raw } from 'hono/html'
import { formatRange, letters } from './a1.ts'
import { type Book, type Cell, cellAt, isBlank, type Mark, type Tab } from './book.ts'
import { newSum, type Sum, valueAt } from './formula.ts'
import { shown } from './shown.ts'
import { STYLE } from './style.ts'

type Html = ReturnType<typeof html>
const PAGE = 200
/** Changes made within a minute of the newest belong to the same write. */
const ONE_WRITE_MS = 60_000

export function listPage(books: Book[]): Html {
  const cards = books.map(
    (book) => html`<a class="card" href="/spreadsheets/d/${book.id}/edit">
      <b>${book.title}</b><span>${book.tabs.length} ${book.tabs.length === 1 ? 'tab' : 'tabs'} · ${time(book.modified)}</span></a>`,
  )
  return frame('Sheets', html`<header><i class="logo"></i><h1>Sheets</h1></header><main class="cards">${cards}</main>`)
}

export function sheetPage(book: Book, query: URLSearchParams): Html {
  const tab = book.tabs.find(({ sheetId }) => String(sheetId) === query.get('gid')) ?? book.tabs[0]
  if (!tab) return frame(book.title, html`<p>No tabs</p>`)
  const from = Math.max(tab.frozenRows, Number(query.get('from')) || 0)
  const newest = lastWrite(tab)
  return frame(
    book.title,
    html`<header><i class="logo"></i><h1>${book.title}</h1><span class="saved">Saved ${time(book.modified)}</span>
      <a class="all" href="/">All sheets</a></header>
      ${newest ? changesBar(tab, newest) : ''}
      <div class="grid">${grid(newSum(book), tab, from, newest)}</div>
      <footer>${tabBar(book, tab)}${pager(tab, from)}</footer>`,
  )
}

type Written = { at: number; by: string; cells: string[] }

function lastWrite(tab: Tab): Written | undefined {
  const marks = tab.rows.flatMap((row, r) =>
    (row ?? []).flatMap((cell, c) => (cell?.mark?.at ? [{ ...cell.mark, r, c }] : [])),
  )
  const at = marks.reduce((newest, mark) => Math.max(newest, mark.at), 0)
  const last = marks.filter((mark) => at - mark.at < ONE_WRITE_MS)
  const cells = last.map(
    ({ r, c }) =>
      formatRange(tab, { r0: r, r1: r + 1, c0: c, c1: c + 1 })
        .split('!')
        .at(-1) ?? '',
  )
  return at > 0 ? { at, by: last.find((mark) => mark.at === at)?.by ?? '', cells } : undefined
}

function changesBar(tab: Tab, { at, by, cells }: Written): Html {
  const first = cells.slice(0, 6).join(', ')
  const row = Number(/\d+$/.exec(cells[0] ?? '')?.[0] ?? 1) - 1
  const more = cells.length > 6 ? ` and ${cells.length - 6} more` : ''
  return html`<p class="changes"><i class="swatch"></i><b>${cells.length.toLocaleString('en')} ${cells.length === 1 ? 'cell' : 'cells'} changed</b>
    ${time(at)} by ${by} <a href="?gid=${tab.sheetId}&from=${Math.max(0, row - 3)}">${first}${more}</a></p>`
}

function grid(sum: Sum, tab: Tab, from: number, newest: Written | undefined): Html {
  const used = Math.max(
    0,
    ...tab.rows.slice(0, 500).map((row) => (row ?? []).findLastIndex((each) => !isBlank(each)) + 1),
  )
  const columns = Array.from({ length: Math.min(tab.columnCount, Math.max(used + 2, 10)) }, (_, c) => c)
  const last = Math.min(tab.rowCount, from + Math.max(30, Math.min(PAGE, filledRows(tab) + 5 - from)))
  const frozen = Array.from({ length: tab.frozenRows }, (_, r) => r)
  const rows = [...frozen, ...Array.from({ length: Math.max(0, last - from) }, (_, r) => from + r)]
  return html`<table><thead><tr><th></th>${columns.map((c) => html`<th>${letters(c)}</th>`)}</tr></thead>
    <tbody>${rows.map(
      (r) =>
        html`<tr class="${r < tab.frozenRows ? 'frozen' : ''}"><th>${r + 1}</th>${columns.map((c) =>
          cell(sum, tab, r, c, newest),
        )}</tr>`,
    )}</tbody></table>`
}

function cell(sum: Sum, tab: Tab, row: number, column: number, newest: Written | undefined): Html {
  const content = cellAt(tab, row, column)
  const value = valueAt(sum, tab, row, column)
  const fresh = newest && content.mark && newest.at - content.mark.at < ONE_WRITE_MS ? content.mark : undefined
  const kind = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'bool' : ''
  const filter = tab.filter && row === tab.filter.area.r0 && column >= tab.filter.area.c0 && column < tab.filter.area.c1
  return html`<td class="${kind} ${fresh ? 'fresh' : ''} ${content.formula ? 'formula' : ''} ${filter ? 'filter' : ''}" style="${paint(content)}"
    title="${hint(content, fresh)}">${shown(content, value)}${filter ? raw('<i class="funnel">▾</i>') : ''}</td>`
}

function hint(content: Cell, mark: Mark | undefined): string {
  const was = mark && (mark.was === '' ? `New, written by ${mark.by}` : `Was ${mark.was}, changed by ${mark.by}`)
  return [content.formula, was].filter(Boolean).join('\n')
}

type Paint = {
  textFormat?: { bold?: boolean; italic?: boolean }
  backgroundColorStyle?: { rgbColor?: Colour }
  backgroundColor?: Colour
  horizontalAlignment?: string
}
type Colour = { red?: number; green?: number; blue?: number }

function paint({ format = {} }: Cell): string {
  const { textFormat, backgroundColorStyle, backgroundColor } = format as Paint
  const colour = backgroundColorStyle?.rgbColor ?? backgroundColor
  const byte = (part = 0) => Math.round(Math.min(1, Math.max(0, Number(part))) * 255)
  return [
    textFormat?.bold && 'font-weight:600',
    textFormat?.italic && 'font-style:italic',
    colour && `background:rgb(${byte(colour.red)},${byte(colour.green)},${byte(colour.blue)})`,
  ]
    .filter(Boolean)
    .join(';')
}

const tabBar = (book: Book, open: Tab): Html =>
  html`<nav>${book.tabs.map((tab) => html`<a class="${tab === open ? 'open' : ''}" href="?gid=${tab.sheetId}">${tab.title}</a>`)}</nav>`

const filledRows = (tab: Tab): number => tab.rows.findLastIndex((row) => row?.some((each) => !isBlank(each))) + 1

function pager(tab: Tab, from: number): Html {
  const filled = filledRows(tab)
  const link = (to: number, text: string) => html`<a href="?gid=${tab.sheetId}&from=${Math.max(0, to)}">${text}</a>`
  return html`<span class="pager">${from > tab.frozenRows ? link(from - PAGE, '‹ earlier rows') : ''}
    ${filled.toLocaleString('en')} rows ${from + PAGE < filled ? link(from + PAGE, 'later rows ›') : ''}</span>`
}

const time = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const frame = (title: string, body: Html): Html =>
  html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>${title}</title><style>${raw(STYLE)}</style></head><body>${body}</body></html>`
