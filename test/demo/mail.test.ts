import { createTransport, type Transporter } from 'nodemailer'
import { afterEach, expect, test } from 'vitest'
import { type MailServer, type Options, startMail } from '#demo/mail/server.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function start(options: Options = {}): Promise<{ mail: MailServer; out: Transporter }> {
  const mail = await startMail(options)
  const out = createTransport(mail.url)
  ends.push(mail.stop, () => out.close())
  return { mail, out }
}

const letter = {
  from: 'bot@acme.example',
  to: 'ann@acme.example',
  subject: 'Your code: 123456 ✅',
  text: 'It is 123456.\nStraße',
}

test('a mail arrives with its words and attachments as they were sent', async () => {
  const { mail, out } = await start()
  const bytes = Buffer.from([0, 255, 13, 10, 61, 200])
  await out.sendMail({ ...letter, html: '<b>123456</b>', attachments: [{ filename: 'März.bin', content: bytes }] })
  const [got] = mail.to('ann@acme.example')
  expect(got).toMatchObject({ subject: letter.subject, text: letter.text.replace('\n', '\r\n'), html: '<b>123456</b>' })
  expect(got!.attachments).toEqual([{ name: 'März.bin', type: 'application/octet-stream', bytes }])
})

test('a mail can be waited for, and read on a page that shows markup as text', async () => {
  const { mail, out } = await start()
  const waiting = mail.heard('ann@acme.example', /\d{6}/)
  await out.sendMail({ ...letter, subject: '<script>alert(1)</script> 123456' })
  expect((await waiting).subject).toContain('123456')
  expect(await (await fetch(mail.page)).text()).toContain('&lt;script&gt;')
})

test('a wrong password, an unknown receiver and a mail too large are refused in their own ways', async () => {
  const { mail, out } = await start({ user: 'bot', password: 'right', most: 2000 })
  const wrong = createTransport(mail.url.replace('right', 'wrong'))
  await expect(wrong.sendMail(letter)).rejects.toMatchObject({ responseCode: 535 })
  await expect(out.sendMail({ ...letter, to: 'unknown@acme.example' })).rejects.toMatchObject({ responseCode: 550 })
  await expect(out.sendMail({ ...letter, text: 'x'.repeat(4000) })).rejects.toMatchObject({ responseCode: 552 })
  await out.sendMail(letter)
  expect(mail.box()).toHaveLength(1)
})

test('trouble comes as planned: later, never, and broken after the mail was taken', async () => {
  const { mail, out } = await start()
  mail.next('later', 'never', 'reset')
  await expect(out.sendMail(letter)).rejects.toMatchObject({ responseCode: 451 })
  await expect(out.sendMail(letter)).rejects.toMatchObject({ responseCode: 554 })
  await expect(out.sendMail(letter)).rejects.not.toHaveProperty('responseCode')
  expect(mail.box()).toHaveLength(1)
})
