import { h } from './dom.js'

const NEAR = 80
const ABOVE = 64

/** Stays at the newest line while the reader is there; who reads further up is left in peace and told. */
export function keepDown(scroll, content) {
  let pinned = true
  const button = h('button', { type: 'button', class: 'newer', hidden: true, onclick: toEnd }, '↓ Newest')

  /** The end, or the beginning of the last line when that fills the page: it is read from the top. */
  function end() {
    const bottom = scroll.scrollHeight - scroll.clientHeight
    const last = content.lastElementChild
    return last ? Math.max(0, Math.min(bottom, last.offsetTop - ABOVE)) : bottom
  }
  function toEnd() {
    pinned = true
    scroll.scrollTop = end()
    button.hidden = true
  }
  function follow() {
    if (pinned) toEnd()
    else button.hidden = false
  }
  scroll.addEventListener('scroll', () => {
    pinned = scroll.scrollTop >= end() - NEAR
    if (pinned) button.hidden = true
  })
  const grown = new ResizeObserver(() => pinned && toEnd())
  grown.observe(content)
  grown.observe(scroll)
  return { button, follow }
}
