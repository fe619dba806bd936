/** "In excel pls", "as csv": what was answered last, or what is asked in front of it, as a file. */
export type FileAsked = { as: 'excel' | 'csv'; question: string }

const KIND = '(excel|xlsx?|spreadsheet|csv)(?:nya)?(?:[ -]?(?:file|sheet|format|workbook))?'
const PLEASE = '(?:\\s*(?:please|pls|plz|thanks|thx|dong|ya|ครับ|ค่ะ|คะ|หน่อย|ด้วย))*'
const BRING =
  'please|pls|can i (?:have|get)|can you|could you|give|send|get|show|export|download|want|need|i|me|us|it|this|that|the|table|answer|all|whole|and|also|file|minta|kirim|tolong|jadikan|buat|dalam|ini|itu|ke|sebagai|bentuk|format|in|as|to|into|an?|ขอ|ส่ง|เป็น|ไฟล์|แบบ|ใน'
const BARE = new RegExp(`^(?:(?:${BRING})\\s*)*${KIND}${PLEASE}$`, 'iu')
const BEHIND = new RegExp(
  `^(.*\\S)(?:\\s+(?:in|as|to|into|dalam|ke|sebagai|format)(?: an?)?\\s+|\\s*(?:เป็น(?:ไฟล์)?|ในรูปแบบ)\\s*)${KIND}${PLEASE}$`,
  'iu',
)

export function fileAsked(said: string): FileAsked | undefined {
  const text = said.trim().replace(/[?!.\s]+$/u, '')
  const bare = BARE.exec(text)
  if (bare) return { as: kindOf(bare[1]!), question: '' }
  const [, question, kind] = BEHIND.exec(text) ?? []
  return question && kind ? { as: kindOf(kind), question } : undefined
}

const kindOf = (word: string) => (/csv/i.test(word) ? 'csv' : 'excel')
