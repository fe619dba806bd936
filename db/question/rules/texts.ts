import type { Draft } from '../draft.ts'
import type { Rule } from '../pattern.ts'
import { cond } from './making.ts'

/** Pieces of a text: names that start with, memos that mention. */
export const TEXTS: Rule<Draft>[] = [
  {
    name: 'starts with, contains',
    when: 'col:(dim|idc|ent) (with|rel|in|of|neg)* like:like text:(str|x|val|n|dim|w|idc|ent)',
    make: (m) => {
      const field = m.one('col').field ?? m.one('col').ent!.label[0]
      const text = m.one('text')
      const not = m.items.some((each) => each.t === 'neg')
      return (
        field && [cond(m, field, { text: String(text.value ?? text.say), at: m.one('like').at!, ...(not && { not }) })]
      )
    },
  },
  {
    name: 'whose name contains',
    when: 'e:ent (with|of|in|rel)* nameof (with|rel|in|of|neg)* like:like text:(str|x|val|n|dim|w|idc|ent)',
    make: (m) => {
      const field = m.one('e').ent!.label[0]
      const text = m.one('text')
      const not = m.items.some((each) => each.t === 'neg')
      const test = { text: String(text.value ?? text.say), at: m.one('like').at!, ...(not && { not }) }
      return field && m.one('e').ent!.own
        ? [m.one('e'), cond({ ...m, items: m.items.slice(1) }, field, test)]
        : undefined
    },
  },
  {
    name: 'mentions',
    when: 'like:like text:(str|x|val|ent|dim|num|verb)',
    make: (m, draft) => {
      const told = draft.atlas.fields.filter((each) => PROSE.test(each.words.join(' ')) && each.column.kind === 'text')
      const text = String(m.one('text').value ?? m.one('text').say)
      return /^mention/.test(m.one('like').say) && told.length === 1
        ? [cond(m, told[0]!, { text: m.one('text').t === 'str' ? text : m.one('text').say, at: 'anywhere' })]
        : undefined
    },
  },
]

/** Where people write what they want. */
const PROSE = /\b(memo|comment|note|description|text|message|remark|feedback|review|body|subject|summary)$/
