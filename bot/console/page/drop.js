import { h } from './dom.js'

/** Files may be dropped anywhere on the page; without this the browser would leave for them. */
export function catchDrops(attach) {
  const sign = h('div', { class: 'drop', hidden: true }, 'Drop it here')
  let leaving
  document.getElementById('main').after(sign)
  document.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    sign.hidden = false
    clearTimeout(leaving)
    leaving = setTimeout(hide, 300)
  })
  document.addEventListener('drop', (event) => {
    if (!event.dataTransfer?.files.length) return
    event.preventDefault()
    hide()
    attach(event.dataTransfer.files)
  })
  function hide() {
    sign.hidden = true
  }
}
