import { h } from './dom.js'

const NEAR = 80
const ABOVE = 64

/** Stays at the newest line while the reader is there; who reads elsewhere is left in peace and told. */
export function keepDown(scroll, content) {
  let pinned = true
  const button = h('button', { type: 'button', class: 'newer', hidden: true, onclick: toEnd }, '↓ Newest')
  const bottom = () => scroll.scrollHeight - scroll.clientHeight

  /** To the end, or to the beginning of the last line when that fills the page: it is read from the top. */
  function toEnd() {
    const last = content.lastElementChild
    scroll.scrollTop = last ? Math.max(0, Math.min(bottom(), last.offsetTop - ABOVE)) : bottom()
    pinned = scroll.scrollTop >= bottom() - NEAR
    button.hidden = true
  }
  function look() {
    pinned = scroll.scrollTop >= bottom() - NEAR
    if (pinned) button.hidden = true
  }
  /** Something new stands at the end. What one has just said oneself is always looked at. */
  function follow(own) {
    if (pinned || own) toEnd()
    else button.hidden = false
  }
  /** Whatever happens to the lines, those that are being read stay where they are. */
  function steady(change) {
    const read = [...content.children].find(
      (line) => line.offsetTop + line.offsetHeight > scroll.scrollTop && line.dataset.stays,
    )
    const before = read?.offsetTop
    change()
    if (!pinned && read?.isConnected) scroll.scrollTop += read.offsetTop - before
  }
  scroll.addEventListener('scroll', look)
  const grown = new ResizeObserver(() => pinned && toEnd())
  grown.observe(content)
  grown.observe(scroll)
  return { button, follow, steady, shown: toEnd }
}
