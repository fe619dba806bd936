import { h } from './dom.js'
import { openOffers } from './offers.js'

/** Where a message is typed. Enter sends, Shift+Enter begins a new line, ↑ brings back what was said before. */
export function makeComposer({ say, attach, history }) {
  const area = h('textarea', {
    rows: 1,
    id: 'say',
    placeholder: 'Ask, or type / for commands',
    'aria-label': 'Message',
    autocomplete: 'off',
    maxLength: 8000,
    enterKeyHint: 'send',
  })
  const offers = openOffers(area)
  let back = 0

  function send() {
    const text = area.value.trim()
    if (!text) return
    put('')
    back = 0
    say(text)
  }
  function put(text) {
    area.value = text
    offers.update()
    area.focus()
  }
  function recall(step) {
    const said = history()
    const wanted = back + step
    if (wanted < 0 || wanted > said.length) return
    back = wanted
    put(back ? said[said.length - back] : '')
  }
  area.addEventListener('input', () => {
    back = 0
    offers.update()
  })
  area.addEventListener('keydown', (event) => {
    if (event.isComposing || offers.key(event)) return
    const recalls = area.value === '' || back > 0
    if (event.key === 'Enter' && !event.shiftKey) act(event, send)
    else if (event.key === 'ArrowUp' && recalls) act(event, () => recall(1))
    else if (event.key === 'ArrowDown' && back > 0) act(event, () => recall(-1))
    else if (event.key === 'Escape') area.blur()
  })
  area.addEventListener('paste', (event) => {
    if (event.clipboardData?.files.length) act(event, () => attach(event.clipboardData.files))
  })
  return { element: draw(area, offers.element, send, attach), put, focus: () => area.focus() }
}

function act(event, work) {
  event.preventDefault()
  work()
}

function draw(area, offers, send, attach) {
  const picker = h('input', {
    type: 'file',
    multiple: true,
    hidden: true,
    onchange: () => {
      attach(picker.files)
      picker.value = ''
    },
  })
  const clip = h(
    'button',
    {
      type: 'button',
      class: 'plain round',
      'aria-label': 'Attach a file',
      title: 'Attach a file',
      onclick: () => picker.click(),
    },
    h('img', { src: '/page/clip.svg', alt: '' }),
  )
  const go = h(
    'button',
    { type: 'submit', class: 'primary round', 'aria-label': 'Send', title: 'Send' },
    h('img', { src: '/page/send.svg', alt: '' }),
  )
  const form = h('form', { class: 'box', onsubmit: (event) => act(event, send) }, clip, area, go, picker)
  return h('div', { class: 'composer' }, offers, form)
}
