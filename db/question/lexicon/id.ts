/** The same kinds of words in Indonesian; a question may mix both. */
export const INDONESIAN: Record<string, Record<string, string>> = {
  wh: { '': 'apa|mana|siapa|yang mana' },
  cnt: { '': 'berapa banyak|jumlah|banyaknya' },
  much: { '': 'berapa|berapa total' },
  agg: { sum: 'total|jumlah total', average: 'rata-rata|rerata', min: 'minimum', max: 'maksimum', median: 'median' },
  sup: {
    desc: 'tertinggi|terbanyak|terbesar|terbaik|paling banyak|paling tinggi|teratas',
    asc: 'terendah|paling sedikit|terkecil|terburuk|paling rendah',
    'desc:rows': 'terlaris|paling populer|paling sering',
  },
  by: { '': 'berdasarkan|menurut|dikelompokkan menurut', per: 'per|setiap|tiap|masing-masing' },
  cmp: { '>': 'lebih dari|di atas', '<': 'kurang dari|di bawah', '>=': 'minimal|paling sedikit', '<=': 'maksimal' },
  neg: { '': 'bukan|kecuali|selain', none: 'tanpa|tidak ada' },
  and: { '': 'dan|serta' },
  or: { '': 'atau' },
  vs: { '': 'dibanding|dibandingkan dengan|dibandingkan' },
  compare: { '': 'bandingkan|perbandingan' },
  in: { '': 'di|dalam|pada|dari|ke' },
  for: { '': 'untuk' },
  share: { '': 'persentase|persentase dari|porsi|berapa persen' },
  growth: { '': 'pertumbuhan|kenaikan|penurunan' },
  trend: { '': 'tren' },
  run: { '': 'kumulatif' },
  w: { '': 'yang|ini|itu|tampilkan|tunjukkan|lihat|saya|kita|kami|adalah|ada|nya|dong|ya|tolong|daftar' },
}

export const INDONESIAN_GRAINS: Record<string, string> = {
  day: 'hari|harian',
  week: 'minggu|mingguan',
  month: 'bulan|bulanan',
  quarter: 'kuartal|kuartalan',
  year: 'tahun|tahunan',
}
