import type { Country } from './branches.ts'
import type { Dice } from './dice.ts'

const names: Record<Country, { first: string[]; last: string[] }> = {
  Thailand: {
    first:
      list(`Somchai Nattaya Kittisak Pimchanok Arthit Malee Thanakorn Suda Prasert Wipa Chaiwat Busaba Narong Duangjai
      Pongsak Ratana Surachai Kulap Teerapat Orawan Weerachai Sunisa Apinya Jirayu Lalita Nopparat Panida Sarawut`),
    last: list(`Srisuk Boonmee Phanthong Saetang Rojanapan Wattana Kaewmanee Intarasri Thongchai Meesuk Jaidee Suwannarat
      Charoensuk Pattanakul Chantara Limsakul Maneewan Sombat Praphan Nakornthai Techapong Yodsawat`),
  },
  Indonesia: {
    first:
      list(`Agus Siti Bambang Rina Hendra Putri Joko Maya Eko Ratna Fajar Indah Yusuf Nadia Wahyu Kartika Dimas Larasati
      Irfan Melati Arief Citra Teguh Anisa Galih Wulan Bayu Fitri`),
    last: list(`Wijaya Saputra Hidayat Kusuma Nugroho Permata Setiawan Halim Suryadi Wibowo Mahendra Anggraini Gunawan Hartono
      Utami Firmansyah Siregar Simanjuntak Purnama Rahayu Hakim Maharani`),
  },
}

export function nameFrom(country: Country, roll: Dice): string {
  return `${roll.pick(names[country].first)} ${roll.pick(names[country].last)}`
}

function list(words: string): string[] {
  return words.split(/\s+/)
}
