const LETTERS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => LETTERS[letter]!)

export function page(title: string, css: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${css}</style></head><body>${body}</body></html>`
}

/** "14:05", as chat apps write it beside a message. */
export const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 16)
