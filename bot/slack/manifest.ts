import { type Config, readConfig } from '#jobs/kit/config.ts'
import { commands } from '../commands/index.ts'
import type { Command } from '../kit/command.ts'
import { clip } from '../kit/words.ts'
import { SLASH } from './spoken.ts'

// `npm run -s slack:manifest` prints the app as Slack wants it described: paste it where a new app is made.

const SCOPES = [
  'app_mentions:read',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
  'users:read.email',
]
const EVENTS = ['app_home_opened', 'app_mention', 'message.channels', 'message.groups', 'message.im']

/** Over Socket Mode, unless events are to come to an address of ours. */
export function manifest(all: Command[], config: Pick<Config, 'PUBLIC_URL' | 'SLACK_SIGNING_SECRET'>) {
  const http = config.PUBLIC_URL && config.SLACK_SIGNING_SECRET ? `${config.PUBLIC_URL}/hooks/slack` : undefined
  const url = http ? { url: http } : {}
  const request_url = http ? { request_url: http } : {}
  const hint = all.map(({ name }) => name).join(' | ')
  return {
    _metadata: { major_version: 2 },
    display_information: {
      name: 'Bellhop',
      description: 'Runs exports and reports, and answers questions about your numbers',
      long_description: clip(about(all), 4000),
      background_color: '#1f2937',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'bellhop', always_online: true },
      slash_commands: [
        {
          command: SLASH,
          description: 'Ask about your numbers, or have something done',
          usage_hint: clip(`[question] | ${hint}`, 1000),
          should_escape: true,
          ...url,
        },
      ],
    },
    oauth_config: { scopes: { bot: SCOPES } },
    settings: {
      event_subscriptions: { bot_events: EVENTS, ...request_url },
      interactivity: { is_enabled: true, ...request_url },
      socket_mode_enabled: !http,
      org_deploy_enabled: false,
      token_rotation_enabled: false,
    },
  }
}

function about(all: Command[]): string {
  const lines = all.map(({ name, say }) => `${SLASH} ${name}: ${say}`)
  return [
    'Bellhop runs exports and reports in the background, brings the files back, tells the channel what happened, and answers questions about the numbers it has stored.',
    'Write to it directly, mention it in a channel, or use these:',
    ...lines,
  ].join('\n')
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(manifest(commands, readConfig()), null, 2)}\n`)
