import { h } from './dom.js'

/** What a person said, as the server has it. */
export function drawSaid({ text, press, files }) {
  return h('div', { class: `said ${press ? 'pressed' : ''}` }, bubble(text, files))
}

/** What a person said and the server doesn't have yet. */
export function drawUnsent(entry, outbox) {
  const { state, text, press, file, share, why, hopeless } = entry
  const files = file ? [{ name: file.name || 'picture', size: '' }] : []
  const actions = {
    failed: () => [
      h('span', {}, why),
      hopeless || act('Retry', () => outbox.retry(entry)),
      act('Remove', () => outbox.drop(entry)),
    ],
    waiting: () => [
      h('span', {}, `${why}, trying again`),
      act('Retry now', () => outbox.retry(entry)),
      act('Remove', () => outbox.drop(entry)),
    ],
  }
  const note = actions[state]?.() ?? [
    h('span', {}, share === undefined ? 'sending…' : `sending… ${Math.floor(share * 100)}%`),
  ]
  const kind = [press && 'pressed', 'unsent', state === 'failed' && 'failed'].filter(Boolean).join(' ')
  return h(
    'div',
    { class: `said ${kind}`, role: state === 'failed' ? 'alert' : undefined },
    bubble(text, files),
    h(
      'p',
      { class: 'soft' },
      note.filter((part) => part !== true),
    ),
  )
}

function bubble(text, files) {
  const attached = files.map(({ name, size }) =>
    h(
      'span',
      { class: 'attached' },
      h('img', { src: '/page/clip.svg', alt: 'File' }),
      [name, size].filter(Boolean).join(', '),
    ),
  )
  return h('p', { class: 'bubble' }, text, attached)
}

function act(label, onclick) {
  return h('button', { type: 'button', onclick }, label)
}
