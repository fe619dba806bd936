import { Refused } from './api.js'
import { h, underFinger } from './dom.js'

/** A view that is read anew every so often while it is looked at. It is drawn again only when something changed. */
export function polled(title, read, draw, every) {
  const element = h('div', { class: 'view', 'aria-busy': 'true' })
  let timer
  let last = ''
  let over = false

  async function turn() {
    try {
      const said = document.hidden && last ? undefined : await read()
      if (said && !over) show(said)
    } catch (error) {
      if (error instanceof Refused && !over) element.replaceChildren(h('p', { class: 'nothing' }, error.message))
    }
    if (!over) timer = setTimeout(turn, every)
  }
  function show(said) {
    const { now, ...content } = said
    const text = JSON.stringify(content)
    if (text === last || underFinger(element)) return
    last = text
    redraw(element, draw(content))
    element.removeAttribute('aria-busy')
  }
  function again() {
    clearTimeout(timer)
    last = ''
    turn()
  }
  turn()
  return {
    element,
    title,
    again,
    left() {
      over = true
      clearTimeout(timer)
    },
  }
}

/** Keeps what was opened and who has the focus, found again by `data-key`. */
function redraw(element, children) {
  const held = document.activeElement?.closest('[data-key]')?.dataset.key
  const opened = [...element.querySelectorAll('details[open]')].map(({ dataset }) => dataset.key)
  element.replaceChildren(...children.flat().filter(Boolean))
  for (const details of element.querySelectorAll('details'))
    if (opened.includes(details.dataset.key)) details.open = true
  if (held) element.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true })
}
