import { expect, test } from 'vitest'
import { resolvePeriod } from '#db/question/periods/find.ts'
import { brief, here, linesOf } from './table.ts'

const phrases = linesOf(`
  today | 2026-11-18
  yesterday | 2026-11-17
  the day before yesterday | 2026-11-16
  tomorrow | 2026-11-19
  the day after tomorrow | 2026-11-20
  this week | 2026-11-16..2026-11-22
  last week | 2026-11-09..2026-11-15
  next week | 2026-11-23..2026-11-29
  the week before last | 2026-11-02..2026-11-08
  this month | 2026-11-01..2026-11-30
  the current month | 2026-11-01..2026-11-30
  last month | 2026-10-01..2026-10-31
  previous month | 2026-10-01..2026-10-31
  in the last month | 2026-10-01..2026-10-31
  next month | 2026-12-01..2026-12-31
  the month before last | 2026-09-01..2026-09-30
  this quarter | 2026-10-01..2026-12-31
  last quarter | 2026-07-01..2026-09-30
  prior quarter | 2026-07-01..2026-09-30
  next quarter | 2027-01-01..2027-03-31
  this year | 2026-01-01..2026-12-31
  last year | 2025-01-01..2025-12-31
  next year | 2027-01-01..2027-12-31
  the year before last | 2024-01-01..2024-12-31
  this half year | 2026-07-01..2026-12-31
  last half-year | 2026-01-01..2026-06-30
  last semester | 2026-01-01..2026-06-30

  WTD | 2026-11-16..2026-11-18
  MTD | 2026-11-01..2026-11-18
  QTD | 2026-10-01..2026-11-18
  YTD | 2026-01-01..2026-11-18
  month to date | 2026-11-01..2026-11-18
  month-to-date | 2026-11-01..2026-11-18
  year to date | 2026-01-01..2026-11-18
  so far this month | 2026-11-01..2026-11-18
  this month so far | 2026-11-01..2026-11-18
  so far this year | 2026-01-01..2026-11-18
  today so far | 2026-11-18
  fiscal year to date | 2026-04-01..2026-11-18

  last 7 days | 2026-11-11..2026-11-17
  the last 7 days | 2026-11-11..2026-11-17
  last 30 days | 2026-10-19..2026-11-17
  previous 7 days | 2026-11-11..2026-11-17
  last three days | 2026-11-15..2026-11-17
  last couple of days | 2026-11-16..2026-11-17
  last two weeks | 2026-11-02..2026-11-15
  last 3 months | 2026-08-01..2026-10-31
  last twelve months | 2025-11-01..2026-10-31
  TTM | 2025-11-01..2026-10-31
  last 2 quarters | 2026-04-01..2026-09-30
  last 5 years | 2021-01-01..2025-12-31
  last 7d | 2026-11-11..2026-11-17
  last 7 days including today | 2026-11-12..2026-11-18
  past 7 days | 2026-11-12..2026-11-18
  past week | 2026-11-12..2026-11-18
  past month | 2026-10-19..2026-11-18
  past 3 months | 2026-08-19..2026-11-18
  past year | 2025-11-19..2026-11-18
  past 150 days | 2026-06-22..2026-11-18
  the past 150 days (inclusive of 150 days ago | 2026-06-21..2026-11-18
  past week, inclusive of 7 days ago | 2026-11-11..2026-11-18
  past month, inclusive of 1 month ago | 2026-10-18..2026-11-18
  the last 2 months excluding the current month | 2026-09-01..2026-10-31
  last 3 weeks excluding the current week | 2026-10-26..2026-11-15
  past 2 months excluding this month | 2026-09-01..2026-10-31
  last month excluding weekends | 2026-10-01..2026-10-31 on 12345
  next 7 days | 2026-11-19..2026-11-25
  next two weeks | 2026-11-23..2026-12-06
  next 3 months | 2026-12-01..2027-02-28
  3 days ago | 2026-11-15
  three days ago | 2026-11-15
  a week ago | 2026-11-09..2026-11-15
  two weeks ago | 2026-11-02..2026-11-08
  one month ago | 2026-10-01..2026-10-31
  3 months ago | 2026-08-01..2026-08-31
  2 quarters ago | 2026-04-01..2026-06-30
  a year ago | 2025-01-01..2025-12-31 or 2025-11-18
  all time | all time

  since yesterday | 2026-11-17..
  since March | 2026-03-01..
  since December | 2025-12-01..
  since last week | 2026-11-09..
  since 3 October | 2026-10-03..
  since 2024 | 2024-01-01..
  since the beginning of the year | 2026-01-01..
  since the start of October | 2026-10-01..
  since mid-March | 2026-03-15..
  since Monday | 2026-11-16..
  since 3 months ago | 2026-08-18..
  since 2025-10-03 | 2025-10-03..
  since Q3 | 2026-07-01..
  starting 1 October | 2026-10-01..
  from 3 Oct onwards | 2026-10-03..
  until yesterday | ..2026-11-17
  until March | ..2026-03-31
  until the end of October | ..2026-10-31
  through 15 November | ..2026-11-15
  by 15 Nov | ..2026-11-15
  up to last week | ..2026-11-15
  before March | ..2026-02-28
  before 2025 | ..2024-12-31
  before 3 October 2025 | ..2025-10-02
  before yesterday | ..2026-11-16
  after 2024 | 2025-01-01..
  after 3 October | 2026-10-04..
  after last month | 2026-11-01..

  between 1 and 15 November | 2026-11-01..2026-11-15
  between 1 Oct and 15 Nov | 2026-10-01..2026-11-15
  between January and March | 2026-01-01..2026-03-31
  between March and May | 2026-03-01..2026-05-31
  between 2023 and 2025 | 2023-01-01..2025-12-31
  between Monday and Wednesday | 2026-11-16..2026-11-18
  between 2025-10-01 and 2025-10-15 | 2025-10-01..2025-10-15
  between 2023-06-01 inclusive and 2023-06-08 exclusive | 2023-06-01..2023-06-07
  from Jan to Mar | 2026-01-01..2026-03-31
  from January through March 2025 | 2025-01-01..2025-03-31
  from 3 to 10 Oct | 2026-10-03..2026-10-10
  from 1 October to 15 November | 2026-10-01..2026-11-15
  from October 3 to October 10, 2025 | 2025-10-03..2025-10-10
  from last Monday to yesterday | 2026-11-16..2026-11-17 or 2026-11-09..2026-11-17
  from yesterday until today | 2026-11-17..2026-11-18
  from 3 months ago to today | 2026-08-18..2026-11-18
  1-15 Nov | 2026-11-01..2026-11-15
  1–15 November 2025 | 2025-11-01..2025-11-15
  Nov 1-15 | 2026-11-01..2026-11-15
  20-25 Nov | 2025-11-20..2025-11-25
  1st to 15th of October | 2026-10-01..2026-10-15
  1 to 15 October last year | 2025-10-01..2025-10-15
  Jan–Mar 2026 | 2026-01-01..2026-03-31
  Jan-Mar | 2026-01-01..2026-03-31
  Jan - Mar 2024 | 2024-01-01..2024-03-31
  Nov–Feb 2026 | 2025-11-01..2026-02-28
  Dec to Feb | 2025-12-01..2026-02-28
  2024 to 2026 | 2024-01-01..2026-12-31
  2023-2025 | 2023-01-01..2025-12-31
  Q1-Q3 2025 | 2025-01-01..2025-09-30
  Q1 to Q2 | 2026-01-01..2026-06-30
  2025-10-01 - 2025-10-15 | 2025-10-01..2025-10-15
  2025-10-01 to 2025-10-15 | 2025-10-01..2025-10-15
  15/10/2025 - 20/10/2025 | 2025-10-15..2025-10-20
  28 Dec - 3 Jan | 2025-12-28..2026-01-03
  28 Dec 2024 to 3 Jan 2025 | 2024-12-28..2025-01-03
  mid March to mid April | 2026-03-15..2026-04-15

  Q3 2025 | 2025-07-01..2025-09-30
  3Q25 | 2025-07-01..2025-09-30
  Q3'25 | 2025-07-01..2025-09-30
  2025Q3 | 2025-07-01..2025-09-30
  2025-Q3 | 2025-07-01..2025-09-30
  Q1 | 2026-01-01..2026-03-31
  Q4 | 2026-10-01..2026-12-31
  quarter 2 2024 | 2024-04-01..2024-06-30
  third quarter of 2025 | 2025-07-01..2025-09-30
  the first quarter | 2026-01-01..2026-03-31
  Q2 last year | 2025-04-01..2025-06-30
  Q3 of this year | 2026-07-01..2026-09-30
  last year's Q3 | 2025-07-01..2025-09-30
  FY2025 | 2024-04-01..2025-03-31 or 2025-04-01..2026-03-31
  FY25 | 2024-04-01..2025-03-31 or 2025-04-01..2026-03-31
  FY 25/26 | 2025-04-01..2026-03-31
  FY2025-26 | 2025-04-01..2026-03-31
  fiscal year 2025 | 2024-04-01..2025-03-31 or 2025-04-01..2026-03-31
  this fiscal year | 2026-04-01..2027-03-31
  last fiscal year | 2025-04-01..2026-03-31
  last financial year | 2025-04-01..2026-03-31
  Q1 FY 25/26 | 2025-04-01..2025-06-30
  Q2 of last fiscal year | 2025-07-01..2025-09-30
  fiscal Q2 | 2026-07-01..2026-09-30
  last fiscal quarter | 2026-07-01..2026-09-30
  H1 2026 | 2026-01-01..2026-06-30
  1H26 | 2026-01-01..2026-06-30
  H2 2025 | 2025-07-01..2025-12-31
  H1 | 2026-01-01..2026-06-30
  first half of 2026 | 2026-01-01..2026-06-30
  second half of 2025 | 2025-07-01..2025-12-31
  second half | 2026-07-01..2026-12-31
  second half of last year | 2025-07-01..2025-12-31

  first half of March | 2026-03-01..2026-03-15
  second half of October | 2026-10-16..2026-10-31
  the first half of last month | 2026-10-01..2026-10-15
  second half of February 2025 | 2025-02-16..2025-02-28
  first week of June | 2026-06-01..2026-06-07
  second week of June | 2026-06-08..2026-06-14
  last week of June | 2026-06-24..2026-06-30
  last week of last month | 2026-10-25..2026-10-31
  week 2 of October | 2026-10-08..2026-10-14
  first 10 days of May | 2026-05-01..2026-05-10
  first two weeks of October | 2026-10-01..2026-10-14
  last 3 days of October | 2026-10-29..2026-10-31
  last day of February 2024 | 2024-02-29
  first day of last month | 2026-10-01
  first Monday of June | 2026-06-01
  last Friday of October | 2026-10-30
  first 3 months of 2025 | 2025-01-01..2025-03-31
  last two weeks of 2025 | 2025-12-18..2025-12-31
  last quarter of 2025 | 2025-10-01..2025-12-31
  last month of 2025 | 2025-12-01..2025-12-31
  beginning of the month | 2026-11-01..2026-11-10
  mid-October | 2026-10-11..2026-10-20
  middle of last month | 2026-10-11..2026-10-20
  end of October | 2026-10-21..2026-10-31
  end of the month | 2026-11-21..2026-11-30
  early March | 2026-03-01..2026-03-10
  late 2025 | 2025-09-01..2025-12-31
  beginning of Q3 | 2026-07-01..2026-07-31

  same time last year | relative year
  same period last year | relative year
  the same period of the previous year | relative year
  this time last year | relative year
  same day last week | relative week
  same month last year | relative year
  the previous period | relative previous
  the year before | relative year
  a year earlier | relative year
  the month before | relative month
  today last year | 2025-11-18
  this month last year | 2025-11-01..2025-11-30

  weekends | on 06
  weekdays | on 12345
  Mondays | on 1
  every Monday | on 1
  Saturdays and Sundays | on 06
  weekends last month | 2026-10-01..2026-10-31 on 06
  last month on weekends | 2026-10-01..2026-10-31 on 06
  weekdays in October | 2026-10-01..2026-10-31 on 12345
  Mondays in Q3 2025 | 2025-07-01..2025-09-30 on 1
  this weekend | 2026-11-21..2026-11-22 on 06
  last weekend | 2026-11-14..2026-11-15 on 06
  next weekend | 2026-11-28..2026-11-29 on 06
  last Friday | 2026-11-13
  last Monday | 2026-11-16 or 2026-11-09
  on Monday | 2026-11-16
  Friday | 2026-11-13
  Wednesday | 2026-11-11 or 2026-11-18
  this Friday | 2026-11-20
  next Friday | 2026-11-20
  Monday last week | 2026-11-09
  Friday of last week | 2026-11-13

  October | 2026-10-01..2026-10-31
  November | 2026-11-01..2026-11-30
  December | 2025-12-01..2025-12-31
  Oct | 2026-10-01..2026-10-31
  in Sept. | 2026-09-01..2026-09-30
  May | 2026-05-01..2026-05-31
  in march | 2026-03-01..2026-03-31
  October 2025 | 2025-10-01..2025-10-31
  Oct '25 | 2025-10-01..2025-10-31
  Oct-25 | 2025-10-01..2025-10-31
  Oct 25 | 2026-10-25 or 2025-10-01..2025-10-31
  the month of October | 2026-10-01..2026-10-31
  June last year | 2025-06-01..2025-06-30
  last year June | 2025-06-01..2025-06-30
  March of this year | 2026-03-01..2026-03-31
  last October | 2026-10-01..2026-10-31
  last November | 2025-11-01..2025-11-30
  next March | 2027-03-01..2027-03-31
  this March | 2026-03-01..2026-03-31
  in 2024 | 2024-01-01..2024-12-31
  2024 | 2024-01-01..2024-12-31
  the year 2024 | 2024-01-01..2024-12-31
  the 90s | 1990-01-01..1999-12-31
  the 2010s | 2010-01-01..2019-12-31
  2025-10 | 2025-10-01..2025-10-31
  10/2025 | 2025-10-01..2025-10-31
  2025-10-03 | 2025-10-03
  2025/10/03 | 2025-10-03
  03/10/2025 | 2025-10-03 or 2025-03-10
  3.10.2025 | 2025-10-03 or 2025-03-10
  13/10/2025 | 2025-10-13
  10/13/2025 | 2025-10-13
  05/05/2025 | 2025-05-05
  25.12.24 | 2024-12-25
  since 03/10/2025 | 2025-10-03.. or 2025-03-10..
  from 01/10/2025 to 05/10/2025 | 2025-10-01..2025-10-05 or 2025-01-10..2025-05-10
  15/10 | 2026-10-15
  3 Oct | 2026-10-03
  Oct 3rd | 2026-10-03
  the 3rd of October | 2026-10-03
  3rd of October 2025 | 2025-10-03
  October 3, 2025 | 2025-10-03
  Oct 3 2025 | 2025-10-03
  3 Oct 2025 | 2025-10-03
  3-Oct-2025 | 2025-10-03
  Friday, 3 October 2025 | 2025-10-03
  24 December | 2025-12-24
  29 February | 2024-02-29
  the 5th of last month | 2026-10-05
  week 40 | 2026-09-28..2026-10-04
  W40 | 2026-09-28..2026-10-04
  week 40 of 2025 | 2025-09-29..2025-10-05
  2025-W40 | 2025-09-29..2025-10-05
  the week of 3 October | 2026-09-28..2026-10-04

  Songkran | 2026-04-13..2026-04-15
  the week of Songkran | 2026-04-13..2026-04-19
  Songkran week | 2026-04-13..2026-04-19
  Songkran 2025 | 2025-04-13..2025-04-15
  Songkran last year | 2025-04-13..2025-04-15
  during Ramadan | 2026-02-18..2026-03-19
  Ramadan 2025 | 2025-03-01..2025-03-30
  before Songkran | ..2026-04-12
  the 7 days before Ramadan | 2026-02-11..2026-02-17
  the week before Songkran | 2026-04-06..2026-04-12

  this morning | 2026-11-18 5h-12h
  yesterday morning | 2026-11-17 5h-12h
  last night | 2026-11-17 18h-24h
  tonight | 2026-11-18 18h-24h
  yesterday between 9 and 17 | 2026-11-17 9h-17h
  between 9am and 5pm | 9h-17h
  between 9:30 and 17:00 | 9.5h-17h
  9am-5pm yesterday | 2026-11-17 9h-17h
  between 9 and 17 | 9h-17h
  yesterday after 5pm | 2026-11-17 17h-24h
  yesterday at 9am | 2026-11-17 9h-10h
  weekends between 10:00 and 14:00 | 10h-14h on 06
  last 24 hours | 2026-11-17..2026-11-18

  septmber | 2026-09-01..2026-09-30
  ocotber 2025 | 2025-10-01..2025-10-31
  novembr | 2026-11-01..2026-11-30
  feburary 2026 | 2026-02-01..2026-02-28
  last tuseday | 2026-11-17 or 2026-11-10
`)

test.each(phrases)('"%s" is %s', (phrase, meaning) => {
  expect(brief(resolvePeriod(phrase, here))).toBe(meaning)
})
