import { setSetting } from '#db/settings.ts'
import type { House } from '#jobs/kit/house.ts'
import { DEMO } from '#jobs/kit/workspace.ts'

const MAILBOX = 'mailbox'
const isHere = (host: string) => /^(localhost|127(\.\d+){3}|::1)$/.test(host)

/** The pretend company's mailbox, so that signing in can be tried without a mail server. It starts if anybody could need it. */
export async function openMailbox(house: House): Promise<() => Promise<void>> {
  const { SMTP_URL, TELEGRAM_TOKEN, SLACK_BOT_TOKEN, HOST } = house.config
  const needed = TELEGRAM_TOKEN || SLACK_BOT_TOKEN || !isHere(HOST)
  if (SMTP_URL || !needed) return async () => {}
  const { startMail } = await import('./mail/server.ts')
  const mail = await startMail()
  const { db } = await house.workspaces.open(DEMO)
  await setSetting(db, MAILBOX, { url: mail.url, page: mail.page }, 'demo', house.now())
  house.log.info({ page: mail.page }, "Sign-in codes of the pretend company's people arrive in its mailbox")
  return async () => {
    await setSetting(db, MAILBOX, {}, 'demo', house.now())
    await mail.stop()
  }
}
