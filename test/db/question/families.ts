import type { Slots } from './slots.ts'

/** A question as people put it, and the SQL a person would answer it with. */
export type Case = { ask: string; sql: string; ordered?: boolean }

const by = (group: { sql: string; key?: string }): string => (group.key ? `${group.key}, ${group.sql}` : group.sql)
const select = (from: string, columns: string, rest = ''): string => `SELECT ${columns} FROM ${from} ${rest}`

/** All that share the first place. */
const winners = (fn: 'MAX' | 'MIN', groups: string): string =>
  `WITH g AS (${groups}) SELECT n FROM g WHERE n = (SELECT ${fn}(n) FROM g)`

/** Sixty ways to ask, filled from one company. */
export function casesOf(s: Slots): Case[] {
  return [...counts(s), ...proportions(s), ...amounts(s), ...ranks(s), ...conditions(s), ...times(s), ...shares(s)]
}

function counts({ from, thing, groups, values }: Slots): Case[] {
  if (!thing.many) return []
  const { many, one, count } = thing
  return [
    { ask: `How many ${many} are there?`, sql: select(from, count) },
    { ask: `What is the total number of ${many}?`, sql: select(from, count) },
    ...groups.flatMap((g) => [
      {
        ask: `How many ${many} are there in each ${g.say}?`,
        sql: select(from, `${g.sql}, ${count}`, `GROUP BY ${by(g)}`),
      },
      { ask: `Number of ${many} by ${g.say}`, sql: select(from, `${g.sql}, ${count}`, `GROUP BY ${by(g)}`) },
      {
        ask: `Show the count of ${many} per ${g.say}, highest first`,
        sql: select(from, `${g.sql}, ${count}`, `GROUP BY ${by(g)} ORDER BY ${count} DESC`),
      },
      {
        ask: `Which ${g.say} has the most ${many}?`,
        sql: winners('MAX', `SELECT ${count} n FROM ${from} GROUP BY ${by(g)}`),
      },
      {
        ask: `Which ${g.say} has the fewest ${many}?`,
        sql: winners('MIN', `SELECT ${count} n FROM ${from} GROUP BY ${by(g)}`),
      },
      {
        ask: `Which ${g.many} have more than 20 ${many}?`,
        sql: select(from, `${g.sql}, ${count}`, `GROUP BY ${by(g)} HAVING ${count} > 20`),
      },
      {
        ask: `${g.many} with at least 30 ${many}`,
        sql: select(from, `${g.sql}, ${count}`, `GROUP BY ${by(g)} HAVING ${count} >= 30`),
      },
    ]),
    ...values.flatMap((v) => [
      { ask: `How many ${many} are from ${v.say}?`, sql: select(from, count, `WHERE ${v.where}`) },
      { ask: `count of ${many} for ${v.say}`, sql: select(from, count, `WHERE ${v.where}`) },
    ]),
    { ask: `how many ${one}s do we have`, sql: select(from, count) },
  ]
}

/** "Sales" may be money or rows: there a share is not asked for. */
function proportions({ from, thing, groups, values }: Slots): Case[] {
  const { many, count } = thing
  if (!many || many === 'sales') return []
  return [
    ...groups.map((g) => ({
      ask: `What share of ${many} does each ${g.say} have?`,
      sql: select(from, `${g.sql}, 100.0 * ${count} / SUM(${count}) OVER ()`, `GROUP BY ${by(g)}`),
    })),
    ...values.map((v) => ({
      ask: `What percentage of ${many} is from ${v.say}?`,
      sql: select(from, `100.0 * (SELECT ${count} FROM ${from} WHERE ${v.where}) / ${count}`),
    })),
  ]
}

function amounts({ from, sums, averages, groups, values }: Slots): Case[] {
  const [g, h] = groups
  const both = g && h ? [g, h] : undefined
  return [
    ...sums.flatMap((m) => [
      { ask: `What is the total ${m.say}?`, sql: select(from, `SUM(${m.sql})`) },
      { ask: `total ${m.say} by ${g!.say}`, sql: select(from, `${g!.sql}, SUM(${m.sql})`, `GROUP BY ${by(g!)}`) },
      {
        ask: `What is the sum of ${m.say} for each ${h!.say}?`,
        sql: select(from, `${h!.sql}, SUM(${m.sql})`, `GROUP BY ${by(h!)}`),
      },
      {
        ask: `Show me the total ${m.say} per ${g!.say} and ${h!.say}`,
        sql: select(
          from,
          `${both!.map((each) => each.sql).join(', ')}, SUM(${m.sql})`,
          `GROUP BY ${both!.map(by).join(', ')}`,
        ),
      },
      ...values.map((v) => ({
        ask: `What is the total ${m.say} for ${v.say}?`,
        sql: select(from, `SUM(${m.sql})`, `WHERE ${v.where}`),
      })),
      {
        ask: `which ${h!.many} had total ${m.say} above 1000?`,
        sql: select(from, `${h!.sql}, SUM(${m.sql})`, `GROUP BY ${by(h!)} HAVING SUM(${m.sql}) > 1000`),
      },
    ]),
    ...averages.flatMap((m) => [
      { ask: `What is the average ${m.say}?`, sql: select(from, `AVG(${m.sql})`) },
      { ask: `average ${m.say} by ${g!.say}`, sql: select(from, `${g!.sql}, AVG(${m.sql})`, `GROUP BY ${by(g!)}`) },
      {
        ask: `Give me the mean ${m.say} for every ${h!.say}`,
        sql: select(from, `${h!.sql}, AVG(${m.sql})`, `GROUP BY ${by(h!)}`),
      },
      {
        ask: `What are the minimum, maximum and average ${m.say}?`,
        sql: select(from, `MIN(${m.sql}), MAX(${m.sql}), AVG(${m.sql})`),
      },
      {
        ask: `highest ${m.say} in each ${g!.say}`,
        sql: select(from, `${g!.sql}, MAX(${m.sql})`, `GROUP BY ${by(g!)}`),
      },
      { ask: `What is the median ${m.say}?`, sql: select(from, `MEDIAN(${m.sql})`) },
      ...values.map((v) => ({
        ask: `What was the average ${m.say} for ${v.say}?`,
        sql: select(from, `AVG(${m.sql})`, `WHERE ${v.where}`),
      })),
      {
        ask: `What is the difference between the highest and lowest ${m.say}?`,
        sql: select(from, `MAX(${m.sql}) - MIN(${m.sql})`),
      },
    ]),
  ]
}

function ranks({ from, sums, averages, groups }: Slots): Case[] {
  return groups.flatMap((g) => [
    ...sums.flatMap((m) => [
      {
        ask: `Which ${g.say} has the highest total ${m.say}?`,
        sql: select(from, `${g.sql}, SUM(${m.sql})`, `GROUP BY ${by(g)} ORDER BY 2 DESC LIMIT 1`).replace(
          'ORDER BY 2',
          `ORDER BY SUM(${m.sql})`,
        ),
      },
      {
        ask: `top 2 ${g.many} by ${m.say}`,
        sql: select(from, `${g.sql}, SUM(${m.sql})`, `GROUP BY ${by(g)} ORDER BY SUM(${m.sql}) DESC LIMIT 2`),
        ordered: true,
      },
      {
        ask: `What are the bottom 2 ${g.many} in terms of total ${m.say}?`,
        sql: select(from, `${g.sql}, SUM(${m.sql})`, `GROUP BY ${by(g)} ORDER BY SUM(${m.sql}) LIMIT 2`),
        ordered: true,
      },
      {
        ask: `Rank the ${g.many} by total ${m.say}`,
        sql: select(from, `${g.sql}, SUM(${m.sql})`, `GROUP BY ${by(g)} ORDER BY SUM(${m.sql}) DESC`),
        ordered: true,
      },
    ]),
    ...averages.map((m) => ({
      ask: `Which ${g.say} has the lowest average ${m.say}?`,
      sql: winners('MIN', `SELECT AVG(${m.sql}) n FROM ${from} GROUP BY ${by(g)}`),
    })),
  ])
}

function conditions({ from, thing, numbers, groups, values }: Slots): Case[] {
  if (!thing.many) return []
  const v = values[0]!
  return numbers.flatMap((n) => [
    {
      ask: `How many ${thing.many} have a ${n.say} above ${n.over}?`,
      sql: select(from, thing.count, `WHERE ${n.sql} > ${n.over}`),
    },
    {
      ask: `number of ${thing.many} with ${n.say} of at least ${n.over}`,
      sql: select(from, thing.count, `WHERE ${n.sql} >= ${n.over}`),
    },
    {
      ask: `How many ${thing.many} have a ${n.say} between ${n.over / 2} and ${n.over}?`,
      sql: select(from, thing.count, `WHERE ${n.sql} BETWEEN ${n.over / 2} AND ${n.over}`),
    },
    {
      ask: `number of ${thing.many} with ${n.say} over ${n.over} by ${groups[0]!.say}`,
      sql: select(from, `${groups[0]!.sql}, ${thing.count}`, `WHERE ${n.sql} > ${n.over} GROUP BY ${by(groups[0]!)}`),
    },
    {
      ask: `How many ${thing.many} not from ${v.say} are there?`,
      sql: select(from, thing.count, `WHERE NOT (${v.where})`),
    },
  ])
}

function times({ from, thing, sums, day, year, groups }: Slots): Case[] {
  if (!day || !year) return []
  const inYear = `WHERE substr(${day},1,4) = '${year}'`
  const count = thing.many
    ? [
        { ask: `How many ${thing.many} were there in ${year}?`, sql: select(from, thing.count, inYear) },
        {
          ask: `number of ${thing.many} per month in ${year}`,
          sql: select(from, `substr(${day},1,7), ${thing.count}`, `${inYear} GROUP BY 1 ORDER BY 1`),
          ordered: true,
        },
        {
          ask: `How many ${thing.many} each year?`,
          sql: select(from, `CAST(substr(${day},1,4) AS INTEGER), ${thing.count}`, 'GROUP BY 1 ORDER BY 1'),
          ordered: true,
        },
        {
          ask: `Which month of ${year} had the most ${thing.many}?`,
          sql: winners('MAX', `SELECT ${thing.count} n FROM ${from} ${inYear} GROUP BY substr(${day},1,7)`),
        },
      ]
    : []
  return [
    ...count,
    ...sums.flatMap((m) => [
      {
        ask: `monthly ${m.say} in ${year}`,
        sql: select(from, `substr(${day},1,7), SUM(${m.sql})`, `${inYear} GROUP BY 1 ORDER BY 1`),
        ordered: true,
      },
      {
        ask: `total ${m.say} by quarter`,
        sql: select(
          from,
          `substr(${day},1,4) || '-Q' || ((substr(${day},6,2)+2)/3), SUM(${m.sql})`,
          'GROUP BY 1 ORDER BY 1',
        ),
        ordered: true,
      },
      {
        ask: `What was the total ${m.say} by ${groups[0]!.say} in March ${year}?`,
        sql: select(
          from,
          `${groups[0]!.sql}, SUM(${m.sql})`,
          `WHERE substr(${day},1,7) = '${year}-03' GROUP BY ${by(groups[0]!)}`,
        ),
      },
      {
        ask: `What is the trend of ${m.say} over time?`,
        sql: select(from, `substr(${day},1,7), SUM(${m.sql})`, 'GROUP BY 1 ORDER BY 1'),
        ordered: true,
      },
      {
        ask: `running total of ${m.say} by month`,
        sql: select(
          from,
          `substr(${day},1,7), SUM(SUM(${m.sql})) OVER (ORDER BY substr(${day},1,7))`,
          'GROUP BY 1 ORDER BY 1',
        ),
      },
      {
        ask: `average monthly ${m.say}`,
        sql: `SELECT AVG(x) FROM (${select(from, `SUM(${m.sql}) x`, `GROUP BY substr(${day},1,7)`)})`,
      },
    ]),
  ]
}

function shares({ from, sums, groups, values }: Slots): Case[] {
  return sums.flatMap((m) => [
    {
      ask: `What percentage of total ${m.say} comes from each ${groups[0]!.say}?`,
      sql: select(
        from,
        `${groups[0]!.sql}, 100.0 * SUM(${m.sql}) / SUM(SUM(${m.sql})) OVER ()`,
        `GROUP BY ${by(groups[0]!)}`,
      ),
    },
    ...values.map((v) => ({
      ask: `What share of ${m.say} comes from ${v.say}?`,
      sql: select(from, `100.0 * SUM(${m.sql}) FILTER (WHERE ${v.where}) / SUM(${m.sql})`),
    })),
    {
      ask: `for each ${groups[0]!.say}, which ${groups[1]!.say} has the highest ${m.say}?`,
      sql: `SELECT a, b, x FROM (SELECT ${groups[0]!.sql.split(',')[0]} a, ${groups[1]!.sql.split(',')[0]} b, SUM(${m.sql}) x, RANK() OVER (PARTITION BY ${by(groups[0]!)} ORDER BY SUM(${m.sql}) DESC) r FROM ${from} GROUP BY ${by(groups[0]!)}, ${by(groups[1]!)}) WHERE r = 1`,
    },
  ])
}
