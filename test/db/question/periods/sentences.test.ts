import { expect, test } from 'vitest'
import { findPeriods } from '#db/question/periods/find.ts'
import { brief, here, linesOf } from './table.ts'

const seen = (text: string, context = here): string =>
  findPeriods(text, context)
    .map(({ text, period }) => `${text} = ${brief(period)}`)
    .join('; ')

const sentences = linesOf(`
  which branch fell behind last month? | last month = 2026-10-01..2026-10-31
  revenue by branch for the last 7 days | last 7 days = 2026-11-11..2026-11-17
  Sales in the last 3 months, by month | last 3 months = 2026-08-01..2026-10-31
  top 10 customers in 2024 | 2024 = 2024-01-01..2024-12-31
  top 10 products of October | October = 2026-10-01..2026-10-31
  top 5 Oct sales | Oct = 2026-10-01..2026-10-31
  orders since 1 October with more than 5 items | since 1 October = 2026-10-01..
  tasks that start in 2024 | 2024 = 2024-01-01..2024-12-31
  members who joined in 2024 or later | 2024 or later = 2024-01-01..
  total sales 2025 | 2025 = 2025-01-01..2025-12-31
  compare 2024 and 2025 by branch | 2024 = 2024-01-01..2024-12-31; 2025 = 2025-01-01..2025-12-31
  sales 2024 vs 2025 per city | 2024 = 2024-01-01..2024-12-31; 2025 = 2025-01-01..2025-12-31
  compare Jan and Feb 2025 | Jan = 2025-01-01..2025-01-31; Feb 2025 = 2025-02-01..2025-02-28
  Q1 vs Q2 2025 | Q1 = 2025-01-01..2025-03-31; Q2 2025 = 2025-04-01..2025-06-30
  June vs June last year | June = 2026-06-01..2026-06-30; June last year = 2025-06-01..2025-06-30
  compare last month to this month | last month = 2026-10-01..2026-10-31; this month = 2026-11-01..2026-11-30
  this month compared to last month | this month = 2026-11-01..2026-11-30; last month = 2026-10-01..2026-10-31
  sales this month vs same period last year | this month = 2026-11-01..2026-11-30; same period last year = relative year
  how did May do against April? | May = 2026-05-01..2026-05-31; April = 2026-04-01..2026-04-30
  revenue in may by branch | may = 2026-05-01..2026-05-31
  sales in march | march = 2026-03-01..2026-03-31
  total sales march | march = 2026-03-01..2026-03-31
  orders on sat | sat = 2026-11-14
  what about June | June = 2026-06-01..2026-06-30
  yesterday's revenue by hour | yesterday = 2026-11-17
  last month's top 3 branches | last month = 2026-10-01..2026-10-31
  daily sales last week | last week = 2026-11-09..2026-11-15
  weekly orders in Q3 2025 | Q3 2025 = 2025-07-01..2025-09-30
  sales by weekday last month | last month = 2026-10-01..2026-10-31
  orders per weekend in October | October = 2026-10-01..2026-10-31
  sales on weekends last month | weekends last month = 2026-10-01..2026-10-31 on 06
  sales between 1 and 15 November above 500 | between 1 and 15 November = 2026-11-01..2026-11-15
  customers who joined before 2025 and ordered last month | before 2025 = ..2024-12-31; last month = 2026-10-01..2026-10-31
  sold in the week of Songkran by branch | week of Songkran = 2026-04-13..2026-04-19
  orders during Ramadan 2025 compared with Ramadan 2026 | Ramadan 2025 = 2025-03-01..2025-03-30; Ramadan 2026 = 2026-02-18..2026-03-19
  revenue 03/04/2026 | 03/04/2026 = 2026-04-03 or 2026-03-04
  new users on 3/10 | 3/10 = 2026-10-03 or 2026-03-10
  how many orders were there between 9:00 and 12:00 yesterday? | between 9:00 and 12:00 yesterday = 2026-11-17 9h-12h
  average rating in septmber | septmber = 2026-09-01..2026-09-30
  number of refunds MTD by reason | MTD = 2026-11-01..2026-11-18
  expenses for the first half of March in Bandung | first half of March = 2026-03-01..2026-03-15
  orders in the last 24 hours | last 24 hours = 2026-11-17..2026-11-18
  Who are the top 2 merchants by total amount in the past 150 days (inclusive of 150 days ago)? | past 150 days (inclusive of 150 days ago = 2026-06-21..2026-11-18
  total per user between 2023-06-01 inclusive and 2023-06-08 exclusive? | between 2023-06-01 inclusive and 2023-06-08 exclusive = 2023-06-01..2023-06-07
  distinct active users per month in 2023? Return the date | 2023 = 2023-01-01..2023-12-31
  setting snapshot in 2023? | 2023 = 2023-01-01..2023-12-31
  sent in each of the last 3 weeks excluding the current week? | last 3 weeks excluding the current week = 2026-10-26..2026-11-15
  transactions in the last 7 days inclusive of today? | last 7 days inclusive of today = 2026-11-12..2026-11-18
  revenue in October on Facebook | October = 2026-10-01..2026-10-31
  who was first in October? | October = 2026-10-01..2026-10-31
  customers with 3 in October | October = 2026-10-01..2026-10-31
  sales from March to now | from March to now = 2026-03-01..2026-11-18
  orders Monday to Friday | Monday to Friday = 2026-11-16..2026-11-20 or on 12345
  orders from 2024 to 2025 by branch | from 2024 to 2025 = 2024-01-01..2025-12-31
  orders yesterday between 5 and 10 items | yesterday = 2026-11-17
  orders last month between 5 and 10 | last month = 2026-10-01..2026-10-31
  now show October | October = 2026-10-01..2026-10-31
  sales on 15 Nov and 16 Nov | 15 Nov = 2026-11-15; 16 Nov = 2026-11-16
  revenue in Jan, Feb and Mar 2025 | Jan = 2025-01-01..2025-01-31; Feb = 2025-02-01..2025-02-28; Mar 2025 = 2025-03-01..2025-03-31
  sales by year from 2020 to 2024 | from 2020 to 2024 = 2020-01-01..2024-12-31
  year to date vs last year to date | year to date = 2026-01-01..2026-11-18; last year to date = 2025-01-01..2025-11-18
  YTD last year | YTD last year = 2025-01-01..2025-11-18
  MTD last month by branch | MTD last month = 2026-10-01..2026-10-18
  MTD last year | MTD last year = 2025-11-01..2025-11-18
  Q4 so far | Q4 so far = 2026-10-01..2026-11-18
  last year same month | last year same month = relative year
  transaksi per jam kemarin | kemarin = 2026-11-17
  pesanan antara tanggal 5 dan 10 bulan lalu | antara tanggal 5 dan 10 bulan lalu = 2026-10-05..2026-10-10
  sales on the weekend of 14 November | weekend of 14 November = 2026-11-14..2026-11-15 on 06
  orders in the week starting 2 November | week starting 2 November = 2026-11-02..2026-11-08
  total for 12 months ending June 2025 | 12 months ending June 2025 = 2024-07-01..2025-06-30
  orders on the 20th | 20th = 2026-10-20
  orders since the 3rd by branch | since the 3rd = 2026-11-03..
  orders on Tuesday the 10th | Tuesday the 10th = 2026-11-10
  sales on 2026-11-15T00:00:00 | 2026-11-15T00:00:00 = 2026-11-15
  may sales by branch | may = 2026-05-01..2026-05-31
  omzet bulan lalu per cabang | bulan lalu = 2026-10-01..2026-10-31
  penjualan 7 hari terakhir di Bandung | 7 hari terakhir = 2026-11-11..2026-11-17
  berapa pesanan kemarin? | kemarin = 2026-11-17
  omzet last month per cabang | last month = 2026-10-01..2026-10-31
  penjualan antara 1 Oktober dan 15 November per kota | antara 1 Oktober dan 15 November = 2026-10-01..2026-11-15
  bandingkan Januari dan Februari 2025 | Januari = 2025-01-01..2025-01-31; Februari 2025 = 2025-02-01..2025-02-28
  cabang mana yang turun minggu lalu? | minggu lalu = 2026-11-09..2026-11-15
  5 produk terlaris bulan ini | bulan ini = 2026-11-01..2026-11-30
  ยอดขายเดือนที่แล้วแยกตามสาขา | เดือนที่แล้ว = 2026-10-01..2026-10-31
  ยอดขาย7วันที่ผ่านมา | 7วันที่ผ่านมา = 2026-11-11..2026-11-17
  เมื่อวานขายได้เท่าไหร่ | เมื่อวาน = 2026-11-17
  ยอดขายปี 2568 เทียบกับปี 2567 | ปี 2568 = 2025-01-01..2025-12-31; ปี 2567 = 2024-01-01..2024-12-31
  สาขาไหนขายดีที่สุดในไตรมาส 3 ปี 2568 | ไตรมาส 3 ปี 2568 = 2025-07-01..2025-09-30
  ยอดขายตั้งแต่วันที่ 1 ถึง 15 พฤศจิกายนของสาขาเชียงใหม่ | ตั้งแต่วันที่ 1 ถึง 15 พฤศจิกายน = 2026-11-01..2026-11-15
`)

test.each(sentences)('in "%s" it sees %s', (text, meaning) => {
  expect(seen(text)).toBe(meaning)
})

const nothing = `
  top 10 branches
  top 2024 customers
  orders with more than 2000 items
  more than 2000 orders
  orders above 2024
  at least 2023 units
  sales in 2000 stores
  price between 2000 and 2500
  price between 9 and 17
  amount between 1 and 15
  orders with 3 to 10 items
  may I see the sales?
  which branches may close?
  may we have the list
  you may
  march on
  the sun is out
  he sat there
  sales by month
  revenue per week
  monthly revenue
  daily average
  by quarter and branch
  orders per day
  sales by day of week
  sales by weekday
  which weekday is busiest?
  average per hour
  week over week growth
  7 days
  30 minutes
  customers with 3 orders
  the second branch
  the first 10 orders
  last 10 orders
  last order per customer
  first order
  the next customer
  delivered in 3 days
  orders older than 30 days
  INV-2024-001
  order 2024-001
  room 2024
  id 2025
  SKU A2024
  price $2024
  2,024 units
  1.5 million
  a rating of 4.5
  3.14
  50% off
  code 12/345
  call 021-555-2024
  gender of customers
  augusta
  the market in Bandung
  a sundae
  customers without orders
  what is the second most common reason
  fall behind
  half of the customers
  a quarter of the revenue
  one day delivery
  good morning
  sales on the 3rd floor
  orders since the 3rd campaign
  the last days
  in recent months
  over the past weeks
  price between 9.50 and 17.25
  is the data up to date?
  and now by city
  delivered in 2h
  answered under 30s
  customers in their 60s
  start year by branch
  end month
  orders the day before shipping
  same day delivery
  the late payments
  most recent order
  what is the date
  5 best branches
  lebih dari 2000 pesanan
  penjualan per bulan
  per minggu
  5 cabang terbaik
  rata-rata harian
  jumlah pesanan per hari
  selama ini
  pasar
  10 produk terlaris
  ยอดขายรายเดือน
  ยอดขายต่อวัน
  มากกว่า 2000 ชิ้น
  10 อันดับแรก
  สาขาแรก
  กี่วัน
  สวัสดี
`
  .split('\n')
  .map((line) => line.trim())
  .filter(Boolean)

test.each(nothing)('in "%s" there is no period', (text) => {
  expect(seen(text)).toBe('')
})
