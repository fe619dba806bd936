import type { Condition } from '../plan.ts'
import type { Field } from './item.ts'
import { truth } from './rules/making.ts'
import { stem } from './words.ts'

/** What people say for yes and for no of a column, by a word in its name. */
type Sides = { of: RegExp; yes: RegExp; no: RegExp }

const SIDES: Sides[] = [
  {
    of: /^(churn(ed)?|attrition|attrited|exit(ed)?|left|quit|resigned|leaver)$/,
    yes: /^(left|leavers?|quit|quitters?|resigned|resign|churn|churns|churned|churners?|churning|attrition|exits?|departed|exited|lost|left (us|the (company|firm|bank|business|organi[sz]ation)))$/,
    no: /^(stayed|stay|stayers?|remained|remain|retained|non-?churners?|kept|still here)$/,
  },
  {
    of: /^surviv(ed|al|or)$/,
    yes: /^(survivors?|survived|lived)$/,
    no: /^(died|perished|victims?|dead|deaths?|drowned)$/,
  },
  { of: /^default(ed)?$/, yes: /^(defaulters?|defaulted|defaults?)$/, no: /^(repaid|non-?defaulters?|paid back)$/ },
  { of: /^fraud(ulent)?$/, yes: /^(fraudulent|frauds?|fraudsters?)$/, no: /^(legitimate|genuine|legit|clean)$/ },
  {
    of: /^repeat(ed)?$/,
    yes: /^(repeat|repeated|returning|repeaters?)$/,
    no: /^(new|first time|first timers?|new ones)$/,
  },
  { of: /^holidays?$/, yes: /^(holidays?)$/, no: /^(normal days?|regular days?|ordinary days?|working days?)$/ },
  { of: /^show$/, yes: /^(missed|absentees?)$/, no: /^(attended|showed up|came|turned up)$/ },
  { of: /^smok(er|ing|es?)$/, yes: /^(smokers?|smoking|smoke)$/, no: /^(non-?smokers?)$/ },
  { of: /^convert(ed)?$/, yes: /^(converted|conversions?|converters?)$/, no: /^(unconverted)$/ },
  {
    of: /^responded|response$/,
    yes: /^(responders?|responded|respond|accepted|converted|conversions?)$/,
    no: /^(non-?responders?|declined|ignored)$/,
  },
]

/** "Those who stayed" are the no of a column called attrition. */
export function sideOf(
  words: string,
  fields: Field[],
): { field: Field; condition: Condition; yes: boolean } | undefined {
  const flags = fields.filter(({ column }) => column.role === 'flag')
  for (const { of, yes, no } of SIDES) {
    const isYes = yes.test(words)
    const found = isYes || no.test(words) ? flags.filter(({ words }) => words.some((word) => of.test(word))) : []
    if (found.length !== 1) continue
    const said = stem(words)
    if (fields.some((each) => each !== found[0] && each.words.some((word) => stem(word) === said))) continue
    const [field] = found
    return { field: field!, condition: { column: field!.ref, is: truth(field!, isYes) }, yes: isYes }
  }
  return undefined
}
