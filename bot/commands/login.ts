import { z } from 'zod'
import { message, say, text } from '#jobs/kit/message.ts'
import { EMAIL } from '#jobs/kit/settings.ts'
import { type CommandContext, defineCommand } from '../kit/command.ts'
import { asEmail } from '../kit/email.ts'
import { noMail, requestCode, verifyCode } from '../kit/sign-in.ts'

export const login = defineCommand({
  name: 'login',
  group: 'People',
  say: 'Sign in with your e-mail address',
  example: '/login me@company.com',
  role: 'anyone',
  privately: true,
  args: z.object({ what: z.string().describe('What is your e-mail address?') }),
  async run({ what }, context) {
    const code = /^\W*(\d{3})[\s-]?(\d{3})\W*$/.exec(what)
    if (code) return enter(`${code[1]}${code[2]}`, context)
    const email = asEmail(what)
    if (EMAIL.test(email)) return askForCode(email, context)
    await context.awaits('login')
    return say('That is neither an e-mail address nor a code of six digits. Send me one of them.', 'warn')
  },
})

async function askForCode(email: string, context: CommandContext) {
  const { house, workspace, face, user, person } = context
  const asked = await requestCode(house, workspace, { face, user, name: person.name }, email)
  if (asked === 'no mail') return noMail()
  await context.awaits('login')
  if (asked === 'wait')
    return say('I was asked for a code less than a minute ago. Send me that one, or try again in a minute.', 'warn')
  return message(
    'Look into your mail',
    'plain',
    text(`If ${email} may sign in here, six digits are on their way there. Send them to me within 10 minutes.`),
    text('Nothing came? Ask an admin whether your address is let in.', 'quiet'),
  )
}

async function enter(code: string, context: CommandContext) {
  const { house, workspace, face, user, person } = context
  const signed = await verifyCode(house, workspace, { face, user, name: person.name }, code)
  if (signed.ok)
    return message(
      `Welcome, ${signed.person.name}`,
      'good',
      text(`You are ${signed.person.role} here. /help shows what I can do.`),
    )
  await context.awaits('login')
  return say(
    'That code does not fit: it may be mistyped, used or older than 10 minutes. Try again, or get a new one with /login and your address.',
    'warn',
  )
}
