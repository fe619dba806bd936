import { stem } from '../words.ts'

/** What a verb leaves behind in the tables, likeliest first: who bought made a purchase, else an order, a sale, an invoice. */
const LEFT = `
buy bought buys purchase purchased: purchase order sale deal invoice transaction
sell sold sells selling: sale deal order transaction invoice
order ordered orders: order
pay paid pays: payment invoice transaction
spend spent spends: payment order purchase sale invoice transaction
borrow borrowed borrows lend lent: loan borrowing rental checkout
rent rented rents: rental loan booking
book booked books reserve reserved: booking reservation appointment
visit visited visits: visit appointment session admission
admit admitted: admission
enroll enrolled enrol enrolled: enrollment enrolment registration
watch watched view viewed: view watch stream play
play played: play game match appearance
rate rated review reviewed: review rating
donate donated gave given gives: donation gift
deliver delivered ship shipped: delivery shipment
fly flew flown: flight
travel travelled traveled ride rode: trip ride
call called phoned: call
sign signed subscribe subscribed: subscription contract
use used: usage use
prescribe prescribed: prescription
diagnose diagnosed: diagnosis
inspect inspected: inspection
complain complained: complaint
apply applied: application
attend attended: attendance enrollment registration
refund refunded: refund
return returned: return
transfer transferred: transfer transaction
deposit deposited: deposit
withdraw withdrew: withdrawal
invest invested: investment
repair repaired: repair
log logged: login session
post posted: post
comment commented: comment
`

const table = new Map(
  LEFT.trim()
    .split('\n')
    .flatMap((line) => {
      const [verbs = '', nouns = ''] = line.split(': ')
      return verbs.split(' ').map((verb): [string, string[]] => [verb, nouns.split(' ')])
    }),
)

/** The nouns of a verb; a verb we don't know may still share its stem with one. */
export function nounsOf(verb: string): string[] {
  return table.get(verb) ?? [verb]
}

/** Players are not what was played. */
const AGENT = /[^e](er|or)$/
export const isAgent = (word: string): boolean => AGENT.test(word)
export const sameStem = (a: string, b: string): boolean => stem(a) === stem(b) && isAgent(a) === isAgent(b)
