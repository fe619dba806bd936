import { h } from './dom.js'

const NEAR = 80

/** Stays at the newest line while the reader is there; who reads further up is left in peace and told. */
export function keepDown(scroll, content) {
  let pinned = true
  const button = h('button', { type: 'button', class: 'newer', hidden: true, onclick: toEnd }, '↓ Newest')

  function toEnd() {
    pinned = true
    scroll.scrollTop = scroll.scrollHeight
    button.hidden = true
  }
  function follow() {
    if (pinned) toEnd()
    else button.hidden = false
  }
  scroll.addEventListener('scroll', () => {
    pinned = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR
    if (pinned) button.hidden = true
  })
  const grown = new ResizeObserver(() => pinned && toEnd())
  grown.observe(content)
  grown.observe(scroll)
  return { button, follow }
}
