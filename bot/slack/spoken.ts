import type { Block, Message } from '#jobs/kit/message.ts'
import type { Command } from '../kit/command.ts'

/** The one slash command we have in Slack; ours are its words. */
export const SLASH = '/bellhop'

/** "run tidy" after /bellhop is our /run tidy; other words, and what ends as a question, are one. */
export function fromSlack(text: string, commands: Command[]): string {
  const said = plainly(text).replace(/^\/?(bellhop\b)?\s*\/?/i, '')
  const [first = ''] = said.toLowerCase().split(/\s/)
  if (!first) return '/help'
  if (/\?\s*$/.test(said)) return said
  return commands.some(({ name, aliases }) => name === first || aliases?.includes(first)) ? `/${said}` : said
}

/** The words as they were typed: Slack hands on names, links and some letters as markup. */
export function plainly(text: string, self?: string): string {
  return text
    .replaceAll(/<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g, (_, sign: string, what: string, label?: string) => {
      if (sign === '@' && what === self) return ''
      if (sign === '!') return `@${label?.replace(/^@/, '') || what}`
      if (sign) return `${sign}${label || what}`
      return what.startsWith('mailto:') ? what.slice(7) : what
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}

/** What we say names our commands as they are typed in Slack. */
export function inSlack(message: Message, commands: Command[]): Message {
  const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases]).filter((name) => /^\w+$/.test(name))
  const ours = new RegExp(`(?<![\\w/:.])/(?=(?:${names.join('|')})\\b)`, 'g')
  const said = (text: string) => text.replaceAll(ours, `${SLASH} `)
  const blocks = message.blocks.map((block): Block => {
    if (block.kind === 'text') return { ...block, text: said(block.text) }
    if (block.kind !== 'facts') return block
    return { ...block, facts: block.facts.map((fact) => ({ ...fact, value: said(fact.value) })) }
  })
  return { ...message, ...(message.title !== undefined && { title: said(message.title) }), blocks }
}
