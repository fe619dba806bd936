import { expect, onTestFinished, test } from 'vitest'
import { probeMail, sendMail } from '#connectors/mail.ts'
import { startMail } from '#demo/mail/server.ts'
import { freePort } from '../kit/redis.ts'

async function postOffice(options: Parameters<typeof startMail>[0] = {}) {
  const mail = await startMail(options)
  onTestFinished(() => mail.stop())
  return { mail, server: { url: mail.url, from: 'Bellhop <bellhop@company.com>' } }
}
const letter = { to: 'ann@company.com', subject: 'Grüße ☀', text: 'Your code is 123456.' }

test('a mail arrives as it was written', async () => {
  const { mail, server } = await postOffice({ user: 'u', password: 'p' })
  await sendMail(server, letter)
  expect(mail.to('ann@company.com')).toMatchObject([{ subject: 'Grüße ☀', text: 'Your code is 123456.' }])
  expect(mail.box()[0]!.envelope.from).toBe('bellhop@company.com')
})

test('an address with a line break in it starts no other header', async () => {
  const { mail, server } = await postOffice()
  await sendMail(server, { ...letter, subject: 'x\r\nBcc: eve@evil.com' })
  expect(mail.box().flatMap(({ envelope }) => envelope.to)).toEqual(['ann@company.com'])
})

test.each([
  [
    'an address that does not exist',
    { to: 'no@company.com' },
    [],
    { kind: 'input', hint: expect.stringContaining('MAIL_FROM') },
  ],
  ['a server that is busy', {}, ['later'], { kind: 'down' }],
  ['a mail that is not wanted', {}, ['never'], { kind: 'input' }],
  ['a connection that breaks', {}, ['reset'], { kind: 'down' }],
] as const)('%s is told with its remedy', async (_, change, troubles, expected) => {
  const { mail, server } = await postOffice()
  mail.next(...troubles)
  await expect(sendMail(server, { ...letter, ...change })).rejects.toMatchObject({ name: 'Fault', ...expected })
})

test('a wrong password and a server that is away are told apart', async () => {
  const { mail, server } = await postOffice({ user: 'u', password: 'p' })
  await probeMail(server)
  const wrong = { ...server, url: `smtp://u:wrong@127.0.0.1:${mail.port}` }
  await expect(probeMail(wrong)).rejects.toMatchObject({ kind: 'auth' })
  const away = { ...server, url: `smtp://127.0.0.1:${await freePort()}` }
  await expect(probeMail(away)).rejects.toMatchObject({ kind: 'down' })
})
