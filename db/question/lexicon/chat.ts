/** How people shorten words on a phone, in whole words, in English and Indonesian. */
const SHORT = `
rev=revenue mth=month mths=months mo=month wk=week wks=weeks yr=year yrs=years qtr=quarter prev=previous
whats=what is wheres=where is whos=who is hows=how is howmuch=how much howmany=how many btw=between
qty=quantity cust=customers custs=customers prod=product prods=products cat=category trx=transactions txn=transactions
excl=excluding excl.=excluding exc=excluding incl=including yest=yesterday hrs=hours
onyl=only olny=only teh=the
pls= plz= pls.= thx= tks= ty= lol= hey= hi= yo= bro= n=and w/=with w/o=without vs.=vs yday=yesterday ystd=yesterday tdy=today
brp=berapa brapa=berapa kmrn=kemarin kmren=kemarin bln=bulan thn=tahun mgg=minggu mgu=minggu cab=cabang cbg=cabang
dgn=dengan utk=untuk yg=yang jml=jumlah tgl=tanggal sblm=sebelum sblmnya=sebelumnya skrg=sekarang brg=barang plg=pelanggan
rata2=rata-rata masing2=masing-masing tiap2=tiap cabang2=cabang produk2=produk barang2=barang pelanggan2=pelanggan
bandingin=bandingkan bandingkn=bandingkan sblmx=sebelumnya
pnjualan=penjualan pjualan=penjualan gmn=bagaimana gimana=bagaimana knp=kenapa tdk=tidak gak=tidak nggak=tidak dr=dari sm=dengan
`

const WORDS = new Map(
  SHORT.trim()
    .split(/\n| (?=[^ =]+=)/)
    .map((each) => each.split('=') as [string, string]),
)

/** "rev bkk mth pls" as one would write it out; Indonesian "penjualannya" is the penjualan of something. */
export function writtenOut(text: string): string {
  const hour = ALSO_INDONESIAN.test(text) ? 'hari' : 'hour'
  return (
    text
      .replace(/(?<![\p{L}\p{N}])hr(?![\p{L}\p{N}])/giu, hour)
      .replace(/(?<![\p{L}\p{N}])(?:w\/o?|\p{L}+2?)(?![\p{L}\p{N}'’-])/gu, (word) =>
        word === word.toUpperCase() && word.length > 1 ? word : (WORDS.get(word.toLowerCase()) ?? word),
      )
      .replace(/(?<![\p{L}])(\p{L}{5,})nya(?![\p{L}])/gu, (all, root) => (KEPT.test(all) ? all : root))
      // "Per hari minggu ini" is every day of this week; "hari minggu" alone is Sunday.
      .replace(/\b(per|tiap|setiap) hari (minggu (?:ini|lalu|kemarin))/giu, '$2 $1 hari')
      // "Loyal customers, how many are there" is asked the other way round; Thai says the thing twice.
      .replace(/^(.{3,}?) (?:itu )?ada berapa(?: orang| banyak)?(?: ya| sih)?[?!.]*$/iu, 'berapa $1')
      .replace(/^(ออเดอร์|คำสั่งซื้อ|ลูกค้า|สาขา|สินค้า|รายการ)(.*?)\s*(?:มี)?(?:ทั้งหมด)?กี่\1$/u, 'จำนวน $1 $2')
      .replace(/^(?!.*(?:ขาย|ซื้อ))(สินค้า|สาขา)(.*?)\s*(?:มี)?(?:ทั้งหมด)?กี่(?:รายการ|อย่าง|แห่ง|ตัว)$/u, 'จำนวน $1 $2')
      // "5 ranks of products that sell well" are the 5 that sell best.
      .replace(/^(.*?)(?:top\s*)?(\d+)\s*อันดับ(?:แรก)?(?:ของ)?/iu, '$2 $1 ')
      .replace(/top\s*(\d+)\s*(?=\p{Script=Thai}.*(?:ดี|สุด))/giu, '$1 ')
      .replace(/\s+/g, ' ')
      .trim()
  )
}

/** "Per hr" is an hour in English and a day among words such as these. */
const ALSO_INDONESIAN =
  /\b(omzet|penjualan|pesanan|transaksi|pelanggan|cabang|produk|barang|terakhir|lalu|kemarin|berapa|brp|bulan|bln|minggu|mgg|hari|yang|yg|ini|tiap|setiap|rata|jumlah|jml|biaya|laba|retur)\b/i

const KEPT = /^(sebelum|biasa|semua|bank?yak|rata)nya$/i
