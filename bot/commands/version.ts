import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { facts, message } from '#jobs/kit/message.ts'
import { defineCommand } from '../kit/command.ts'

export const version = defineCommand({
  name: 'version',
  group: 'House',
  say: 'Which Bellhop this is',
  example: '/version',
  role: 'anyone',
  args: z.object({}),
  async run() {
    return message('Bellhop', 'plain', facts({ Version: bellhopVersion(), Node: process.version }))
  },
})

function bellhopVersion(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version
}
