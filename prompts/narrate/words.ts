/** The words a sentence around a result may be made of. Whatever else it says, we couldn't check: so it may not. */
const PLAIN = `a an the and or of in on at by for with per to from as it its that this which who than then there here while
  is are was were be been has have had did does came come comes made make makes earned brought took take takes sold bought
  reached stood amounted counted recorded saw showed showing generated contributed delivered achieved accounted ended
  totalled totaled came-to followed after before over during between each against compared value result`

export const PLAIN_WORDS = new Set(PLAIN.split(/\s+/).filter(Boolean))

/** Words that claim a place, a change or an order, which the result must bear out. */
export const CLAIMS: Record<
  'highest' | 'lowest' | 'up' | 'down' | 'ahead' | 'behind' | 'over' | 'under' | 'about',
  string[]
> = {
  highest: 'highest most best top largest biggest greatest strongest led leads leading'.split(' '),
  lowest: 'lowest least worst smallest fewest weakest'.split(' '),
  up: 'up rose rises grew grows gained increased increase growth rise gain climbed improved'.split(' '),
  down: [
    ...'down fell falls dropped declined decreased decrease decline drop fall lost slipped shrank lower'.split(' '),
    'fell behind',
  ],
  ahead: ['ahead of', 'more than', 'higher than', 'above', 'followed by', 'beat', 'outsold'],
  behind: ['behind', 'less than', 'lower than', 'below', 'fewer than'],
  over: ['over', 'more than', 'just over', 'above', 'at least'],
  under: ['under', 'less than', 'just under', 'nearly', 'almost', 'close to', 'below'],
  about: ['about', 'around', 'roughly', 'approximately', 'some', '~', '≈'],
}
export type Claim = keyof typeof CLAIMS
export const CLAIM_WORDS = new Set(Object.values(CLAIMS).flat())

export const SPELLED: Record<string, number> = Object.fromEntries(
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen twenty`
    .split(/\s+/)
    .map((word, i) => [word, i]),
)

export const SCALES: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
}

export const CURRENCIES: Record<string, string> = {
  '฿': 'THB',
  baht: 'THB',
  rp: 'IDR',
  rupiah: 'IDR',
  $: 'USD',
  dollars: 'USD',
  '€': 'EUR',
  euros: 'EUR',
  '£': 'GBP',
  pounds: 'GBP',
}
