/** Makes an element. Whatever is given as a child becomes text, never markup. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) set(element, name, value)
  element.append(...children.flat(9).filter((child) => child !== undefined && child !== null && child !== false))
  return element
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return
  if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
  else if (
    name === 'class' ||
    name.startsWith('aria-') ||
    name.startsWith('data-') ||
    name === 'role' ||
    name === 'for'
  )
    element.setAttribute(name, String(value))
  else element[name] = value
}

/** A press counts only on the element it began on, so nothing is exchanged under a finger. */
export function underFinger(element) {
  return element.querySelector('button:active, a:active, summary:active') !== null
}

/** Puts a newly drawn element in place of an old one; whoever was on one of its buttons stays there. */
export function swap(old, fresh) {
  const at = focusables(old).indexOf(document.activeElement)
  old.replaceWith(fresh)
  if (at >= 0) focusables(fresh)[at]?.focus({ preventScroll: true })
}

function focusables(element) {
  return [...element.querySelectorAll('a[href], button, input, textarea, summary, [tabindex="0"]')]
}

let timer
/** A short word at the edge of the page. */
export function toast(...said) {
  const place = document.getElementById('toast')
  place.replaceChildren(...said)
  place.hidden = false
  clearTimeout(timer)
  timer = setTimeout(() => {
    place.hidden = true
  }, 5000)
}

/** Read out by a screen reader, not seen. */
export function speak(text) {
  document.getElementById('spoken').textContent = text
}
