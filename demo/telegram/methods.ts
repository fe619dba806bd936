import { chatOf, memberOf } from './chats.ts'
import { field, type Params, word } from './params.ts'
import { type Method, SENDING } from './sending.ts'
import { bad, chatShown, type World } from './world.ts'

export const METHODS: Record<string, Method> = {
  ...SENDING,
  getMe: ({ bot, privacy }) => ({
    ...bot,
    can_join_groups: true,
    can_read_all_group_messages: !privacy,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),
  getChat: (world, params) => chatShown(chatOf(world, params)),
  getChatMember: memberOf,
  getChatMemberCount: (world, params) => chatOf(world, params).members.size + 1,
  getChatAdministrators(world, params) {
    const chat = chatOf(world, params)
    const admins = [...chat.members].filter(([, status]) => status === 'creator' || status === 'administrator')
    return admins.map(([id, status]) => ({ status, user: world.people.get(id) }))
  },
  leaveChat(world, params) {
    chatOf(world, params).closed = 'kicked'
    return true
  },
  answerCallbackQuery,
  getFile(world, params) {
    const file = world.files.get(word(params, 'file_id')) ?? bad('invalid file_id')
    if (file.bytes.length > DOWNLOAD) bad('file is too big')
    return { file_id: file.id, file_unique_id: `u${file.id}`, file_size: file.bytes.length, file_path: file.path }
  },
  setMyCommands(world, params) {
    const commands = field<{ command: string; description: string }[]>(params, 'commands') ?? []
    if (commands.length > 100) bad('BOT_COMMANDS_TOO_MUCH')
    for (const { command, description } of commands) {
      if (!/^[a-z0-9_]{1,32}$/.test(command)) bad('BOT_COMMAND_INVALID')
      if (!description || description.length > 256) bad('BOT_COMMAND_DESCRIPTION_INVALID')
    }
    world.commands.set(scopeKey(params), commands)
    return true
  },
  getMyCommands: (world, params) => world.commands.get(scopeKey(params)) ?? [],
  deleteMyCommands: (world, params) => world.commands.delete(scopeKey(params)) || true,
  setMyDescription: () => true,
  setMyShortDescription: () => true,
  setMyName: () => true,
  setMessageReaction: () => true,
}

const DOWNLOAD = 20 * 1024 * 1024
const TOO_LATE_MS = 10 * 60_000

function answerCallbackQuery(world: World, params: Params): boolean {
  const press = world.presses.get(word(params, 'callback_query_id'))
  const text = word(params, 'text')
  if (text.length > 200) bad('MESSAGE_TOO_LONG')
  if (!press || Date.now() - press.at > TOO_LATE_MS)
    bad('query is too old and response timeout expired or query ID is invalid')
  press!.answer ??= { text, show_alert: field<boolean>(params, 'show_alert') ?? false }
  return true
}

/** "all_private_chats", "chat 5", "chat_member 5 7": the most exact one wins in the app. */
function scopeKey(params: Params): string {
  const scope = field<{ type: string; chat_id?: number; user_id?: number }>(params, 'scope') ?? { type: 'default' }
  const parts = [scope.type, scope.chat_id, scope.user_id, word(params, 'language_code')]
  return parts.filter((part) => part !== undefined && part !== '').join(' ')
}
