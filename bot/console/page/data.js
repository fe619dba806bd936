import { get } from './api.js'
import { drawTable } from './blocks.js'
import { h } from './dom.js'
import { polled } from './poll.js'
import { ago, exactly } from './time.js'

export function dataView() {
  return polled(
    'Data',
    () => get('/api/data'),
    ({ datasets }) => drawSets(datasets),
    5000,
  )
}

function drawSets(datasets) {
  const cards = datasets.map((set) =>
    h(
      'li',
      {},
      h(
        'a',
        { href: `#/data/${encodeURIComponent(set.name)}`, 'data-key': set.name },
        h('strong', {}, set.name),
        h('span', { class: 'soft' }, set.say),
        h('span', { class: 'count' }, h('span', {}, `${set.rows} rows`), freshness(set)),
      ),
    ),
  )
  return [
    h('h1', {}, 'Data'),
    cards.length
      ? h('ul', { class: 'sets' }, cards)
      : h('p', { class: 'nothing' }, 'I know nothing yet. Drop a file into the chat, or connect something.'),
  ]
}

function freshness({ fresh, written }) {
  const words = { fresh: 'fresh', empty: 'empty', stale: `stale since ${written && ago(written)}` }
  return h('span', { class: `state ${fresh}`, title: written ? exactly(written) : '' }, words[fresh])
}

export function datasetView(name, ask) {
  return polled(
    name,
    () => get(`/api/data/${encodeURIComponent(name)}`),
    (said) => drawSet(said, ask),
    10_000,
  )
}

function drawSet({ dataset, key, newest, preview, rejects, rejected, measures, dimensions, columns, asks }, ask) {
  return [
    h('p', {}, h('a', { href: '#/data', 'data-key': 'up' }, '← Data')),
    h('h1', {}, dataset.name),
    h('p', {}, `${dataset.say}. One row is known by ${key.join(', ')}.`),
    h(
      'p',
      { class: 'acts' },
      freshness(dataset),
      h('span', { class: 'soft' }, `${dataset.rows} rows`, written(dataset), lastRun(dataset)),
    ),
    asks.length > 0 && [
      h('h2', {}, 'Ask about it'),
      h(
        'div',
        { class: 'chips' },
        asks.map((text) => h('button', { type: 'button', 'data-key': text, onclick: () => ask(text) }, text)),
      ),
    ],
    h('h2', {}, newest ? 'Newest rows' : 'First rows'),
    preview.rows.length ? drawTable(preview) : h('p', { class: 'nothing' }, 'No rows yet.'),
    measures.length > 0 && [h('h2', {}, 'What can be counted'), terms(measures)],
    dimensions.length > 0 && [h('h2', {}, 'By what'), terms(dimensions)],
    rejected > 0 &&
      h('details', { 'data-key': 'rejects' }, h('summary', {}, `Refused rows: ${rejected}`), drawTable(rejects)),
    h(
      'details',
      { 'data-key': 'columns' },
      h('summary', {}, `Columns: ${columns.length}`),
      drawTable(columnTable(columns)),
    ),
  ].flat()
}

const written = ({ written }) => written && [' · written ', h('time', { title: exactly(written) }, ago(written))]
const lastRun = ({ lastRun }) =>
  lastRun && [' · by run ', h('a', { href: `#/runs/${encodeURIComponent(lastRun)}`, 'data-key': 'run' }, lastRun)]

/** A measure with the other words people may use for it. */
function terms(all) {
  return h(
    'dl',
    { class: 'terms' },
    all.map(({ say, words }) =>
      h('div', {}, h('dt', {}, say), words.length > 0 && h('dd', { class: 'soft' }, words.join(', '))),
    ),
  )
}

function columnTable(columns) {
  const title = (text) => ({ title: text, right: false })
  return {
    columns: ['column', 'kind', 'what it is', 'other words'].map(title),
    rows: columns.map(({ name, kind, say, words }) => [name, kind, say, words.join(', ')]),
  }
}
