import { expect, test } from 'vitest'
import { resolvePeriod } from '#db/question/periods/find.ts'
import { brief, here, linesOf } from './table.ts'

const phrases = linesOf(`
  hari ini | 2026-11-18
  kemarin | 2026-11-17
  kmrn | 2026-11-17
  kemarin lusa | 2026-11-16
  besok | 2026-11-19
  lusa | 2026-11-20
  minggu ini | 2026-11-16..2026-11-22
  minggu lalu | 2026-11-09..2026-11-15
  minggu yang lalu | 2026-11-09..2026-11-15
  minggu kemarin | 2026-11-09..2026-11-15
  pekan lalu | 2026-11-09..2026-11-15
  minggu depan | 2026-11-23..2026-11-29
  bulan ini | 2026-11-01..2026-11-30
  bulan lalu | 2026-10-01..2026-10-31
  bulan kemarin | 2026-10-01..2026-10-31
  bulan sebelumnya | 2026-10-01..2026-10-31
  bulan depan | 2026-12-01..2026-12-31
  tahun ini | 2026-01-01..2026-12-31
  tahun lalu | 2025-01-01..2025-12-31
  tahun kemarin | 2025-01-01..2025-12-31
  tahun depan | 2027-01-01..2027-12-31
  kuartal ini | 2026-10-01..2026-12-31
  kuartal lalu | 2026-07-01..2026-09-30
  kuartal 3 | 2026-07-01..2026-09-30
  kuartal ketiga 2025 | 2025-07-01..2025-09-30
  triwulan III 2025 | 2025-07-01..2025-09-30
  triwulan 2 tahun lalu | 2025-04-01..2025-06-30
  semester 1 2026 | 2026-01-01..2026-06-30
  semester pertama 2026 | 2026-01-01..2026-06-30
  semester lalu | 2026-01-01..2026-06-30
  bulan berjalan | 2026-11-01..2026-11-18
  tahun berjalan | 2026-01-01..2026-11-18
  bulan ini sampai hari ini | 2026-11-01..2026-11-18
  7 hari terakhir | 2026-11-11..2026-11-17
  dalam 7 hari terakhir | 2026-11-11..2026-11-17
  tujuh hari terakhir | 2026-11-11..2026-11-17
  30 hari terakhir | 2026-10-19..2026-11-17
  dua minggu terakhir | 2026-11-02..2026-11-15
  3 bulan terakhir | 2026-08-01..2026-10-31
  sebulan terakhir | 2026-10-19..2026-11-18
  setahun terakhir | 2025-11-19..2026-11-18
  3 hari lalu | 2026-11-15
  3 hari yang lalu | 2026-11-15
  seminggu yang lalu | 2026-11-09..2026-11-15
  dua minggu lalu | 2026-11-02..2026-11-08
  2 bulan yang lalu | 2026-09-01..2026-09-30
  3 bulan ke depan | 2026-12-01..2027-02-28
  sepanjang waktu | all time
  sejak kemarin | 2026-11-17..
  sejak Maret | 2026-03-01..
  sejak 1 Oktober | 2026-10-01..
  sejak awal tahun | 2026-01-01..
  sejak awal bulan ini | 2026-11-01..
  mulai 1 Oktober 2025 | 2025-10-01..
  sampai kemarin | ..2026-11-17
  hingga akhir Oktober | ..2026-10-31
  sebelum Maret | ..2026-02-28
  setelah 3 Oktober | 2026-10-04..
  antara 1 dan 15 Oktober | 2026-10-01..2026-10-15
  antara Januari dan Maret | 2026-01-01..2026-03-31
  antara 1 Oktober dan 15 November | 2026-10-01..2026-11-15
  dari 1 sampai 15 November | 2026-11-01..2026-11-15
  dari tanggal 1 sampai 15 November | 2026-11-01..2026-11-15
  dari Januari sampai Maret 2025 | 2025-01-01..2025-03-31
  dari Senin sampai Rabu | 2026-11-16..2026-11-18
  1 s/d 15 November | 2026-11-01..2026-11-15
  1 sampai dengan 15 November 2025 | 2025-11-01..2025-11-15
  1-15 Agustus | 2026-08-01..2026-08-15
  dari awal bulan sampai hari ini | 2026-11-01..2026-11-18
  tanggal 3 Oktober | 2026-10-03
  tgl 3 Oktober 2025 | 2025-10-03
  tanggal 5 | 2026-11-05
  tanggal 25 | 2026-10-25
  tanggal 5 bulan lalu | 2026-10-05
  tanggal 1 sampai 10 | 2026-11-01..2026-11-10
  3 Oktober 2025 | 2025-10-03
  17 Agt 2026 | 2026-08-17
  17 Agustus | 2026-08-17
  Oktober | 2026-10-01..2026-10-31
  bulan Oktober | 2026-10-01..2026-10-31
  pada bulan Mei | 2026-05-01..2026-05-31
  Desember | 2025-12-01..2025-12-31
  Okt 2025 | 2025-10-01..2025-10-31
  Oktober tahun lalu | 2025-10-01..2025-10-31
  bulan Oktober tahun lalu | 2025-10-01..2025-10-31
  Oktober lalu | 2026-10-01..2026-10-31
  tahun 2024 | 2024-01-01..2024-12-31
  tahun fiskal 2025/26 | nothing
  hari Senin | 2026-11-16
  Senin lalu | 2026-11-16 or 2026-11-09
  Jumat kemarin | 2026-11-13
  Senin minggu lalu | 2026-11-09
  hari Minggu | 2026-11-15
  hari Minggu lalu | 2026-11-15
  setiap Senin | on 1
  akhir pekan | on 06
  akhir pekan ini | 2026-11-21..2026-11-22 on 06
  akhir pekan lalu | 2026-11-14..2026-11-15 on 06
  hari kerja bulan lalu | 2026-10-01..2026-10-31 on 12345
  awal bulan | 2026-11-01..2026-11-10
  akhir bulan | 2026-11-21..2026-11-30
  akhir bulan lalu | 2026-10-21..2026-10-31
  pertengahan Oktober | 2026-10-11..2026-10-20
  awal tahun 2025 | 2025-01-01..2025-04-30
  paruh pertama Maret | 2026-03-01..2026-03-15
  paruh kedua 2025 | 2025-07-01..2025-12-31
  minggu pertama Juni | 2026-06-01..2026-06-07
  minggu kedua bulan Oktober | 2026-10-08..2026-10-14
  minggu terakhir Juni | 2026-06-24..2026-06-30
  10 hari pertama Mei | 2026-05-01..2026-05-10
  3 hari terakhir bulan Oktober | 2026-10-29..2026-10-31
  hari terakhir Oktober | 2026-10-31
  minggu ke-40 | 2026-09-28..2026-10-04
  periode yang sama tahun lalu | relative year
  periode sebelumnya | relative previous
  selama Ramadan | 2026-02-18..2026-03-19
  bulan puasa | nothing
  tadi pagi | 2026-11-18 5h-11h
  pagi ini | 2026-11-18 5h-11h
  kemarin pagi | 2026-11-17 5h-11h
  kemarin sore | 2026-11-17 15h-18h
  tadi malam | 2026-11-17 18h-24h
  kemarin antara jam 9 dan jam 17 | 2026-11-17 9h-17h
  kemarin jam 9 sampai 17 | 2026-11-17 9h-17h
  24 jam terakhir | 2026-11-17..2026-11-18
  okotber | 2026-10-01..2026-10-31
  agustsu | 2026-08-01..2026-08-31
`)

test.each(phrases)('"%s" is %s', (phrase, meaning) => {
  expect(brief(resolvePeriod(phrase, here))).toBe(meaning)
})
