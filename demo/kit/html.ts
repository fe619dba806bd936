import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const LETTERS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => LETTERS[letter]!)

export function page(title: string, css: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${letters()}${css}</style></head><body>${withSigns(body)}</body></html>`
}

/** "14:05", as chat apps write it beside a message. */
export const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 16)

/** Letters a bare machine may lack. */
function letters(): string {
  const path = createRequire(import.meta.url).resolve(
    '@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
  )
  const src = `url(data:font/ttf;base64,${readFileSync(path, 'base64')})`
  return `@font-face{font-family:Thai;font-weight:100 900;src:${src};unicode-range:U+0E00-0E7F}svg.sign{width:1.15em;height:1.15em;vertical-align:-.2em}`
}

const disc = (color: string, rim = color) => `<circle cx="8" cy="8" r="6.5" fill="${color}" stroke="${rim}"/>`
const THUMB = 'M2 7h3v7H2zM6 7l3-6c2 0 2 2 1 5h4c1 0 1 1 1 2l-1 5c0 1-1 1-2 1H6z'
/** The few signs Bellhop itself uses, drawn, so that a machine without an emoji font shows them too. */
const SIGNS: Record<string, string> = {
  '✅': '<rect width="16" height="16" rx="3" fill="#3bb54a"/><path d="M3.5 8l3 3 6-6" stroke="#fff" stroke-width="2" fill="none"/>',
  '❌': '<path d="M2.5 2.5l11 11m0-11l-11 11" stroke="#e0303b" stroke-width="3"/>',
  '⚠️': '<path d="M8 1l7.500 13.500H.5z" fill="#ffc83d"/><path d="M8 6v4m0 1.500v1.500" stroke="#333" stroke-width="1.700"/>',
  '🔵': disc('#2f80ed'),
  '⚪': disc('#fff', '#aaa'),
  '👍': `<path d="${THUMB}" fill="#ffc83d" stroke="#a87b00" stroke-width=".5"/>`,
  '👎': `<path d="${THUMB}" fill="#ffc83d" stroke="#a87b00" stroke-width=".5" transform="rotate(180 8 8)"/>`,
}

function withSigns(html: string): string {
  const all = new RegExp(Object.keys(SIGNS).join('|'), 'gu')
  return html.replaceAll(
    all,
    (sign) => `<svg class="sign" viewBox="0 0 16 16" role="img" aria-label="${sign}">${SIGNS[sign]}</svg>`,
  )
}
