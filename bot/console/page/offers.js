import { me } from './api.js'
import { h } from './dom.js'

/** Commands that can be meant while one is being typed, with what they do and an example. */
export function openOffers(area) {
  const list = h('ul', { class: 'offers', id: 'offers', role: 'listbox', 'aria-label': 'Commands', hidden: true })
  let shown = []
  let at = 0
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-controls', 'offers'],
    ['aria-autocomplete', 'list'],
  ])
    area.setAttribute(name, value)

  function update() {
    shown = matching(area.value)
    at = 0
    draw()
  }
  function draw() {
    list.replaceChildren(...shown.map((command, i) => line(command, i === at, i, () => take(command))))
    list.hidden = shown.length === 0
    area.setAttribute('aria-expanded', String(!list.hidden))
    if (shown.length) area.setAttribute('aria-activedescendant', `offer-${at}`)
    else area.removeAttribute('aria-activedescendant')
    list.children[at]?.scrollIntoView({ block: 'nearest' })
  }
  function close() {
    shown = []
    draw()
  }
  /** The word is completed; a command that needs nothing more is ready to be sent. */
  function take({ name, usage }) {
    area.value = usage.includes(' ') ? `/${name} ` : `/${name}`
    close()
    area.focus()
  }
  const moves = { ArrowDown: 1, ArrowUp: -1 }
  function key(event) {
    if (!shown.length) return false
    const exact = area.value === `/${shown[at].name}`
    if (moves[event.key]) {
      at = (at + moves[event.key] + shown.length) % shown.length
      draw()
    } else if (event.key === 'Escape') close()
    else if (event.key === 'Tab' && !event.shiftKey) take(shown[at])
    else if (event.key === 'Enter' && !event.shiftKey && !exact) take(shown[at])
    else return close() === true
    event.preventDefault()
    return true
  }
  area.addEventListener('blur', () => setTimeout(close, 150))
  return { element: list, update, key }
}

function matching(text) {
  const word = /^\/([\w-]*)$/.exec(text)?.[1]?.toLowerCase()
  return word === undefined ? [] : me.commands.filter(({ name }) => name.startsWith(word))
}

function line({ usage, say, example }, chosen, i, take) {
  const more = example === usage || example === usage.split(' ')[0] ? say : `${say} · ${example}`
  return h(
    'li',
    {
      id: `offer-${i}`,
      role: 'option',
      'aria-selected': String(chosen),
      onmousedown: (event) => event.preventDefault(),
      onclick: take,
    },
    h('b', {}, usage),
    h('span', { class: 'soft' }, more),
  )
}
