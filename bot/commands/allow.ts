import { z } from 'zod'
import { listPeople, personByEmail } from '#db/people.ts'
import { dropRight, listRights, type Only, setRight } from '#db/rights.ts'
import { type Message, message, say, text } from '#jobs/kit/message.ts'
import { showOnly } from '#jobs/kit/rights.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'
import { asEmail } from '../kit/email.ts'

export const allow = defineCommand({
  name: 'allow',
  group: 'People',
  say: 'What somebody may run or see, beyond or below their role',
  example: '/allow operators sales branch=BKK,CNX',
  role: 'admin',
  args: z.object({
    who: z.string().optional().describe('Who? An e-mail address, viewers or operators.'),
    what: z.string().optional().describe('What? A job, a dataset, jobs or data.'),
    only: z.string().optional().describe('How much? anything, nothing, usual, or for example branch=BKK,CNX'),
  }),
  async run({ who, what, only }, context) {
    if (!who) return list(context)
    const someone = await whoIsMeant(who, context)
    if (!someone) return say(`"${who}" is nobody I know. Write an e-mail address, viewers or operators.`, 'warn')
    if (!what) return list(context, someone.key)
    const things = await thingsCalled(what, context)
    if (things.length !== 1) return say(unclear(what, things), 'warn')
    return change(someone, things[0]!, only?.trim() ?? 'anything', context)
  },
})

async function change(
  who: { key: string; say: string },
  what: string,
  rule: string,
  { workspace, person, note, now }: CommandContext,
): Promise<Message> {
  const said = what.replace(/^\w+:\*?/, '') || (what === 'job:*' ? 'jobs' : 'data')
  if (rule === 'usual') {
    await dropRight(workspace.db, who.key, what)
    note('changed', `${who.say} may do with ${said} what their role says`)
    return say(`${who.say}: ${said} is as their role says again.`, 'good')
  }
  const only = readRule(rule)
  if (only === undefined)
    return say(`I don't understand "${rule}". Write anything, nothing, usual, or for example branch=BKK,CNX.`, 'warn')
  await setRight(workspace.db, { who: who.key, what, only, by: person.id, at: now() })
  note('changed', `${who.say} may ${said}: ${showOnly(only)}`)
  return say(`${who.say}: ${said}, ${only && Object.keys(only).length ? 'only with ' : ''}${showOnly(only)}.`, 'good')
}

function readRule(rule: string): Only | undefined {
  if (rule === 'anything') return null
  if (rule === 'nothing') return {}
  const words = rule.replace(/^only( with)?\s+/i, '').split(/\s+/)
  const limits = words.map((word) => /^([\w-]+)=(.+)$/.exec(word))
  if (limits.some((limit) => !limit)) return undefined
  return Object.fromEntries(limits.map((limit) => [limit![1]!, limit![2]!.split(',').filter(Boolean)]))
}

const roleWords: Record<string, string> = {
  viewer: 'viewer',
  viewers: 'viewer',
  operator: 'operator',
  operators: 'operator',
}

async function whoIsMeant(
  word: string,
  { workspace }: CommandContext,
): Promise<{ key: string; say: string } | undefined> {
  const role = roleWords[word.toLowerCase()]
  if (role) return { key: `role:${role}`, say: `Every ${role}` }
  const person = await personByEmail(workspace.db, asEmail(word))
  return person && { key: `person:${person.id}`, say: person.name }
}

async function thingsCalled(word: string, { house, workspace }: CommandContext): Promise<string[]> {
  const wanted = word.toLowerCase()
  if (wanted === 'jobs') return ['job:*']
  if (wanted === 'data') return ['data:*']
  const jobs = house.jobs.map(({ name }) => `job:${name}`)
  const data = (await house.datasets(workspace)).map(({ name }) => `data:${name}`)
  return [...jobs, ...data].filter((thing) => thing === wanted || thing.split(':')[1] === wanted)
}

function unclear(what: string, things: string[]): string {
  return things.length
    ? `Which one: ${things.join(' or ')}?`
    : `No job and no dataset is called ${what}. /jobs and /data list them.`
}

async function list({ workspace }: CommandContext, who?: string): Promise<Message> {
  const names = new Map((await listPeople(workspace.db)).map(({ id, name }) => [`person:${id}`, name]))
  const rules = (await listRights(workspace.db)).filter((rule) => !who || rule.who === who)
  if (!rules.length)
    return say('Nothing is said beyond the roles: viewers ask, operators run jobs, admins do everything.')
  const rows = rules.map((rule) => [
    names.get(rule.who) ?? rule.who.replace('role:', 'every '),
    rule.what,
    showOnly(rule.only),
  ])
  return message(
    'Beyond the roles',
    'plain',
    { kind: 'table', columns: [{ name: 'who' }, { name: 'what' }, { name: 'only' }], rows },
    text('What is said about a person goes before what is said about their role.', 'quiet'),
  )
}
