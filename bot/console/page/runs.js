import { get, mayI } from './api.js'
import { drawBlock, drawMessage } from './blocks.js'
import { h } from './dom.js'
import { polled } from './poll.js'
import { drawProgress } from './progress.js'
import { ago, exactly, seconds } from './time.js'

const states = {
  '': 'All',
  running: 'Running',
  waiting: 'Waiting',
  failed: 'Failed',
  succeeded: 'Succeeded',
  cancelled: 'Cancelled',
}

export function runsView() {
  let state = ''
  const choose = (wanted) => {
    state = wanted
    view.again()
  }
  const view = polled(
    'Runs',
    () => get(`/api/runs?state=${state}`),
    ({ runs }) => drawRuns(runs, state, choose),
    2000,
  )
  return view
}

function drawRuns(runs, state, choose) {
  const filters = Object.entries(states).map(([value, label]) =>
    h(
      'button',
      {
        type: 'button',
        'data-key': value || 'all',
        'aria-pressed': String(value === state),
        onclick: () => choose(value),
      },
      label,
    ),
  )
  return [
    h('h1', {}, 'Runs'),
    h('div', { class: 'filters', role: 'group', 'aria-label': 'Show' }, filters),
    runs.length
      ? h('ul', { class: 'rows' }, runs.map(drawLine))
      : h(
          'p',
          { class: 'nothing' },
          state ? `No run is ${states[state].toLowerCase()}.` : 'Nothing has run yet. Say /run in the chat to begin.',
        ),
  ]
}

function drawLine(run) {
  const about = [`run ${run.id}`, run.who, took(run), attempts(run)].filter(Boolean).join(' · ')
  return h(
    'li',
    {},
    h(
      'a',
      { href: `#/runs/${run.id}`, 'data-key': run.id },
      stateOf(run),
      h('span', { class: 'name' }, run.title),
      h('time', { class: 'soft when', title: exactly(run.at) }, ago(run.at)),
      unfinished(run) && run.progress.bars.length > 0 && drawProgress({ ...run.progress, run: `line ${run.id}` }),
      h('span', { class: 'soft about' }, about),
      run.state === 'failed' && run.fault && h('span', { class: 'soft about' }, run.fault),
    ),
  )
}

export function runView(id, say) {
  return polled(
    `Run ${id}`,
    () => get(`/api/runs/${encodeURIComponent(id)}`),
    (said) => drawRun(said, say),
    1000,
  )
}

function drawRun({ run, input, log, files, outcome }, say) {
  const begun = h('time', { title: exactly(run.at) }, `${ago(run.at)}`)
  return [
    h('p', {}, h('a', { href: '#/runs', 'data-key': 'up' }, '← Runs')),
    h('h1', {}, run.title),
    h(
      'p',
      { class: 'acts' },
      stateOf(run),
      h(
        'span',
        { class: 'soft' },
        `run ${run.id} · ${run.who} · `,
        begun,
        took(run) && ` · ${took(run)}`,
        attempts(run) && ` · ${attempts(run)}`,
      ),
    ),
    unfinished(run) && run.progress.bars.length > 0 && drawProgress({ ...run.progress, run: `run ${run.id}` }),
    h(
      'div',
      { class: 'acts' },
      unfinished(run)
        ? mayI('cancel') && act('Cancel', `/cancel ${run.id}`, 'danger', say)
        : mayI('retry') && act('Retry', `/retry ${run.id}`, 'primary', say),
    ),
    outcome && [
      h('h2', {}, 'How it ended'),
      drawMessage(withoutOwn(outcome, run), { act: (button) => say(button.say) }),
    ],
    files.length > 0 && [
      h('h2', {}, 'Files'),
      h(
        'div',
        { class: 'chips' },
        files.map((file) => drawBlock(file, {})),
      ),
    ],
    h('h2', {}, 'Log'),
    log.length
      ? h('ol', { class: 'log', tabIndex: 0, 'data-key': 'log' }, log.map(logLine))
      : h('p', { class: 'soft' }, 'It said nothing yet.'),
    h(
      'details',
      { 'data-key': 'input' },
      h('summary', {}, 'Input'),
      drawBlock({ kind: 'text', style: 'code', text: JSON.stringify(input, null, 2) }, {}),
    ),
  ].flat()
}

const logLine = ({ at, level, text }) => h('li', { class: level }, h('time', { title: exactly(at) }, seconds(at)), text)
const act = (label, words, style, say) =>
  h('button', { type: 'button', class: style, 'data-key': label, onclick: () => say(words) }, label)
const stateOf = ({ state, stopping }) => h('span', { class: `state ${state}` }, stopping ? 'stopping' : state)
const took = ({ state, took }) => took && `${state === 'running' ? 'for' : 'took'} ${took}`
const unfinished = ({ state }) => state === 'waiting' || state === 'running'
const attempts = ({ attempt, tries }) => attempt > 1 && `attempt ${attempt} of ${Math.max(attempt, tries)}`

/** The page has its own way to repeat the run and shows its log. */
function withoutOwn(outcome, { id }) {
  const own = [`/retry ${id}`, `/log ${id}`]
  const blocks = outcome.blocks.map((block) =>
    block.kind === 'buttons' ? { ...block, buttons: block.buttons.filter(({ say }) => !own.includes(say)) } : block,
  )
  return { ...outcome, blocks: blocks.filter(({ buttons }) => !buttons || buttons.length > 0) }
}
