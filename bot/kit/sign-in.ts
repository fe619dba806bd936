import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { MailServer } from '#connectors/mail.ts'
import { addAudit } from '#db/audit.ts'
import { addCode, tryCode, useCode } from '#db/codes.ts'
import { addPerson, changePerson, linkIdentity, type Person, personByEmail } from '#db/people.ts'
import { getSetting } from '#db/settings.ts'
import type { House } from '#jobs/kit/house.ts'
import { newId } from '#jobs/kit/id.ts'
import { message, say, text } from '#jobs/kit/message.ts'
import { EMAIL } from '#jobs/kit/settings.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { directPlace } from './face.ts'
import { tellAdmins } from './tell.ts'

/** Whoever wants to be known, by the platform's own id. A code that one asked for is of no use to another. */
export type Asker = { face: string; user: string; name: string }

const CODE_MS = 10 * 60_000
const PAUSE_MS = 60_000
const TRIES = 5
const DAY_MS = 86_400_000
/** Where the pretend company's mailbox is; demo/mailbox.ts writes it there. */
const MAILBOX = 'mailbox'

/**
 * Sends a code if this address may sign in. Whether it may is told to nobody: the answer and what is done before it are
 * the same, and the mail goes out afterwards. "wait": one code a minute for an address and for an asker.
 */
export async function requestCode(
  house: House,
  workspace: Workspace,
  asker: Asker,
  email: string,
): Promise<'asked' | 'wait' | 'no mail'> {
  const post = await postOffice(house, workspace)
  if (!post) return 'no mail'
  const to = email.trim().toLowerCase()
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const now = house.now()
  const row = { email: to, asker: keyOf(asker), hash: await hashed(code), createdAt: now, expiresAt: now + CODE_MS }
  const welcome = EMAIL.test(to) && (await roleFor(house, workspace, to, post)) !== undefined
  if (!(await addCode(workspace.db, row, PAUSE_MS))) return 'wait'
  if (welcome) setImmediate(() => void mail(house, workspace, post.server, to, code))
  return 'asked'
}

export type SignedIn = { ok: true; person: Person } | { ok: false }

/** The person behind a code, from now on known as this asker. A wrong, used, old or foreign code is told the same way. */
export async function verifyCode(house: House, workspace: Workspace, asker: Asker, said: string): Promise<SignedIn> {
  const { db } = workspace
  const now = house.now()
  const kept = await tryCode(db, keyOf(asker), TRIES, now)
  const fits = await same(said.replaceAll(/\D/g, ''), kept?.hash ?? (await hashed('none')))
  const post = await postOffice(house, workspace)
  const role = kept && (await roleFor(house, workspace, kept.email, post))
  if (!kept || !fits || !role || !(await useCode(db, kept.id, now))) return { ok: false }
  const person = await letIn(house, workspace, asker, kept.email, role)
  // An address that a real mail has proven holds as well where their files go, for when that becomes home.
  const real = await house.workspaces.open(await house.workspaces.home('file'))
  const there = workspace.demo && real !== workspace && !post?.demo && (await roleFor(house, real, kept.email, post))
  if (there) await letIn(house, real, asker, kept.email, there)
  return { ok: true, person }
}

async function letIn(
  house: House,
  { db }: Workspace,
  { face, user, name: given }: Asker,
  email: string,
  role: Person['role'],
): Promise<Person> {
  const now = house.now()
  const name = given || email.split('@')[0]!
  const found = await addPerson(db, { id: newId(), name, email, role }, now)
  const person =
    role === 'admin' && found.role !== 'admin' ? ((await changePerson(db, found.id, { role })) ?? found) : found
  await linkIdentity(db, face, user, person.id, now + house.config.SESSION_DAYS * DAY_MS)
  const place = directPlace(face, user)
  await addAudit(db, { person: person.id, name: person.name, act: 'signed in', what: email, place, at: now })
  return person
}

/** Whether the mail server is there and takes our login; undefined: none is set. */
export async function tryMail({ config }: House): Promise<true | undefined> {
  if (!config.SMTP_URL || !config.MAIL_FROM) return undefined
  const { probeMail } = await import('#connectors/mail.ts')
  await probeMail({ url: config.SMTP_URL, from: config.MAIL_FROM })
  return true
}

/** Whether codes can be sent at all. */
export async function canSignIn(house: House, workspace: Workspace): Promise<boolean> {
  return (await postOffice(house, workspace)) !== undefined
}

/** The role an address would get, or undefined if it may not come in. Who was sent away stays away. */
async function roleFor(
  { config }: House,
  { db }: Workspace,
  email: string,
  post: Post | undefined,
): Promise<Person['role'] | undefined> {
  const known = await personByEmail(db, email)
  if (known && !known.active) return undefined
  // Only who sits at this machine can read the demo mailbox.
  if (config.ADMIN_EMAILS.includes(email) || post?.demo) return 'admin'
  if (known) return known.role
  return config.ALLOWED_DOMAINS.includes(email.split('@')[1] ?? '') ? 'viewer' : undefined
}

type Post = { server: MailServer; demo: boolean }

async function postOffice({ config }: House, workspace: Workspace): Promise<Post | undefined> {
  if (config.SMTP_URL && config.MAIL_FROM)
    return { server: { url: config.SMTP_URL, from: config.MAIL_FROM }, demo: false }
  const box = workspace.demo ? ((await getSetting(workspace.db, MAILBOX)) as { url?: string } | undefined) : undefined
  return box?.url === undefined
    ? undefined
    : { server: { url: box.url, from: 'Bellhop <bellhop@demo.example>' }, demo: true }
}

async function mail(house: House, workspace: Workspace, server: MailServer, to: string, code: string): Promise<void> {
  const subject = `${code} is your Bellhop code`
  const words = `${code}\n\nThis is your code to sign in to Bellhop. It works for 10 minutes, once.\nIf you did not ask for it, do nothing: without it nobody gets in.\n`
  try {
    const { sendMail } = await import('#connectors/mail.ts')
    await sendMail(server, { to, subject, text: words })
  } catch (error) {
    const { message: why, hint = 'Look at the log.' } = error as Error & { hint?: string }
    house.log.warn({ why }, 'A sign-in code could not be mailed')
    const day = new Date(house.now()).toISOString().slice(0, 10)
    const news = message('Sign-in codes can not be mailed', 'bad', text(why), text(hint))
    await tellAdmins(house, workspace, `trouble:mail:${day}`, news).catch(() => {})
  }
}

const keyOf = ({ face, user }: Asker) => `${face}:${user}`
const slow = promisify(scrypt) as (text: string, salt: string, length: number) => Promise<Buffer>

/** Slow on purpose: a million codes can't be tried within the ten minutes that one holds. */
async function hashed(code: string, salt = randomBytes(12).toString('base64url')): Promise<string> {
  return `${salt}.${(await slow(code, salt, 24)).toString('base64url')}`
}

async function same(code: string, hash: string): Promise<boolean> {
  const again = await hashed(code, hash.split('.')[0])
  return timingSafeEqual(Buffer.from(again), Buffer.from(hash))
}

export const noMail = () =>
  say(
    'I can not send mail, so nobody can sign in here yet. Set SMTP_URL and MAIL_FROM, or sign in at the machine itself.',
    'warn',
  )
