/** How people shorten words on a phone, in whole words, in English and Indonesian. */
const SHORT = `
rev=revenue mth=month mths=months mo=month wk=week wks=weeks yr=year yrs=years qtr=quarter prev=previous
whats=what is wheres=where is whos=who is hows=how is howmuch=how much howmany=how many btw=between
qty=quantity cust=customers custs=customers prod=product prods=products cat=category trx=transactions txn=transactions
onyl=only olny=only teh=the
pls= plz= pls.= thx= tks= ty= lol= hey= hi= yo= bro= n=and w/=with w/o=without vs.=vs yday=yesterday ystd=yesterday tdy=today
brp=berapa brapa=berapa kmrn=kemarin kmren=kemarin bln=bulan thn=tahun mgg=minggu mgu=minggu hr=hari cab=cabang cbg=cabang
dgn=dengan utk=untuk yg=yang jml=jumlah tgl=tanggal sblm=sebelum sblmnya=sebelumnya skrg=sekarang brg=barang plg=pelanggan
pnjualan=penjualan pjualan=penjualan gmn=bagaimana gimana=bagaimana knp=kenapa tdk=tidak gak=tidak nggak=tidak dr=dari sm=dengan
`

const WORDS = new Map(
  SHORT.trim()
    .split(/\n| (?=[^ =]+=)/)
    .map((each) => each.split('=') as [string, string]),
)

/** "rev bkk mth pls" as one would write it out; Indonesian "penjualannya" is the penjualan of something. */
export function writtenOut(text: string): string {
  return text
    .replace(/(?<![\p{L}\p{N}])(?:w\/o?|\p{L}+)(?![\p{L}\p{N}'’-])/gu, (word) =>
      word === word.toUpperCase() && word.length > 1 ? word : (WORDS.get(word.toLowerCase()) ?? word),
    )
    .replace(/(?<![\p{L}])(\p{L}{5,})nya(?![\p{L}])/gu, (all, root) => (KEPT.test(all) ? all : root))
    .replace(/\s+/g, ' ')
    .trim()
}

const KEPT = /^(sebelum|biasa|semua|bank?yak|rata)nya$/i
