/** Names of one place: as it is written, in Thai, and as people shorten it. */
const GROUPS = `bangkok|กรุงเทพ|กรุงเทพฯ|กรุงเทพมหานคร|กทม|bkk
chiang mai|chiangmai|เชียงใหม่|cnx
phuket|ภูเก็ต|hkt
pattaya|พัทยา
jakarta|จาการ์ตา|jkt|jkta
surabaya|สุราบายา|sby
bandung|บันดุง|bdg|bdo
bali|บาหลี|dps
medan|เมดาน
singapore|สิงคโปร์|singapura|sgp
kuala lumpur|กัวลาลัมเปอร์|kl
online|ออนไลน์|daring
store|หน้าร้าน|toko fisik
marketplace|มาร์เก็ตเพลส`

const NAMES = new Map(
  GROUPS.split('\n').map((line) => {
    const [name = '', ...others] = line.split('|')
    return [name, others]
  }),
)

export const placeNames = (name: string): string[] => NAMES.get(name) ?? []
