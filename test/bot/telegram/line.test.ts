import { Api } from 'grammy'
import { expect, test } from 'vitest'
import { until } from '../../kit/house.ts'
import { onTelegram } from '../stage.ts'

test('reached from outside, Telegram calls us, with a secret that nobody else has', async () => {
  const { telegram, letIn, house } = await onTelegram({ called: true })
  const ann = telegram.person('Ann')
  await letIn(ann.id)
  ann.says(ann.id, 'over the hook?')
  await telegram.heard(ann.id, 'you said over the hook?')
  const url = `${house.config.PUBLIC_URL}/hooks/telegram`
  const update = { update_id: 7, message: telegram.history(ann.id)[0] }
  const forged = { method: 'POST', body: JSON.stringify({ ...update, message: { ...update.message, message_id: 99 } }) }
  const answers = await Promise.all([
    fetch(url, forged),
    fetch(url, { ...forged, headers: { 'x-telegram-bot-api-secret-token': 'x'.repeat(64) } }),
    fetch(url),
  ])
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
  expect(telegram.updates.getWebhookInfo()).toMatchObject({ pending_update_count: 0 })
  expect(telegram.delivered(ann.id)).toHaveLength(1)
})

test('without an address we ask, and a webhook that was left behind is taken down', async () => {
  const { telegram } = await onTelegram()
  expect(telegram.world.calls.some(({ method }) => method === 'deleteWebhook')).toBe(true)
  await until(() => telegram.world.calls.some(({ method }) => method === 'getUpdates'))
})

test('a second program on the same token is noticed and explained, to admins as well', async () => {
  const { telegram, letIn, house } = await onTelegram()
  const ann = telegram.person('Ann')
  ann.start()
  await telegram.heard(ann.id, 'What I can do')
  await letIn(ann.id, 'admin')
  await new Api(telegram.token, { apiRoot: telegram.url }).getUpdates({ timeout: 0, offset: 1 })
  await telegram.heard(ann.id, 'Stop the other one, or give one of them a token of its own')
  expect(house.lines.join()).toContain('Two programs use one Telegram token')
})

test('Telegram may be away at the start and later: what was said meanwhile is answered when it is back', async () => {
  const { telegram, letIn } = await onTelegram({ alone: true, telegram: {} })
  telegram.faults.rate(1, ['refuse', 'error'], /./)
  const ann = telegram.person('Ann')
  await letIn(ann.id)
  ann.says(ann.id, 'anybody there?')
  await new Promise((done) => setTimeout(done, 1500))
  telegram.faults.clear()
  await telegram.heard(ann.id, 'you said anybody there?', 15_000)
})

test('a token that is not valid stops nothing else, and says what to do', async () => {
  const { house, telegram } = await onTelegram({ alone: true, env: { TELEGRAM_TOKEN: '100:wrong' } })
  await until(() => house.lines.some((line) => /Telegram is not ready/.test(line)))
  expect(house.lines.join()).toMatch(/Unauthorized/)
  expect(house.lines.join()).not.toContain('100:wrong')
  expect(telegram.world.calls).toEqual([])
})
