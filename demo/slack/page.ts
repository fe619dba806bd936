import { readFileSync } from 'node:fs'
import { clock, escapeHtml, page } from '../kit/html.ts'
import { markdown, showBlocks } from './show-blocks.ts'
import type { Channel, Message, SharedFile, World } from './world.ts'

const css = () => readFileSync(new URL('page.css', import.meta.url), 'utf8')

/** A channel as it looks on a desk, from what really arrived; replies stand under what they reply to. */
export function channelPage(world: World, channel: Channel): string {
  const first = channel.messages.filter((m) => !m.thread_ts || m.thread_ts === m.ts)
  const rows = first.flatMap((m) => [
    row(m, world),
    ...channel.messages.filter((r) => r.thread_ts === m.ts && r !== m).map((r) => row(r, world, true)),
  ])
  return framed(world, nameOf(world, channel), rows.join('\n'), channel.id)
}

export function listPage(world: World): string {
  return framed(world, 'Channels', '')
}

export function homePage(world: World, user: string): string {
  const modals = (world.modals.get(user) ?? []).map((view) => `<hr>${showBlocks(view.blocks)}`)
  return framed(
    world,
    'Home',
    `<div class="home">${showBlocks(world.homes.get(user)?.blocks ?? [])}${modals.join('')}</div>`,
  )
}

function framed(world: World, title: string, body: string, here = ''): string {
  const link = (c: Channel) =>
    `<a class="${c.id === here ? 'here' : ''}" href="/channel/${c.id}">${escapeHtml(nameOf(world, c))}</a>`
  const nav = `<nav><h1>${escapeHtml(world.team.name)}</h1>${[...world.channels.values()].map(link).join('')}</nav>`
  return page(title, css(), `${nav}<main><h2>${escapeHtml(title)}</h2>${body}</main>`)
}

function nameOf({ users, bot }: World, { kind, name, members }: Channel): string {
  if (kind !== 'im') return `# ${name}`
  return users.get([...members].find((id) => id !== bot.id) ?? '')?.real_name ?? ''
}

function row(message: Message, world: World, reply = false): string {
  const user = world.users.get(message.user)
  const bot = user?.is_bot ? '<span class="app">APP</span>' : ''
  const name = user?.real_name ?? '?'
  const note = [message.edited && '(edited)', message.only && 'Only visible to one person'].filter(Boolean).join(' ')
  const body = message.blocks
    ? showBlocks(message.blocks)
    : `<div class="text" dir="auto">${markdown(message.text)}</div>`
  const reactions = (message.reactions ?? [])
    .map((r) => `<span class="reaction">${escapeHtml(r.name)} ${r.count}</span>`)
    .join('')
  const head = `<b>${escapeHtml(name)}</b>${bot} <time>${clock(Number(message.ts))}</time> <span class="note">${note}</span>`
  return `<div class="message ${reply ? 'reply' : ''} ${message.only ? 'only' : ''}"><div class="face ${bot && 'bot'}">${escapeHtml(name[0] ?? '')}</div>
<div class="body">${head}${body}${(message.files ?? []).map((f) => file(f)).join('')}${reactions}</div></div>`
}

function file({ id, title, mimetype, name, size }: SharedFile): string {
  if (mimetype.startsWith('image/') || /\.(png|jpe?g)$/.test(name))
    return `<img class="picture" src="/see/${id}" alt="">`
  return `<div class="file"><b>${escapeHtml(title)}</b><small>${size} bytes</small></div>`
}
