import type { Dataset } from '#db/dataset.ts'
import { buttons, type Message, message, say, text } from '../message.ts'
import { plainly } from './words.ts'

const HELLO =
  /^(hi|hello|hey|good (morning|afternoon|evening)|halo|hai|selamat (pagi|siang|sore|malam)|สวัสดี\S*|หวัดดี\S*)( (there|bellhop|all|semua))?$/u
const ABOUT =
  /^(who|what) are you$|^what (can|do) (you|u) (do|know)$|^what can i ask( you)?$|^how do(es)? (you|this|it) work$|^(kamu|anda) siapa$|^apa yang bisa (kamu|anda)\b.*|^(คุณ)?ทำอะไรได้\S*$/u
const THANKS =
  /^(thanks|thank you|thx|ty|cheers|great|nice|good job|ok thanks|terima kasih|makasih|trims|ขอบคุณ\S*)( (a lot|so much|very much|banyak|bellhop))*$/u

/** A greeting is no question: it is answered with what can be asked. */
export function greet(question: string, name: string | undefined, mine: Dataset[]): Message | undefined {
  const said = plainly(question)
  if (THANKS.test(said)) return say("You're welcome.")
  if (!HELLO.test(said) && !ABOUT.test(said)) return undefined
  const asks = mine.flatMap(({ asks }) => asks.slice(0, 2)).slice(0, 3)
  const others = asks.map(({ say }) => ({ label: say, say }))
  return message(
    HELLO.test(said) && name ? `Hello ${name}` : 'I answer questions about your numbers',
    'plain',
    text('Ask me in plain words, for example:'),
    buttons(...others, { label: 'Help', say: '/help' }),
  )
}
