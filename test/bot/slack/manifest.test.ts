import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { commands } from '#bot/commands/index.ts'
import { manifest } from '#bot/slack/manifest.ts'

test('it names every command, within the lengths Slack allows', () => {
  const { display_information: about, features } = manifest(commands, {})
  const [slash] = features.slash_commands
  for (const { name } of commands) expect(slash!.usage_hint).toContain(name)
  expect(slash!.usage_hint.length).toBeLessThanOrEqual(1000)
  expect(about.name.length).toBeLessThanOrEqual(35)
  expect(about.description.length).toBeLessThanOrEqual(140)
  expect(about.long_description.length).toBeGreaterThan(174)
  expect(about.long_description.length).toBeLessThanOrEqual(4000)
  expect(features.bot_user.display_name).toMatch(/^[a-z0-9-_.]+$/)
})

test('Socket Mode needs no address; with one and a secret, everything goes there', () => {
  expect(manifest(commands, {}).settings).toMatchObject({ socket_mode_enabled: true })
  const { settings, features } = manifest(commands, { PUBLIC_URL: 'https://b.example', SLACK_SIGNING_SECRET: 's' })
  const request_url = 'https://b.example/hooks/slack'
  expect(settings).toMatchObject({
    socket_mode_enabled: false,
    event_subscriptions: { request_url },
    interactivity: { request_url },
  })
  expect(features.slash_commands[0]).toMatchObject({ url: request_url })
})

test('the script prints it as it is pasted', () => {
  const printed = execFileSync(process.execPath, ['bot/slack/manifest.ts'], { encoding: 'utf8', env: {} })
  expect(JSON.parse(printed).display_information.name).toBe('Bellhop')
})
