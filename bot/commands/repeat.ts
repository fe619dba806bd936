import { z } from 'zod'
import type { StoredAnswer } from '#db/answers.ts'
import { addSchedule, changeSchedule, dropSchedule, getSchedule, listSchedules, type Schedule } from '#db/schedules.ts'
import { answer as answerJob } from '#jobs/answer.ts'
import { showTime } from '#jobs/kit/format.ts'
import { newId } from '#jobs/kit/id.ts'
import { buttons, type Message, message, say, text } from '#jobs/kit/message.ts'
import { isTooOften, nextFires, type Rhythm, readRhythm } from '#jobs/kit/rhythm.ts'
import { answerMeant, LAST, noSuchAnswer } from '../kit/answer-meant.ts'
import { type CommandContext, defineCommand, may } from '../kit/command.ts'
import { conversationOf } from '../kit/face.ts'

const MOST = 20
const WISH =
  /^(?:please )?(?:send|bring|give|show|tell|repeat|kirim|kirimkan|ulangi|ส่ง)(?: ?(?:me|us|this|that|it|again|to me|to us|saya|ini|ให้ฉัน|อันนี้))* ?((?:every|each|daily|weekly|monthly|hourly|on|weekdays|setiap|tiap|ทุก).*?)(?: please| pls)?$/iu

export const repeat = defineCommand({
  name: 'repeat',
  group: 'Ask',
  say: 'Bring an answer again by the clock; list what comes, or stop it',
  example: '/repeat last every Monday at 8:00',
  role: 'viewer',
  args: z.object({
    answer: z.string().default('list').describe('Which answer: last, or the id below it? Or: list, stop'),
    when: z.string().optional().describe('How often?'),
  }),
  hears(said) {
    const when = WISH.exec(said)?.[1]
    return when && readRhythm(when) ? { answer: LAST, when } : undefined
  },
  async run({ answer, when }, context) {
    if (answer === 'list') return list(context)
    if (answer === 'stop' || answer === 'take') return change(answer, when?.trim() ?? '', context)
    const found = await answerMeant(answer, context)
    if (!found) return noSuchAnswer(answer)
    if (!context.direct && !may(context.person, 'operator'))
      return say('What this chat is brought is for operators to say. Ask me directly, and I bring it to you.', 'warn')
    return when ? add(found, when, context) : askWhen(found, context)
  },
})

const USUAL = ['every day at 8:00', 'every Monday at 8:00', 'on the 1st at 8:00']

async function askWhen({ run, question }: StoredAnswer, context: CommandContext, why?: string): Promise<Message> {
  await context.awaits('repeat', { answer: run })
  return message(
    why ?? `How often shall I bring "${question}"?`,
    why ? 'warn' : 'plain',
    buttons(...USUAL.map((each) => ({ label: each, say: `/repeat ${run} ${each}` }))),
    text(`Or write it: weekdays 7:30, every Friday at 17:00, every hour (${context.workspace.zone} time).`, 'quiet'),
  )
}

async function add(found: StoredAnswer, when: string, context: CommandContext): Promise<Message | undefined> {
  const { workspace, person, place, now, note } = context
  const { zone, db } = workspace
  const rhythm = readRhythm(when)
  if (!rhythm) return askWhen(found, context, `I can't read "${when.slice(0, 60)}" as a time that comes back.`)
  if (isTooOften(rhythm, zone, now())) return askWhen(found, context, 'At most once an hour, please.')
  const [nextAt] = nextFires({ ...rhythm, zone }, now())
  if (!nextAt) return askWhen(found, context, 'That never comes.')
  const here = await listSchedules(db, place)
  if (here.length >= MOST) return say(`${MOST} answers come here by the clock already. Stop one first: /repeat`, 'warn')
  const id = newId()
  const same = here.find(({ title, cron }) => title === found.question && cron === rhythm.cron)
  if (!same) {
    const when = { cron: rhythm.cron, say: rhythm.say, zone, nextAt }
    const what = { job: answerJob.name, title: found.question, input: inputOf(found, id, rhythm, context) }
    await addSchedule(db, { id, ...what, ...when, place, by: person.id, at: now() })
    note('changed', `"${found.question}" comes ${rhythm.say} to ${place}`)
  }
  const first = showTime(new Date(same?.nextAt ?? nextAt), zone)
  return message(
    `"${found.question}" comes here ${rhythm.say}`,
    'good',
    text(`The first time on ${first} (${zone} time). Words like "last month" are read anew each time.`),
    buttons({ label: 'Stop it', say: `/repeat stop ${same?.id ?? id}` }, { label: 'What comes here', say: '/repeat' }),
  )
}

function inputOf({ question, plan, via }: StoredAnswer, id: string, { say }: Rhythm, { place }: CommandContext) {
  return { question, conversation: conversationOf(place), repeats: { id, say, plan, via } }
}

/** Everybody sees what comes to this place; admins see what comes anywhere. */
async function list({ workspace, place, person, direct }: CommandContext): Promise<Message> {
  const all = direct && may(person, 'admin')
  const found = await listSchedules(workspace.db, all ? undefined : place)
  if (!found.length) return say('Nothing comes here by the clock. Ask something, then press Repeat below the answer.')
  const columns = [{ name: 'what' }, { name: 'when' }, { name: 'next' }, { name: 'id' }]
  const rows = found.map((each) => [
    each.place === place ? each.title : `${each.title} (${each.place})`,
    each.say,
    each.paused ? `rests: ${each.paused}` : showTime(new Date(each.nextAt), each.zone),
    each.id,
  ])
  const stops = found.slice(0, 5).map(({ id, title }) => ({ label: `Stop ${title}`, say: `/repeat stop ${id}` }))
  return message('What comes by the clock', 'plain', { kind: 'table', columns, rows }, buttons(...stops))
}

async function change(how: 'stop' | 'take', id: string, context: CommandContext): Promise<Message> {
  const { workspace, note } = context
  const found = await getSchedule(workspace.db, id)
  if (!found) return say(`Nothing with the id ${id.slice(0, 20)} comes by the clock. /repeat lists what does.`, 'warn')
  if (!mayChange(found, context)) return say('That is for who asked for it, and for operators where it comes.', 'warn')
  note('changed', `"${found.title}" ${found.say} to ${found.place}: ${how}`)
  if (how === 'take') return take(found, context)
  await dropSchedule(workspace.db, id)
  return say(`"${found.title}" no longer comes ${found.say}.`, 'good')
}

/** From now on it shows what the new owner may see, so it comes to where that one speaks. */
async function take(found: Schedule, { workspace, person, place, now }: CommandContext): Promise<Message> {
  const input = { ...(found.input as object), conversation: conversationOf(place) }
  const [nextAt = found.nextAt] = nextFires(found, now())
  await changeSchedule(workspace.db, found.id, { by: person.id, place, input, paused: null, nextAt })
  return say(`"${found.title}" comes here ${found.say}, with what you may see.`, 'good')
}

function mayChange({ by, place }: Schedule, { person, place: here, direct }: CommandContext): boolean {
  if (may(person, 'admin') || by === person.id) return true
  return place === here && (direct || may(person, 'operator'))
}
