import { firstDay, isoDay } from './days.ts'

export type Country = 'Thailand' | 'Indonesia'
export type Branch = {
  code: string
  name: string
  city: string
  country: Country
  opened: string
  manager: string
}

/** `size` is orders on an ordinary day; `homes` how many of each month's new customers live nearby. */
type Place = Omit<Branch, 'opened'> & { opened: string | { monthsAgo: number }; size: number; homes: number }

export const places: Place[] = [
  place('BKK', 'Bangkok', 'Thailand', '2016-03-12', 'Siriporn Chaiyasit', 14, 6),
  place('CNX', 'Chiang Mai', 'Thailand', '2018-11-03', 'Anan Wongsakul', 6, 3),
  place('HKT', 'Phuket', 'Thailand', '2020-02-15', 'Kanya Rattanakul', 5, 2),
  place('JKT', 'Jakarta', 'Indonesia', '2017-06-10', 'Budi Santoso', 12, 5),
  place('SUB', 'Surabaya', 'Indonesia', '2019-08-24', 'Dewi Lestari', 7, 4),
  place('BDO', 'Bandung', 'Indonesia', '2019-01-19', 'Rizky Pratama', 6, 3),
  place('DPS', 'Bali', 'Indonesia', { monthsAgo: 9 }, 'Ayu Wulandari', 6, 2, 'Denpasar'),
]

/** The branches as they stand in the month the stories are told from. */
export function makeBranches(month: number): Branch[] {
  return places.map(({ size: _size, homes: _homes, opened, ...branch }) => ({
    ...branch,
    opened: typeof opened === 'string' ? opened : isoDay(firstDay(month - opened.monthsAgo) + 14),
  }))
}

function place(
  code: string,
  name: string,
  country: Country,
  opened: Place['opened'],
  manager: string,
  size: number,
  homes: number,
  city = name,
): Place {
  return { code, name, city, country, opened, manager, size, homes }
}
