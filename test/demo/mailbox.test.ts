import { expect, test } from 'vitest'
import { requestCode, verifyCode } from '#bot/kit/sign-in.ts'
import { openMailbox } from '#demo/mailbox.ts'
import { startHouse, until } from '../kit/house.ts'

const asker = { face: 'telegram', user: '4711', name: 'Me' }

test('with a chat platform and no mail server, the pretend company can be entered through its mailbox page', async () => {
  const house = await startHouse({ env: { DEMO: 'on', TELEGRAM_TOKEN: '1:x' }, works: false })
  const close = await openMailbox(house)
  const page = /"page":"([^"]+)"/.exec(house.lines.join('\n'))![1]!
  expect(await requestCode(house, house.workspace, asker, 'me@anywhere.org')).toBe('asked')
  const shown = async () => (await fetch(page)).text()
  const code = await until(async () => /is your Bellhop code/.test(await shown()) && /\d{6}/.exec(await shown())?.[0])
  expect(await verifyCode(house, house.workspace, asker, code)).toMatchObject({ ok: true, person: { role: 'admin' } })
  await close()
  expect(await requestCode(house, house.workspace, { ...asker, user: '2' }, 'b@anywhere.org')).toBe('no mail')
})

test('nothing is started where nobody signs in, or where there is a real mail server', async () => {
  for (const env of [{}, { TELEGRAM_TOKEN: '1:x', SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'a@b.co' }]) {
    const house = await startHouse({ env: { DEMO: 'on', ...env }, works: false })
    await (await openMailbox(house))()
    expect(house.lines.join()).not.toContain('mailbox')
  }
})
