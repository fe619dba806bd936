const DATA = '(?:data|numbers|figures|sales|rows|report|it|everything)'
const EMPTY = '(?:zero|0|empty|nothing|missing|no (?:data|sales|rows|numbers|orders|revenue))'
const ASKS = [
  new RegExp(
    `\\b(?:is|are|how)\\b.*\\b${DATA}\\b.*\\b(?:fresh|up[ -]to[ -]date|stale|current|outdated|old|complete)\\b`,
    'i',
  ),
  /^(?:is|are)\b.*\b(?:fresh|up[ -]to[ -]date|stale|outdated)(?: now| today| enough)?\W*$/i,
  /^how (?:fresh|old|current|recent|up[ -]to[ -]date)\b|\bfreshness\b|^fresh\W*$/i,
  /\bwhen\b.*\b(?:updated?|loaded|synced|refreshed|come in|came in|imported)\b/i,
  /\b(?:last|latest|next) (?:update|sync|refresh|load|import)\b/i,
  /\b(?:data|datanya)\b.*\b(?:terbaru|terkini|terakhir)\b/i,
  /ข้อมูล.*(?:ล่าสุด|อัปเดต)/,
]
const WHY_EMPTY = [
  new RegExp(`\\bwhy\\b.*\\b${EMPTY}`, 'i'),
  /\b(?:kenapa|mengapa)\b.*\b(?:kosong|nol|0|tidak ada)\b/i,
  /ทำไม.*(?:ศูนย์|0|ว่าง|ไม่มี)/,
]
/** Days long over say nothing about what came in lately: those are questions about the numbers. */
const LONG_OVER =
  /\b(?:last|this|past) (?:week|month|quarter|year)\b|\b(?:minggu|bulan|tahun) (?:lalu|ini)\b|\b20\d\d\b|(?:เดือน|ปี|สัปดาห์)/i

const TODAY = /\b(?:today|hari ini|now)\b|วันนี้/i
const YESTERDAY = /\b(?:yesterday|kemarin)\b|เมื่อวาน/i

/** "Is the data fresh?", "why is today 0?": questions about the rows' coming in, answered from the runs. */
export const asksFreshness = (question: string): boolean =>
  ASKS.some((like) => like.test(question)) ||
  (WHY_EMPTY.some((like) => like.test(question)) && !LONG_OVER.test(question))

/** How many days ago the day is that is asked about, if one is. */
export const dayAskedAbout = (question: string): number | undefined =>
  TODAY.test(question) ? 0 : YESTERDAY.test(question) ? 1 : undefined
