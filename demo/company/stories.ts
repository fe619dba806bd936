import { daysIn, firstDay, isoDay, isoMonth, weekday } from './days.ts'

/** What happened to the company, with dates counted back from the month the stories are told from. */
export type Stories = {
  /** One branch sold this much less last month than the month before, all of it in its shop. */
  behind: { branch: string; month: number; drop: number; channel: 'store' }
  /** No payment went through between these hours of one day, anywhere. */
  outage: { day: number; from: number; to: number }
  closed: { branch: string; days: number[] }
  opened: { branch: string; day: number }
  rising: { product: string; from: number; times: number }
  broken: { product: string; from: number; returned: number }
}

export type Story = { name: keyof Stories; about: string; from: string; to: string; say: string }

export function makeStories(month: number): Stories {
  return {
    behind: { branch: 'Bandung', month: month - 1, drop: 0.28, channel: 'store' },
    outage: { day: thirdFriday(month - 2), from: 11, to: 19 },
    closed: { branch: 'Surabaya', days: [9, 10, 11].map((after) => firstDay(month - 4) + after) },
    opened: { branch: 'Bali', day: firstDay(month - 9) + 14 },
    rising: { product: 'Lemongrass Diffuser', from: month - 5, times: 3 },
    broken: { product: 'Rattan Pendant Lamp', from: month - 3, returned: 0.17 },
  }
}

export function tell(stories: Stories, lastDay: number): Story[] {
  const { behind, outage, closed, opened, rising, broken } = stories
  const now = isoDay(lastDay)
  const shut = closed.days.map(isoDay)
  const end = isoDay(firstDay(behind.month) + daysIn(behind.month) - 1)
  const story = (name: Story['name'], about: string, from: string, to: string, say: string) => ({
    name,
    about,
    from,
    to,
    say,
  })
  return [
    story(
      'behind',
      behind.branch,
      isoMonth(behind.month),
      end,
      `${behind.branch} fell behind: its shop sold much less, its web orders held up`,
    ),
    story(
      'outage',
      'every branch',
      isoDay(outage.day),
      isoDay(outage.day),
      `Payments were down from ${outage.from}:00 to ${outage.to}:00`,
    ),
    story('closed', closed.branch, shut[0]!, shut.at(-1)!, `${closed.branch} was closed for three days`),
    story('opened', opened.branch, isoDay(opened.day), now, `${opened.branch} opened and grew from nothing`),
    story(
      'rising',
      rising.product,
      isoMonth(rising.from),
      now,
      `${rising.product} sells three times as often as before`,
    ),
    story(
      'broken',
      broken.product,
      isoMonth(broken.from),
      now,
      `${broken.product} comes back far more often than other lamps`,
    ),
  ]
}

function thirdFriday(month: number): number {
  const first = firstDay(month)
  return first + ((5 - weekday(first) + 7) % 7) + 14
}
