import { readFileSync } from 'node:fs'
import { clock, escapeHtml, page } from '../kit/html.ts'
import type { Chat, Entity, Key, Message, World } from './world.ts'

const css = () => readFileSync(new URL('page.css', import.meta.url), 'utf8')

/** A chat as it looks on a phone, from what really arrived. */
export function chatPage(chat: Chat, world: World): string {
  const name = chat.title ?? world.bot.first_name
  const about = chat.type === 'private' ? 'bot' : `${chat.members.size + 1} members`
  const rows = chat.messages.map((m) => row(m, chat, world)).join('\n')
  return page(name, css(), `<header>${escapeHtml(name)}<small>${about}</small></header><main>${rows}</main>`)
}

export function listPage({ chats }: World): string {
  const one = (chat: Chat) =>
    `<li><a href="/chat/${chat.id}">${escapeHtml(chat.title ?? chat.first_name ?? '')}</a> ${chat.messages.length} messages</li>`
  return page('Chats', css(), `<main><ul class="chats">${[...chats.values()].map(one).join('')}</ul></main>`)
}

function row(message: Message, chat: Chat, world: World): string {
  const mine = message.from?.id !== world.bot.id
  const words = serviceWords(message)
  if (words) return `<div class="row service"><div class="bubble service">${escapeHtml(words)}</div></div>`
  const name = chat.type === 'private' ? '' : `<div class="name">${escapeHtml(message.from?.first_name ?? '')}</div>`
  const topic = chat.topics.get(message.message_thread_id ?? 0)
  const thread = topic ? `<div class="thread"># ${escapeHtml(topic)}</div>` : ''
  const edited = message.edit_date ? 'edited ' : ''
  const body = `${thread}${name}${attached(message)}${formatted(message)}<time>${edited}${clock(message.date)}</time>`
  return `<div class="row ${mine ? 'me' : ''}" dir="auto"><div class="bubble">${body}</div>${keys(message)}</div>`
}

function serviceWords(message: Message): string {
  const topic = message.forum_topic_created as { name: string } | undefined
  if (topic) return `The topic “${topic.name}” was created`
  if (message.migrate_to_chat_id) return 'This group became a supergroup'
  if (message.left_chat_member) return `${message.from?.first_name} left`
  return message.new_chat_members ? `${message.from?.first_name} joined` : ''
}

function attached({ photo, document, voice, sticker }: Message): string {
  if (photo) return `<img class="photo" src="/see/${photo[0]!.file_id}" alt="">`
  const file = document ?? voice ?? sticker
  if (!file) return ''
  const sign = document ? '↓' : voice ? '▶' : '☺'
  return `<div class="file"><i>${sign}</i><div><b>${escapeHtml(file.file_name ?? '')}</b><small>${file.file_size} bytes</small></div></div>`
}

function keys({ reply_markup }: Message): string {
  if (!reply_markup) return ''
  const one = (key: Key) => `<span class="${key.style ?? ''} ${key.url ? 'link' : ''}">${escapeHtml(key.text)}</span>`
  return `<div class="keys">${reply_markup.inline_keyboard.map((line) => `<div>${line.map(one).join('')}</div>`).join('')}</div>`
}

const HTML: Record<string, [string, string]> = {
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
  underline: ['<u>', '</u>'],
  strikethrough: ['<s>', '</s>'],
  code: ['<code>', '</code>'],
  pre: ['<pre>', '</pre>'],
  blockquote: ['<blockquote>', '</blockquote>'],
}

function formatted({ text, entities, caption, caption_entities }: Message): string {
  return withEntities(text ?? caption ?? '', entities ?? caption_entities ?? [])
}

/** Entities are nested or apart, so opening and closing at their edges is enough. */
function withEntities(text: string, entities: Entity[]): string {
  const edges = new Map<number, string>()
  const put = (at: number, html: string, first: boolean) =>
    edges.set(at, first ? html + (edges.get(at) ?? '') : (edges.get(at) ?? '') + html)
  for (const { type, offset, length } of entities) {
    const [open, close] = HTML[type] ?? ['<a>', '</a>']
    put(offset, open, false)
    put(offset + length, close, true)
  }
  const at = [...new Set([0, ...edges.keys(), text.length])].sort((a, b) => a - b)
  const html = at.map((from, i) => (edges.get(from) ?? '') + escapeHtml(text.slice(from, at[i + 1] ?? from))).join('')
  // A block ends its line by itself.
  return html.replaceAll('</pre>\n', '</pre>')
}
