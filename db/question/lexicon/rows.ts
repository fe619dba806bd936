/** What people call the rows of a single table, told by its columns rather than by its name. */
type RowWords = { told: RegExp; least?: number; said: string }

/** `told`: columns that only such rows have; `least`: how many of them there must be. */
const ROWS: RowWords[] = [
  { told: /^(pick ?up|drop ?off|trip|ride)\b/, said: 'trip ride journey' },
  { told: /^(start|end) station|^trip duration/, said: 'trip ride journey' },
  {
    told: /\b(mpg|horsepower|cylinders?|displacement|odometer|mileage|transmission|fuel type|engine)\b/,
    least: 2,
    said: 'car vehicle automobile model',
  },
  {
    told: /^(embarked|embark town|pclass|cabin|boarding|sibsp|parch|seat class|flight class|customer type of travel)$/,
    said: 'passenger traveler traveller',
  },
  { told: /\b(departure|arrival|dep|arr) (delay|time)\b|\bflight (number|no)\b/, said: 'flight' },
  {
    told: /\b(bedrooms?|bathrooms?|beds|baths|sqft|square feet|living area|floors)\b/,
    least: 2,
    said: 'house home property listing',
  },
  {
    told: /\b(director|imdb|rotten tomatoes|box office|running time|worldwide gross|runtime)\b/,
    least: 2,
    said: 'movie film title',
  },
  { told: /\b(danceability|bpm|tempo|artist|streams|energy|valence|album)\b/, least: 2, said: 'song track' },
  { told: /\b(room type|minimum nights|nightly|host)\b/, least: 2, said: 'listing place' },
  { told: /\b(lead time|adr|check in|check out|arrival|nights)\b/, least: 2, said: 'booking reservation stay' },
  {
    told: /\b(diagnosis|blood pressure|cholesterol|glucose|bmi|admission|discharge|hospital|smoker)\b/,
    least: 2,
    said: 'patient',
  },
  {
    told: /\b(gpa|math|reading|writing|exam|score|grade|study hours|study time|absences)\b/,
    least: 2,
    said: 'student pupil',
  },
  {
    told: /\b(job role|attrition|monthly income|years at company|job title|hire date|overtime|salary|job satisfaction)\b/,
    least: 2,
    said: 'employee worker staff',
  },
  {
    told: /\b(churn|tenure|credit score|spending score|annual income|satisfaction|subscription|balance|exited)\b/,
    least: 2,
    said: 'customer client subscriber',
  },
  {
    told: /\b(goals|assists|club|position|jersey|caps|minutes played|nationality)\b/,
    least: 2,
    said: 'player athlete',
  },
  { told: /\b(home team|away team|home goals|away goals|home score)\b/, least: 2, said: 'match game' },
  { told: /\b(loan amount|interest rate|loan status|loan term|borrower)\b/, least: 2, said: 'loan application' },
  {
    told: /\b(severity|casualties|injuries|fatalities|vehicles involved)\b/,
    least: 2,
    said: 'accident crash collision incident',
  },
  { told: /\b(offense|offence|crime|arrest|victim)\b/, said: 'crime incident offence offense case' },
  { told: /\b(call duration|calls? answered|wait time|queue|agent)\b/, least: 2, said: 'call' },
  { told: /\b(priority|resolution|resolved|opened|closed)\b/, least: 2, said: 'ticket case request' },
  { told: /\b(courier|delivery time|delivered|shipped|shipping)\b/, least: 2, said: 'delivery shipment' },
  { told: /\b(gdp|population|life expectancy|capital)\b/, least: 2, said: 'country' },
  { told: /\b(premium|claim amount|deductible|policy number)\b/, least: 2, said: 'policy claim' },
  { told: /\b(temperature|precipitation|wind|humidity|rain)\b/, least: 2, said: 'reading measurement' },
]

/** The words for rows that have these columns. */
export function wordsOfRows(columns: string[]): string[] {
  return ROWS.flatMap(({ told, least = 1, said }) =>
    columns.filter((each) => told.test(each)).length >= least ? said.split(' ') : [],
  )
}

/** "strikes" of a table called birdstrikes: the ends of a name written together. */
export function endsOf(name: string): string[] {
  return name.length > 8 ? Array.from({ length: name.length - 7 }, (_, at) => name.slice(at + 3)) : []
}
