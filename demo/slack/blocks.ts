import { type Block, refuse } from './world.ts'

type Text = { type?: string; text?: string }
type Problems = string[]
type Check = (block: Block, at: string) => Problems

const MOST = { message: 50, view: 100, chars: 13_200 }

/** Refuses blocks as Slack does: one word, and where each trouble lies. */
export function checkBlocks(blocks: Block[] | undefined, where: 'message' | 'view' = 'message'): void {
  if (!blocks) return
  if (!Array.isArray(blocks)) refuse('invalid_blocks_format')
  const problems = blocks.flatMap((block, i) => checkBlock(block, `/blocks/${i}`))
  if (blocks.length > MOST[where]) problems.push(`no more than ${MOST[where]} items allowed [json-pointer:/blocks]`)
  if (blocks.filter((b) => b?.type === 'table').length > 1)
    problems.push('only one table allowed [json-pointer:/blocks]')
  const ids = blocks.flatMap((b) => b?.block_id ?? [])
  if (new Set(ids).size < ids.length) problems.push('block_id must be unique [json-pointer:/blocks]')
  if (problems.length) refuse('invalid_blocks', ...problems.map((problem) => `[ERROR] ${problem}`))
  if (where === 'message' && lettersIn(blocks) > MOST.chars) refuse('msg_blocks_too_long')
}

function checkBlock(block: Block, at: string): Problems {
  const check = Object.hasOwn(CHECKS, block?.type) ? CHECKS[block.type] : undefined
  if (!check) return [`unsupported type: ${block?.type} [json-pointer:${at}/type]`]
  return [...check(block, at), ...long(block.block_id as string | undefined, 255, `${at}/block_id`)]
}

const CHECKS: Record<string, Check> = {
  divider: () => [],
  header: (b, at) => text(b.text as Text, 150, `${at}/text`, ['plain_text']),
  section(b, at) {
    const fields = (b.fields as Text[] | undefined) ?? []
    const none = b.text || fields.length ? [] : [`must have text or fields [json-pointer:${at}]`]
    const own = b.text ? text(b.text as Text, 3000, `${at}/text`) : []
    return [
      ...none,
      ...own,
      ...many(fields, 10, `${at}/fields`),
      ...fields.flatMap((f, i) => text(f, 2000, `${at}/fields/${i}`)),
    ]
  },
  context(b, at) {
    const all = (b.elements as (Text & Block)[] | undefined) ?? []
    const each = all.flatMap((e, i) =>
      e.type === 'image' ? image(e, `${at}/elements/${i}`) : text(e, 3000, `${at}/elements/${i}`),
    )
    return [...some(all, `${at}/elements`), ...many(all, 10, `${at}/elements`), ...each]
  },
  actions(b, at) {
    const all = (b.elements as Block[] | undefined) ?? []
    const ids = all.map((e) => e.action_id)
    const twice = new Set(ids).size < ids.length ? [`action_id must be unique [json-pointer:${at}/elements]`] : []
    return [
      ...some(all, `${at}/elements`),
      ...many(all, 25, `${at}/elements`),
      ...twice,
      ...all.flatMap((e, i) => element(e, `${at}/elements/${i}`)),
    ]
  },
  image,
  rich_text: (b, at) =>
    some((b.elements as unknown[]) ?? [], `${at}/elements`).concat(richText(b.elements as Block[], `${at}/elements`)),
  table,
  input: (b, at) =>
    text(b.label as Text, 2000, `${at}/label`, ['plain_text']).concat(
      b.element ? [] : [`missing element [json-pointer:${at}/element]`],
    ),
  markdown: (b, at) => long(b.text as string, 12_000, `${at}/text`),
}

function element(e: Block, at: string): Problems {
  if (e.type !== 'button') return []
  const style =
    e.style && !['primary', 'danger'].includes(e.style as string)
      ? [`must be primary or danger [json-pointer:${at}/style]`]
      : []
  const url = e.url && !/^https?:\/\/./.test(e.url as string) ? [`invalid url [json-pointer:${at}/url]`] : []
  return [
    ...text(e.text as Text, 75, `${at}/text`, ['plain_text']),
    ...long(e.value as string, 2000, `${at}/value`),
    ...long(e.url as string, 3000, `${at}/url`),
    ...long(e.action_id as string, 255, `${at}/action_id`),
    ...style,
    ...url,
  ]
}

function image(b: Block, at: string): Problems {
  const source = b.image_url || b.slack_file ? [] : [`must have image_url or slack_file [json-pointer:${at}]`]
  const alt = b.alt_text ? [] : [`missing required field: alt_text [json-pointer:${at}]`]
  return [...source, ...alt, ...long(b.alt_text as string, 2000, `${at}/alt_text`)]
}

function table(b: Block, at: string): Problems {
  const rows = (b.rows as Text[][] | undefined) ?? []
  const widths = rows.flatMap((row, i) => many(row, 20, `${at}/rows/${i}`))
  const cells = rows.flat().filter((cell) => cell.type === 'raw_text')
  const empty = cells.some((cell) => !cell.text) ? [`must be more than 0 characters [json-pointer:${at}/rows]`] : []
  const letters = cells.reduce((sum, cell) => sum + (cell.text ?? '').length, 0)
  const full = letters > 10_000 ? [`must be less than 10001 characters in all [json-pointer:${at}/rows]`] : []
  return [...some(rows, `${at}/rows`), ...many(rows, 100, `${at}/rows`), ...widths, ...empty, ...full]
}

/** Rich text is a tree; its leaves must say something, and links must lead somewhere. */
function richText(elements: Block[] | undefined, at: string): Problems {
  return (elements ?? []).flatMap((e, i) => {
    if (e.elements) return richText(e.elements as Block[], `${at}/${i}/elements`)
    if (e.type === 'text') return e.text ? [] : [`must be more than 0 characters [json-pointer:${at}/${i}/text]`]
    return e.type === 'link' && !e.url ? [`missing required field: url [json-pointer:${at}/${i}]`] : []
  })
}

function text(value: Text | undefined, most: number, at: string, types = ['plain_text', 'mrkdwn']): Problems {
  if (!value || !types.includes(value.type ?? '')) return [`unsupported type: ${value?.type} [json-pointer:${at}/type]`]
  if (!value.text) return [`must be more than 0 characters [json-pointer:${at}/text]`]
  return long(value.text, most, `${at}/text`)
}

const long = (value: string | undefined, most: number, at: string): Problems =>
  (value ?? '').length > most ? [`must be less than ${most + 1} characters [json-pointer:${at}]`] : []
const many = (items: unknown[], most: number, at: string): Problems =>
  items.length > most ? [`no more than ${most} items allowed [json-pointer:${at}]`] : []
const some = (items: unknown[], at: string): Problems =>
  items.length ? [] : [`no fewer than 1 items required [json-pointer:${at}]`]

function lettersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + lettersIn(item), 0)
  if (!value || typeof value !== 'object') return 0
  const own = (value as Text).text
  return (
    (typeof own === 'string' ? own.length : 0) +
    Object.values(value).reduce<number>((sum, item) => sum + lettersIn(item), 0)
  )
}
