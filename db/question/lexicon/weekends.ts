/** "Weekends vs weekdays", in all the ways people put the two side by side. */
export const WEEKENDS = [
  ['weekend', 'weekday'],
  ['weekends', 'weekdays'],
]
  .flatMap(([a, b]) => [
    [a, b],
    [b, a],
  ])
  .flatMap(([a, b]) => ['vs', 'versus', 'and', 'or', 'compared to', 'compared with'].map((on) => [a, on, b]))
  .flatMap(([a, on, b]) => [`${a} ${on} ${b}`, `${a} ${on} on ${b}`, `${a} ${on} the ${b}`])
  .join('|')
