import { enter } from './api.js'

/** The server says something at least every ten seconds; when it doesn't, the line is dead. */
const SILENCE_MS = 25_000
const HIDDEN_MS = 60_000
const FIRST = 100
const MOST = 1000

/** Keeps one line open while the page is looked at, and opens it anew for ever. */
export function openStream({ onItems, onLine }) {
  let most = FIRST
  let source
  let watch
  let retry
  let tries = 0
  let out = false

  function open() {
    close()
    source = new EventSource(`/api/chat/stream?most=${most}`)
    source.addEventListener('items', (event) => {
      tries = 0
      out = false
      onLine(true)
      alive()
      onItems(JSON.parse(event.data))
    })
    source.onerror = again
    alive()
  }
  function close() {
    source?.close()
    source = undefined
    clearTimeout(watch)
    clearTimeout(retry)
  }
  function alive() {
    clearTimeout(watch)
    watch = setTimeout(again, SILENCE_MS)
  }
  async function again() {
    close()
    tries++
    if (tries > 1 && !out) onLine(false)
    retry = setTimeout(() => enter().then(open, again), Math.min(300 * 2 ** tries, 5000))
  }
  let hiding
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hiding)
    if (document.hidden) hiding = setTimeout(close, HIDDEN_MS)
    else if (!source) open()
  })
  window.addEventListener('online', open)
  // It has been told; who signs in again in another window is back here as well.
  document.addEventListener('signed-out', () => {
    out = true
    close()
  })
  open()
  return {
    /** The way to what was said before; undefined when there can't be more. */
    earlier(shown) {
      if (shown < most || most >= MOST) return undefined
      return () => {
        most = Math.min(MOST, most * 3)
        open()
      }
    },
  }
}
