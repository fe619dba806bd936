import { byChange, compared, type Phrase } from './changes.ts'

const TURUN = 'turun|menurun|anjlok|merosot|jatuh|melemah|lesu'
const NAIK = 'naik|meningkat|tumbuh|membaik|melonjak'
const LOW = 'ลดลง|ลด|ตก|ตกลง|แย่ลง|น้อยลง'
const HIGH = 'เพิ่มขึ้น|เพิ่ม|โตขึ้น|โต|ดีขึ้น'

const moved = (verb: string) =>
  byChange(new RegExp(`^(?:${TURUN}|${LOW})$`, 'iu').test(verb) ? ('asc' as const) : ('desc' as const))

/** Questions about change as Indonesians and Thais ask them. */
export const ABROAD: Phrase[] = [
  {
    like: new RegExp(`^([\\p{L}]+) (?:apa|mana)(?: saja)?(?: yang)?(?: paling)? (${TURUN}|${NAIK})\\b(.*)$`, 'iu'),
    turn: ([, noun, verb, rest]) => ({ question: `by ${noun} ${rest}`, change: moved(verb!) }),
  },
  {
    like: new RegExp(
      `^(?:kenapa|mengapa) (.*?)\\s*\\b(?:${TURUN}|${NAIK}|rendah|tinggi|jelek|sepi|ramai)\\b(.*)$`,
      'iu',
    ),
    turn: ([, what, rest]) => ({ question: `${what} ${rest}`, why: true }),
  },
  {
    like: /^(.*?),?\s*(?:dibanding(?:kan)?(?: dengan)?|vs\.?|banding) (?:periode|(hari|minggu|bulan|kuartal|tahun)) (sebelumnya|lalu|kemarin)$/iu,
    turn: ([, what, unit, when]) => against(what!, `${unit} ini`, unit === 'tahun', /^seb/i.test(when!)),
  },
  {
    like: /^(.*?)(?:เทียบกับ|เทียบ|กับ|vs)\s*(วัน|สัปดาห์|อาทิตย์|เดือน|ไตรมาส|ปี)(ก่อนหน้านี้|ก่อนหน้า|ก่อน|ที่แล้ว|ที่ผ่านมา)$/u,
    turn: ([, what, unit, when]) => against(what!, `${unit}นี้`, unit === 'ปี', /^ก่อนหน้า/u.test(when!)),
  },
  {
    like: new RegExp(`^ทำไม(.*?)(?:ถึง)?(?:${LOW}|${HIGH})(.*)$`, 'u'),
    turn: ([, what, rest]) => ({ question: `${what} ${rest}`, why: true }),
  },
  {
    like: new RegExp(
      `^(สาขา|สินค้า|ช่องทาง|หมวดหมู่)(?:ไหน|อะไร)(?:ที่)?(?:ยอดขาย|ขาย)?(${LOW}|${HIGH})(?:มาก)?(?:ที่สุด)?(.*)$`,
      'u',
    ),
    turn: ([, noun, verb, rest]) => ({ question: `แยกตาม${noun} ${rest}`, change: moved(verb!) }),
  },
]

/** This month against last month is a month against the one before; last month against last year is a year back. */
function against(question: string, current: string, isYear: boolean, before: boolean) {
  const previous = before || question.toLowerCase().includes(current) || !isYear
  return { question, change: compared(previous ? 'previous' : 'year') }
}
