import { escapeHtml } from '../kit/html.ts'
import type { Block } from './world.ts'

type Part = Record<string, unknown>
type Text = { type: string; text: string }

/** Blocks as the app draws them. */
export function showBlocks(blocks: Block[]): string {
  return blocks
    .map((block) => SHOW[block.type]?.(block) ?? `<div class="note">${escapeHtml(block.type)}</div>`)
    .join('')
}

const SHOW: Record<string, (block: Part) => string> = {
  divider: () => '<hr>',
  header: (b) => `<div class="header" dir="auto">${words(b.text as Text)}</div>`,
  section: (b) => {
    const fields = ((b.fields as Text[]) ?? []).map((f) => `<div class="text">${words(f)}</div>`).join('')
    return `${b.text ? `<div class="text" dir="auto">${words(b.text as Text)}</div>` : ''}<div class="fields">${fields}</div>`
  },
  context: (b) => `<div class="quiet" dir="auto">${(b.elements as Text[]).map(words).join(' ')}</div>`,
  actions: (b) => `<div class="actions">${(b.elements as Part[]).map(button).join('')}</div>`,
  image: (b) => `<div class="note">${escapeHtml(String(b.alt_text))}</div>`,
  input: (b) =>
    `<div class="input"><b>${words(b.label as Text)}</b><span>${escapeHtml(String((b.element as Part).type))}</span></div>`,
  markdown: (b) => `<div class="text">${escapeHtml(String(b.text))}</div>`,
  rich_text: (b) => (b.elements as Part[]).map(rich).join(''),
  table,
}

function button({ text, style, url }: Part): string {
  return `<span class="button ${style ?? ''}">${words(text as Text)}${url ? ' ↗' : ''}</span>`
}

function rich({ type, elements }: Part): string {
  const inner = (elements as Part[]).map(run).join('')
  return type === 'rich_text_preformatted'
    ? `<pre dir="auto">${inner}</pre>`
    : `<div class="text" dir="auto">${inner}</div>`
}

function run({ type, text, url, style }: Part): string {
  const shown = escapeHtml(String(text ?? url ?? ''))
  const html = type === 'link' ? `<a href="#">${shown}</a>` : shown
  return (style as { bold?: boolean } | undefined)?.bold ? `<b>${html}</b>` : html
}

function table({ rows, column_settings }: Part): string {
  const settings = (column_settings as { align?: string }[]) ?? []
  const line = (row: Text[], tag: string) =>
    `<tr>${row.map((cell, i) => `<${tag} class="${settings[i]?.align ?? ''}" dir="auto">${escapeHtml(cell.text)}</${tag}>`).join('')}</tr>`
  return `<table>${(rows as Text[][]).map((row, i) => line(row, i ? 'td' : 'th')).join('')}</table>`
}

/** Plain text is shown as it is; mrkdwn has its few signs, and its escaped letters are letters again. */
function words({ type, text }: Text): string {
  return type === 'mrkdwn' ? markdown(text) : escapeHtml(text)
}

export function markdown(text: string): string {
  return escapeHtml(text.replaceAll(/<([@#!][^>]*)>/g, '\u0001$1\u0002'))
    .replaceAll(/&amp;(amp|lt|gt);/g, '&$1;')
    .replaceAll('\u0001', '<mark>')
    .replaceAll('\u0002', '</mark>')
    .replaceAll(/(?<!\w)\*([^*\n]+)\*(?!\w)/g, '<b>$1</b>')
    .replaceAll(/(?<!\w)_([^_\n]+)_(?!\w)/g, '<i>$1</i>')
    .replaceAll(/`([^`\n]+)`/g, '<code>$1</code>')
}
