import { me } from './api.js'
import { h } from './dom.js'

/** An empty conversation says what can be done here. */
export function drawWelcome(composer, outbox) {
  const asks = me.suggestions.map((text) => chip(text, () => outbox.add({ text })))
  const commands = me.commands
    .filter(needsNothing)
    .slice(0, 5)
    .map(({ example }) => chip(example, () => composer.put(example)))
  const demo =
    me.workspace.demo && h('p', {}, 'You are looking at a pretend company, made up so that you can try everything.')
  return h(
    'div',
    { class: 'welcome' },
    h('h1', {}, 'What shall I do?'),
    demo,
    asks.length > 0 && h('p', { class: 'soft' }, 'Ask me something:'),
    asks.length > 0 && h('div', { class: 'chips' }, asks),
    h('p', { class: 'soft' }, 'Or a command. Type / to see all of them, or drop a file here.'),
    h('div', { class: 'chips' }, commands),
  )
}

const needsNothing = ({ usage }) => !/ [^[]/.test(usage)
const chip = (text, onclick) => h('button', { type: 'button', onclick }, text)
