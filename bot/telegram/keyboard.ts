import type { Button } from '#jobs/kit/message.ts'
import { widthOf } from '../kit/grid.ts'
import { clean, clip } from '../kit/words.ts'

type Key = { text: string; style?: 'primary' | 'danger' } & ({ callback_data: string } | { url: string })
export type Keyboard = { inline_keyboard: Key[][] }
type SayButton = { label: string; say: string }

const PHONE = 40
const MOST = 100

/** Buttons of a row are equally wide on a phone, so a row holds as many as its longest label allows. */
export function keyboard(buttons: Button[], token: (button: SayButton) => string): Keyboard {
  const rows: Key[][] = []
  for (const button of buttons.slice(0, MOST)) {
    const next = key(button, token)
    const row = rows.at(-1)
    if (row && fits([...row, next])) row.push(next)
    else rows.push([next])
  }
  return { inline_keyboard: rows }
}

const fits = (row: Key[]): boolean =>
  row.length <= 4 && row.length * Math.max(...row.map((k) => widthOf(k.text) + 3)) <= PHONE

function key(button: Button, token: (button: SayButton) => string): Key {
  const shown = {
    text: clip(clean(button.label).replaceAll('\n', ' ') || '…', 40),
    ...(button.style && { style: button.style }),
  }
  return 'say' in button ? { ...shown, callback_data: token(button) } : { ...shown, url: button.url }
}

/** Telegram refuses a whole message for one button to an address such as http://localhost. */
export function isLink(url: string): boolean {
  const parsed = URL.parse(url)
  return !!parsed && /^https?:$/.test(parsed.protocol) && parsed.hostname.includes('.')
}
