import { drawMessage, inWords } from './blocks.js'
import { makeComposer } from './composer.js'
import { h, speak, swap, underFinger } from './dom.js'
import { drawSaid, drawUnsent } from './said.js'
import { keepDown } from './scroll.js'
import { clock, dayName } from './time.js'
import { drawWelcome } from './welcome.js'

/** The conversation: what came through the stream, and after it what is still on its way there. */
export function openChat({ outbox, act, earlier }) {
  const talk = h('div', { class: 'talk', role: 'log', 'aria-label': 'Conversation', 'aria-live': 'off' })
  const scroll = h('div', { class: 'scroll', tabIndex: -1 }, talk)
  const composer = makeComposer({ say: (text) => outbox().add({ text }), attach, history })
  const down = keepDown(scroll, talk)
  composer.element.prepend(down.button)
  const element = h('section', { class: 'chat', 'aria-label': 'Chat' }, scroll, composer.element)
  const items = new Map()
  const drawn = new Map()
  let heard = false
  let end = ''
  let held

  function attach(files) {
    for (const file of files) outbox().add({ file })
  }
  function history() {
    return [...items.values()]
      .filter(({ from, press, text }) => from === 'person' && !press && text)
      .map(({ text }) => text)
  }
  const pressed = () => new Set([...items.values(), ...outbox().all()].flatMap(({ press }) => press ?? []))

  function take({ all, items: news }) {
    if (all) for (const id of [...items.keys()]) if (!news.some((item) => item.id === id)) forget(id)
    for (const item of news) {
      if (heard && !all && item.from === 'bellhop' && !items.has(item.id)) speak(inWords(item.message))
      items.set(item.id, item)
    }
    heard = true
    outbox().arrived(new Set(news.map(({ id }) => id)))
    draw()
  }
  function forget(id) {
    items.delete(id)
    drawn.get(id)?.element.remove()
    drawn.delete(id)
  }
  function draw() {
    if (!heard) return
    clearTimeout(held)
    if (underFinger(talk)) held = setTimeout(draw, 50)
    else drawNow()
  }
  function drawNow() {
    const used = pressed()
    const ordered = [...items.values()].sort((a, b) => a.at - b.at)
    const lines = ordered.flatMap((item, i) => [...dayBefore(ordered[i - 1], item), elementOf(item, used)])
    const waits = ordered.findLast(({ from }) => from === 'person')
    const unsent = outbox()
      .all()
      .filter(({ event }) => !items.has(event))
      .map((entry) => drawUnsent(entry, outbox()))
    const thinking =
      waits && !waits.answered && !unsent.length
        ? [h('p', { class: 'thinking', 'aria-label': 'Bellhop is at it' }, h('i'), h('i'), h('i'))]
        : []
    const empty = !lines.length && !unsent.length ? [drawWelcome(composer, outbox())] : []
    place([...empty, ...more(), ...lines, ...unsent, ...thinking])
    newest(ordered.at(-1), unsent.length)
  }
  function place(wanted) {
    const here = talk.contains(document.activeElement)
    down.steady(() => arrange(talk, wanted))
    if (here && !talk.contains(document.activeElement)) composer.focus()
  }
  /** Follows when something new stands at the end, not when something was only edited. */
  function newest(last, unsent) {
    const now = `${last?.id} ${unsent}`
    if (now !== end) down.follow(last?.from === 'person' || unsent > 0)
    end = now
  }
  const offer = (command) => composer.put(`${command} `)
  function more() {
    const load = earlier(items.size)
    return load ? [h('button', { type: 'button', class: 'day', onclick: load }, 'Show what was said before')] : []
  }
  function elementOf(item, used) {
    const known = drawn.get(item.id)
    if (known?.rev === item.rev) return known.element
    const element =
      item.from === 'person'
        ? drawSaid(item)
        : drawMessage(item.message, { act, offer, used: (token) => used.has(token) })
    element.title = clock(item.at)
    element.dataset.stays = item.id
    if (known) swap(known.element, element)
    drawn.set(item.id, { rev: item.rev, element })
    return element
  }
  return { element, take, draw, attach, put: composer.put, focus: composer.focus, shown: down.shown }
}

function dayBefore(before, item) {
  const day = dayName(item.at)
  return before && dayName(before.at) === day ? [] : [h('p', { class: 'day' }, day)]
}

/** Puts the lines in order without touching those that already stand right: focus and pictures stay. */
function arrange(parent, lines) {
  const wanted = new Set(lines)
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove()
  lines.forEach((line, i) => {
    if (parent.children[i] !== line) parent.insertBefore(line, parent.children[i] ?? null)
  })
}
