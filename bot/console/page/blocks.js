import { h } from './dom.js'
import { linked } from './linked.js'
import { drawProgress } from './progress.js'

/** Draws a message. `act` is told which button was pressed; `used` says which ones are used up. */
export function drawMessage(message, { act, offer, used = () => false }) {
  const title = message.title ? h('h3', {}, sign(message.tone), message.title) : undefined
  const counted = message.blocks.some(({ kind }) => kind === 'table')
  return h(
    'article',
    { class: `card ${message.tone}` },
    title,
    ...message.blocks.map((block) => drawBlock(block, { act, offer, used, counted })),
  )
}

const signs = { good: '✓ ', warn: '! ', bad: '✕ ' }
const sign = (tone) => (signs[tone] ? h('span', { 'aria-hidden': 'true' }, signs[tone]) : undefined)

const drawers = {
  text: ({ text, style }, { offer }) =>
    style === 'code'
      ? scrolls(h('pre', { class: 'words' }, text), 'Text')
      : h('p', { class: `words ${style}` }, linked(text, offer)),
  facts: ({ facts }) =>
    h(
      'dl',
      { class: 'facts' },
      facts.map(({ label, value }) => [h('dt', {}, label), h('dd', {}, value)]),
    ),
  table: drawTable,
  chart: drawChart,
  file: drawFile,
  buttons: ({ buttons }, more) =>
    h(
      'div',
      { class: 'chips' },
      buttons.map((button) => drawButton(button, more)),
    ),
  progress: drawProgress,
}

export function drawBlock(block, more) {
  return drawers[block.kind]?.(block, more)
}

export function drawTable({ columns, rows, note }) {
  const side = (i) => (columns[i].right ? 'right' : '')
  const head = h(
    'tr',
    {},
    columns.map(({ title }, i) => h('th', { scope: 'col', class: side(i) }, title)),
  )
  const body = rows.map((row) =>
    h(
      'tr',
      {},
      row.map((cell, i) => h('td', { class: side(i), title: cell.length > 40 ? cell : '' }, cell)),
    ),
  )
  const grid = scrolls(h('div', { class: 'grid' }, h('table', {}, h('thead', {}, head), h('tbody', {}, body))), 'Table')
  return note ? h('div', {}, grid, h('p', { class: 'soft' }, note)) : grid
}

/** What scrolls by itself must be reachable without a mouse. */
function scrolls(element, label) {
  element.tabIndex = 0
  element.setAttribute('role', 'region')
  element.setAttribute('aria-label', label)
  return element
}

/** A chart that has no table beside it can be read as one. */
function drawChart({ chart, src, numbers }, { counted }) {
  const img = h('img', { src, alt: `Chart: ${chart.title}`, width: 1080, height: 600 })
  return h(
    'figure',
    { class: 'chart' },
    img,
    !counted && h('details', {}, h('summary', {}, 'Show the numbers'), drawTable(numbers)),
  )
}

function drawFile({ name, size, href, picture, say }) {
  const label = h('span', {}, name, h('br'), h('span', { class: 'soft' }, [size, say].filter(Boolean).join(' · ')))
  const card = h(
    'a',
    { class: 'file', href, download: name },
    h('img', { src: '/page/file.svg', alt: '' }),
    label,
    h('span', { class: 'unseen' }, ' Download'),
  )
  return picture ? h('div', {}, h('img', { class: 'shot', src: href, alt: name, loading: 'lazy' }), card) : card
}

function drawButton(button, { act, used }) {
  if (button.url)
    return h(
      'a',
      { class: 'button', href: button.url, target: '_blank', rel: 'noopener noreferrer' },
      `${button.label} ↗`,
    )
  const done = button.token !== undefined && used(button.token)
  const press = (event) => {
    if (event.currentTarget.getAttribute('aria-disabled') === 'true') return
    if (button.token) event.currentTarget.setAttribute('aria-disabled', 'true')
    act(button)
  }
  return h(
    'button',
    { type: 'button', class: button.style, 'aria-disabled': done || undefined, onclick: press },
    thumb(button.label),
  )
}

/** Not every machine has a font with these. */
const thumbs = { '👍': ['yes', 'Right'], '👎': ['no', 'Wrong'] }

function thumb(label) {
  if (!thumbs[label]) return label
  const [file, alt] = thumbs[label]
  return h('img', { class: 'thumb', src: `/page/${file}.svg`, alt, title: alt, width: 20, height: 20 })
}

/** The message in a few words, for those who hear it. */
export function inWords({ title, blocks }) {
  const first = blocks.find(({ kind }) => kind === 'text')?.text
  return [title, first].filter(Boolean).join('. ').slice(0, 300)
}
