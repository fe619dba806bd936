import type { Dataset } from '#db/dataset.ts'
import type { Plan } from '#db/plan.ts'
import { ABROAD } from './abroad.ts'
import { AGAINST_TARGET } from './against.ts'
import { DAYS_KEPT } from './days-kept.ts'
import { PACED } from './growth.ts'

/**
 * Questions about change, in the words people have for it. Each becomes a plain question for the reader and what is to be
 * done with its plan: compare it, order it by the change, or say why.
 */
export type Turned = {
  question: string
  why?: true
  groups?: true
  anytime?: true
  /** Of everything, whatever was talked about before. */
  alone?: true
  change?: (plan: Plan) => Plan
  /** The period that is meant when none is said. */
  usually?: string
}

const FALL =
  'fallen behind|fallen|fell behind|fall behind|fell|fall|falls|dropped|drop|declined|decline|decreased|decrease|lost|lose|went down|go down|going down|is down|are down|shrank|shrink|slipped|did worse|got worse|underperformed|down'
const RISE =
  'grown|risen|grew|grow|rose|rise|improved|improve|gained|gain|went up|go up|going up|is up|are up|increased|increase|did better|got better|up'
const UNIT = 'day|week|month|quarter|year'

export const compared =
  (compare: 'previous' | 'year') =>
  (plan: Plan): Plan => ({ ...plan, compare })

export function byChange(dir: 'asc' | 'desc'): (plan: Plan) => Plan {
  return ({ limit: _, ...plan }) => ({
    ...plan,
    compare: plan.compare ?? 'previous',
    show: ['change'],
    order: [{ show: 'change', dir }],
  })
}

export type Phrase = { like: RegExp; turn(match: RegExpExecArray): Turned }

/** "The best day": of what people mean when they name nothing. */
const ranked =
  (dir: 'asc' | 'desc') =>
  (plan: Plan): Plan => ({ ...plan, order: [{ measure: 0, dir }], limit: 1 })

const PHRASES: Phrase[] = [
  {
    like: /^(?:what (?:is|was) |which (?:is|was) )?(?:the |our |my )*(best|worst|strongest|weakest|busiest|quietest|slowest) (day of the week|weekday|day|week|month|hour|quarter)\b(.*)$/iu,
    turn: ([, which, grain, rest]) => ({
      question: `by ${/of the/.test(grain!) ? 'weekday' : grain} ${rest}`,
      change: ranked(/^(wor|wea|qui|slo)/i.test(which!) ? 'asc' : 'desc'),
      anytime: true,
    }),
  },
  {
    like: /^(?:ขายดี|ขายได้|ยอดขายสูง)(?:ที่)?สุด(?:คือ)?วันไหน(?:ของ|ใน)?(.*)$|^วันไหน(?:ขายดี|ขายได้|ยอดขายสูง|ยอดขายดี)(?:ที่)?สุด(.*)$/u,
    turn: ([, a, b]) => ({ question: `by day ${a ?? b}`, change: ranked('desc'), anytime: true }),
  },
  {
    like: /^hari (?:apa|mana)(?: yang)?(?: penjualan| omzet)? (?:paling )?(laris|terlaris|ramai|teramai|laku|tinggi|tertinggi|sepi|tersepi|rendah|terendah)\b(.*)$/iu,
    turn: ([, which, rest]) => ({
      question: `by day ${rest}`,
      change: ranked(/sepi|rendah/i.test(which!) ? 'asc' : 'desc'),
      anytime: true,
    }),
  },
  {
    like: /^(?:how much|what) (?:did|do|have|has|does) (.*?) ?(?:sell|sold|earn|earned|make|made|take|turn over|bring in)\b(.*)$/iu,
    turn: ([, who, rest]) => ({
      question: `${/^(we|you|i|they|the company)$/i.test(who!) ? '' : who} ${rest}`,
      anytime: true,
    }),
  },
  {
    like: /^(?:so )?how (?:is|are|was|were|did|do) (?:we|business|sales|things|it|the business) ?(?:doing|going|do|did|perform(?:ing)?)?\b(.*)$/iu,
    turn: ([, rest]) => ({ question: rest!, change: compared('previous'), alone: true }),
  },
  {
    like: /^how (?:is|are|was|were|did|has|have) (?:the )?(.+?) (?:doing|do|performing|perform|performed|done)\b(.*)$/iu,
    turn: ([, who, rest]) => ({ question: `${who} ${rest}`, change: compared('previous') }),
  },
  {
    like: new RegExp(
      `^(?:which|what|who)\\s+([\\p{L} ]+?)\\s+(?:has |have |had )?(?:the )?(?:most )?(${FALL}|${RISE})(?:\\s+(?:the )?(?:most|least|fastest|behind))*\\b(.*)$`,
      'iu',
    ),
    turn: ([, noun, verb, rest]) => ({
      question: `by ${noun} ${rest}`,
      change: byChange(isFall(verb!) ? 'asc' : 'desc'),
    }),
  },
  {
    like: /^(?:the )?(?:biggest|largest|steepest|worst|top|strongest|fastest) (drop|drops|fall|decline|decrease|loss|losers?|growth|rise|increase|gain|gainers?)(?: (?:in|of) ([\p{L} ]+?))?,? (?:by|per|among|across) (.+)$/iu,
    turn: ([, what, measure = '', rest]) => ({
      question: `${measure} by ${rest}`,
      change: /^(gro|ris|inc|gai)/i.test(what!) ? byChange('desc') : byChange('asc'),
    }),
  },
  {
    like: new RegExp(
      `^(?:so )?(?:why|how come)(?: did| do| does| has| have| had| is| are| was| were)?\\s+(.*?)\\s*\\b(?:${FALL}|${RISE}|low|lower|high|higher|bad|weak|so low|so high|so bad|changed?)\\b(.*)$`,
      'iu',
    ),
    turn: ([, what, rest]) => ({ question: `${what} ${rest}`, why: true }),
  },
  {
    like: new RegExp(
      `^(?:compare|bandingkan)\\s+(.*?)\\b(this|last) (${UNIT})\\s+(?:with|to|and|against|vs\\.?)\\s+(?:the )?(?:last|previous|prior|one before)\\b ?(?:${UNIT})?(.*)$`,
      'iu',
    ),
    turn: ([, before, which, unit, rest]) => ({
      question: `${before} ${which} ${unit} ${rest}`,
      change: compared('previous'),
    }),
  },
  {
    like: new RegExp(`^(?:is|are|was|were|did|has|have) (.+?) (?:been )?(?:${FALL}|${RISE})\\b(.*)$`, 'iu'),
    turn: ([, what, rest]) => ({ question: `${what} ${rest}`, change: compared('previous') }),
  },
  {
    like: /^(?:kenapa|mengapa)\s+(.*?)\s*\b(?:turun|naik|anjlok|merosot|meningkat|menurun|rendah|tinggi)\b(.*)$/iu,
    turn: ([, what, rest]) => ({ question: `${what} ${rest}`, why: true }),
  },
  {
    like: /^ทำไม(.*?)(?:ลดลง|ตกลง|ตก|เพิ่มขึ้น|น้อยลง|ต่ำ|สูง)(.*)$/u,
    turn: ([, what, rest]) => ({ question: `${what} ${rest}`, why: true }),
  },
  {
    like: /^(\p{L}+) (?:mana|apa)(?: yang)?(?: paling)? (turun|anjlok|merosot|menurun|naik|meningkat)\b(.*)$/iu,
    turn: ([, noun, verb, rest]) => ({
      question: `by ${noun} ${rest}`,
      change: /naik|ingkat/i.test(verb!) ? byChange('desc') : byChange('asc'),
    }),
  },
  {
    like: /^(สาขา|สินค้า|หมวดหมู่|หมวด|ช่องทาง)ไหน(.*?)(ลดลง|ตกลง|ตก|เพิ่มขึ้น)(.*)$/u,
    turn: ([, noun, what, verb, rest]) => ({
      question: `${what} แยกตาม${noun} ${rest}`,
      change: verb === 'เพิ่มขึ้น' ? byChange('desc') : byChange('asc'),
    }),
  },
  {
    like: new RegExp(
      `^(.*?),?\\s*(?:and )?(?:vs\\.?|versus|compared?(?: it| that| this)? (?:to|with)|against)\\s+(?:the )?(?:(?:period|${UNIT}) before(?: that)?|before|previous (?:period|${UNIT})|(same (?:period|time|${UNIT}) last year|last year|a year (?:ago|before|earlier)|the year before))$`,
      'iu',
    ),
    turn: ([, what, year]) => ({ question: what!, change: compared(year ? 'year' : 'previous') }),
  },
  {
    like: /^(?:please )?(?:compare|bandingkan|เปรียบเทียบ)\s+(.+)$/iu,
    turn: ([, what]) => ({
      question: what!.replace(/\s(?:vs\.?|versus|with|to|dengan|sama|ama|กับ)\s/giu, ' vs '),
      groups: true,
    }),
  },
  {
    like: /^what (?:happened|went wrong) (?:to|with|in|at) (.+)$/iu,
    turn: ([, what]) => ({ question: what!, why: true }),
  },
  {
    like: /^(?:but |and )?(?:why|how come|why so|why is that|what happened|kenapa|mengapa|ทำไม)(?: that| so)?$/iu,
    turn: () => ({ question: '', why: true }),
  },
  {
    like: new RegExp(
      `^(.*?)\\b(this|last) (${UNIT})\\s+(?:vs\\.?|versus|compared? (?:to|with)|against)\\s+(?:the )?(?:same (?:${UNIT}|period|time) (?:of )?)?(last|previous|prior) (${UNIT})(.*)$`,
      'iu',
    ),
    turn: ([, before, which, unit, , other, rest]) => ({
      question: `${before} ${which} ${unit} ${rest}`,
      change: compared(
        other!.toLowerCase() === unit!.toLowerCase() || other!.toLowerCase() !== 'year' ? 'previous' : 'year',
      ),
    }),
  },
]

const isFall = (verb: string) => new RegExp(`^(?:${FALL})$`, 'iu').test(verb)

/** The question as the reader can read it, if it is one about change. */
export function turnOf(text: string): Turned | undefined {
  const said = text.trim().replace(/[?!.\s]+$/u, '')
  for (const { like, turn } of [...AGAINST_TARGET, ...ABROAD, ...PACED, ...DAYS_KEPT, ...PHRASES]) {
    const match = like.exec(said)
    if (match) {
      const turned = turn(match)
      return { ...turned, question: turned.question.replace(/\s+/g, ' ').trim() }
    }
  }
  return undefined
}

/** Products are things, though they can be counted. */
const isThings = (is: object): boolean => 'count' in is && is.count === '*' && !('where' in is)

export function namesMeasure(question: string, datasets: Dataset[]): boolean {
  const said = ` ${question.toLowerCase()} `
  const names = datasets.flatMap(({ measures }) =>
    Object.values(measures).flatMap(({ say, words = [], is }) => (isThings(is) ? [] : [say, ...words])),
  )
  // Thai puts no spaces between words.
  return names.some((name) => said.includes(/[\u0e00-\u0e7f]/.test(name) ? name : ` ${name.toLowerCase()} `))
}

/** Ways to complete what was left unsaid: the amount people mean when they name none, and the month that is over. */
export function completed(
  question: string,
  datasets: Dataset[],
  usually = 'last month',
): { question: string; assumed?: string }[] {
  const [first] = datasets.flatMap(({ measures, time }) => (time ? Object.values(measures) : []))
  const main = namesMeasure(question, datasets) ? undefined : first
  const withPeriod = (text: string) => [
    { question: text },
    { question: `${text} ${usually}`, assumed: `No period was said, so I took ${usually}.` },
  ]
  return [...(main ? withPeriod(`${main.say} ${question}`) : []), ...withPeriod(question)]
}
