/** Names of one country: as words, as codes, as what its people are called. */
const GROUPS = `usa|us|united states|united states of america|america|american
uk|gb|gbr|united kingdom|great britain|britain|england|british
de|deu|ger|germany|german
fr|fra|france|french
es|esp|spain|spanish
it|ita|italy|italian
pt|prt|por|portugal|portuguese
nl|nld|netherlands|holland|dutch
be|bel|belgium|belgian
ch|che|switzerland|swiss
at|aut|austria|austrian
se|swe|sweden|swedish
no|nor|norway|norwegian
dk|dnk|denmark|danish
fi|fin|finland|finnish
pl|pol|poland|polish
ie|irl|ireland|irish
gr|grc|greece|greek
ru|rus|russia|russian
tr|tur|turkey|turkish
ca|can|canada|canadian
mx|mex|mexico|mexican
br|bra|brazil|brazilian
ar|arg|argentina|argentinian
cl|chl|chile|chilean
au|aus|australia|australian
nz|nzl|new zealand
cn|chn|china|chinese
jp|jpn|japan|japanese
kr|kor|south korea|korea|korean
in|ind|india|indian
id|idn|indonesia|indonesian|อินโดนีเซีย|ประเทศอินโดนีเซีย|อินโด
th|tha|thailand|thai|ไทย|ประเทศไทย|เมืองไทย
vn|vnm|vietnam|vietnamese
my|mys|malaysia|malaysian
sg|sgp|singapore|singaporean
ph|phl|philippines|philippine|filipino
za|zaf|south africa|south african
eg|egy|egypt|egyptian
ng|nga|nigeria|nigerian
ke|ken|kenya|kenyan
gh|gha|ghana|ghanaian
ma|mar|morocco|moroccan
cz|cze|czechia|czech republic|czech
hu|hun|hungary|hungarian
ro|rou|romania|romanian
co|col|colombia|colombian
pe|per|peru|peruvian
pk|pak|pakistan|pakistani
bd|bgd|bangladesh|bangladeshi
ae|are|uae|united arab emirates
sa|sau|saudi arabia|saudi
il|isr|israel|israeli
ua|ukr|ukraine|ukrainian`

const REGIONS = new Intl.DisplayNames(['en'], { type: 'region' })

/** Other ways to say the country a value names. */
export function countryNames(value: string): string[] {
  const said = value.toLowerCase()
  const group = GROUPS.split('\n')
    .map((line) => line.split('|'))
    .find((line) => line.includes(said))
  const full = /^[a-z]{2}$/.test(said) ? (REGIONS.of(said.toUpperCase())?.toLowerCase() ?? said) : said
  return [...new Set([...(group ?? []), full])].filter((each) => each !== said && each.length > 2)
}
