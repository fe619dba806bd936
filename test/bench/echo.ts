import { Bot } from 'grammy'

// The bare thing: a bot that says back what it hears, and keeps nothing.

const [token = '', apiRoot = ''] = process.argv.slice(2)
const bot = new Bot(token, { client: { apiRoot } })
bot.on('message:text', (ctx) => ctx.reply(ctx.msg.text))
process.on('disconnect', () => process.exit(0))
await bot.start({ onStart: () => void process.send?.('ready') })
