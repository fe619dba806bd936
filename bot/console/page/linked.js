import { me } from './api.js'
import { h } from './dom.js'

const special = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]|(?<=^|\s)\/[a-z]+(?=[\s.,:]|$))/gm

/** Addresses in a text can be opened and commands taken up; everything else stays a text. */
export function linked(text, offer) {
  return text.split(special).map((part, i) => (i % 2 ? taken(part, offer) : part))
}

function taken(part, offer) {
  if (!part.startsWith('/')) return h('a', { href: part, target: '_blank', rel: 'noopener noreferrer' }, part)
  const known = offer && me.commands.some(({ name }) => part === `/${name}`)
  return known ? h('button', { type: 'button', class: 'word', onclick: () => offer(part) }, part) : part
}
