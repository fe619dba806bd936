import { h } from './dom.js'

/** Bars of a run. A bar moves on from where it was when it was drawn last. */
export function drawProgress({ bars, run }) {
  return h(
    'div',
    { class: 'bars' },
    bars.map((bar, i) => drawBar(bar, `${run}/${i}`)),
  )
}

const lastShares = new Map()
const signs = { waiting: '', running: '', done: '✓ ', failed: '✕ ' }

function drawBar({ label, state, share, note }, key) {
  const aimless = state === 'running' && share === undefined
  const fill = h('div', { class: `fill ${aimless ? 'aimless' : ''}` })
  if (state === 'running' && share !== undefined) grow(fill, key, share)
  const value =
    share === undefined ? {} : { 'aria-valuenow': Math.round(share * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 }
  const track = h('div', { class: 'track', role: 'progressbar', 'aria-label': label, ...value }, fill)
  return h(
    'div',
    { class: `bar ${state}` },
    h('span', {}, signs[state], label),
    h('span', { class: 'soft' }, note),
    track,
  )
}

function grow(fill, key, share) {
  fill.style.width = `${(lastShares.get(key) ?? 0) * 100}%`
  lastShares.set(key, share)
  requestAnimationFrame(() => requestAnimationFrame(() => (fill.style.width = `${share * 100}%`)))
}
