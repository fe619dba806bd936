// What runs inside a page, as text: the house itself has no business with the browser's names.

/** Lets go of a file over the page, as a hand would. */
export const dropFile = (name: string, content: string) => `(() => {
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(new File([${JSON.stringify(content)}], ${JSON.stringify(name)}, { type: 'text/csv' }))
  for (const type of ['dragenter', 'dragover', 'drop'])
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
})()`

/** What hangs over the right edge or has to be scrolled sideways. */
export const overEdge = `[...document.querySelectorAll('body, main, .scroll, .card, .view, .view > *')]
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1 ||
    (element.matches('body, main, .scroll') && element.scrollWidth > element.clientWidth))
  .map(({ className, tagName }) => tagName + '.' + className)`

/** Texts that stand out too little from what is behind them (WCAG AA, 4.5 to 1). */
export const faintTexts = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number)
  const linear = (part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)
  const light = (color) => {
    const [r, g, b] = parse(color).map(linear)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ground = (element) => {
    const { backgroundColor } = getComputedStyle(element ?? document.documentElement)
    return !element || (parse(backgroundColor)[3] ?? 1) > 0 ? backgroundColor : ground(element.parentElement)
  }
  return [...document.querySelectorAll('main p, main h1, main h3, main button, main .soft, .tabs a, .where, .leave')]
    .filter((element) => element.textContent && element.offsetParent)
    .flatMap((element) => {
      const [a, b] = [light(getComputedStyle(element).color), light(ground(element))]
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
      return ratio < 4.5 ? [element.textContent + ' ' + ratio.toFixed(2)] : []
    })
})()`

/** How light the page is, from 0 to 255. */
export const lightness = 'Number(getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0])'
