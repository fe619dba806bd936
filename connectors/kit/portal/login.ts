import type { Page } from '../browser.ts'
import { Fault } from '../fault.ts'
import type { LoginOutcome } from './file.ts'
import { stateOf } from './matcher.ts'
import { goTo, maintenance, press, type Visit, watched } from './visit.ts'

type CodeAsk = { portal: string; title: string; attempt: number; until: Date; signal: AbortSignal }
export type AskCode = (ask: CodeAsk) => Promise<string>

const CODE_ATTEMPTS = 3

export function login(page: Page, visit: Visit, askCode?: AskCode): Promise<void> {
  return watched(page, visit, 'login', async () => {
    const { page: path, fields, submit } = visit.portal.login
    await goTo(page, visit, path)
    for (const field of fields) await page.locator(field.fill).fill(secretFor(visit, field.with))
    await visit.look?.(page, 'login form')
    let outcome = await submitted(page, visit, submit)
    for (let attempt = 1; outcome === 'code' || outcome === 'wrong-code'; attempt++) {
      if (attempt > CODE_ATTEMPTS)
        throw refused('The one-time code was wrong three times', 'Start again and type the newest code.')
      outcome = await giveCode(page, visit, attempt, askCode)
    }
    if (outcome !== 'ok') throw OUTCOMES[outcome](visit)
    await visit.look?.(page, 'signed in')
  })
}

type Bad = Exclude<LoginOutcome, 'ok' | 'code' | 'wrong-code'>

const OUTCOMES: Record<Bad, (visit: Visit) => Fault> = {
  'wrong-password': ({ portal }) =>
    refused(`${portal.title} says the password is wrong`, 'Store the right user name and password.'),
  'change-password': ({ portal }) =>
    refused(`${portal.title} wants a new password`, 'Sign in by hand, change it, and store the new one.'),
  locked: ({ portal }) => refused(`${portal.title} has locked the account`, 'Ask its administrator to unlock it.'),
  maintenance: ({ portal }) => maintenance(portal),
}

/** The order matters: a page that asks for a code may also look signed in. */
const ORDER: LoginOutcome[] = ['maintenance', 'locked', 'change-password', 'wrong-code', 'code', 'wrong-password', 'ok']

async function submitted(page: Page, { portal, signal }: Visit, button: string): Promise<LoginOutcome> {
  const left = new Promise<void>((done) => page.once('framenavigated', () => done()))
  await press(page, button)
  const until = Date.now() + portal.seconds * 1000
  await Promise.race([left, page.waitForTimeout(2000)])
  while (Date.now() < until) {
    signal.throwIfAborted()
    const { outcomes } = portal.login
    const seen = await stateOf(
      page,
      ORDER.map((name) => [name, outcomes[name]] as const),
    )
    if (seen) return seen
    await page.waitForTimeout(100)
  }
  throw new Fault('changed', `${portal.title}: after the login the page was none of those described.`, {
    hint: 'Look at the screenshot and describe this page under login.outcomes in the portal file.',
  })
}

async function giveCode(page: Page, visit: Visit, attempt: number, askCode?: AskCode): Promise<LoginOutcome> {
  const { name, title, login } = visit.portal
  if (!login.code)
    throw refused(`${title} wants a one-time code`, 'Say in the portal file, under login.code, where it is typed.')
  if (!askCode) throw refused(`${title} wants a one-time code and nobody can be asked`, 'Run the export from a chat.')
  const late = AbortSignal.timeout(login.code.minutes * 60_000)
  const signal = AbortSignal.any([visit.signal, late])
  const until = new Date(Date.now() + login.code.minutes * 60_000)
  const code = await orAborted(askCode({ portal: name, title, attempt, until, signal }), signal).catch((error) => {
    visit.signal.throwIfAborted()
    throw late.aborted
      ? refused(`Nobody gave the one-time code for ${title} in time`, 'Run it again when somebody is there.')
      : error
  })
  await page.locator(login.code.fill).fill(code.trim())
  return submitted(page, visit, login.code.submit)
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(signal.reason), { once: true })),
  ])
}

function secretFor({ secrets, portal }: Visit, name: string): string {
  const secret = secrets[name]
  if (secret) return secret
  throw refused(`${portal.title} needs the secret "${name}"`, `Store a value for "${name}".`)
}

const refused = (what: string, hint: string) => new Fault('auth', `${what}.`, { hint })
