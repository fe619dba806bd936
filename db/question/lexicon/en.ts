import { WEEKENDS } from './weekends.ts'

/** What English words do in a question: kind of word → what it says → the phrases that say it. */
export const ENGLISH: Record<string, Record<string, string>> = {
  wh: {
    '': 'which|what|who|whose|where|what are|what is|which are|which is|who are|who is|name the|what were|what was',
  },
  when: { '': 'when|on what date|on which date|what date|which date' },
  cnt: {
    '': 'how many|number of|count of|total number of|no. of|no of|number|count|counts|total counts|total count of|counts of|numbers of|how many different|total count|amount of times|head count|headcount|quantity of|how often|how many times|tally of|total no of|overall number of',
  },
  cntof: { '': 'how many of them|how many of those|how many of these|how many of which|and of those how many' },
  much: { '': 'how much|how much money|what amount of|how much total' },
  agg: {
    sum: 'total|sum|sum of|total of|combined|total sum of|aggregate|cumulative sum of|in total|altogether|add up|totals|total amount of|summed|grand total',
    average: 'average|avg|mean|average of|mean of|on average|typical|averages|typically|avg.',
    median: 'median|median of|midpoint',
    min: 'minimum|min|minimum of|smallest value of|lowest value of|least value of',
    max: 'maximum|max|maximum of|largest value of|highest value of|peak',
    deviation: 'standard deviation|std dev|stdev|std|standard deviation of|stddev',
    variance: 'variance|variance of',
  },
  sup: {
    desc: 'higher|larger|bigger|best performing|top performing|best-performing|top-performing|highest performing|highest|most|biggest single|largest single|highest single|largest|biggest|greatest|best|maximum|top|max|leading|greatest number of|highest number of|largest number of|more than any other|strongest',
    asc: 'lower|smaller|worst performing|worst-performing|lowest performing|poorest performing|lowest|least|smallest|fewest|worst|minimum|bottom|min|weakest|poorest|lowest number of|smallest number of|fewest number of|slightest',
    'desc:rows':
      'preferred|favorite|favourite|most preferred|most common|most frequent|most popular|busiest|most used|most frequently|most often|commonest|most frequently used|most commonly used|most prevalent|most commonly|most typical|most active|dominant|most widely used|most frequently occurring|mode of',
    'asc:rows':
      'least common|rarest|least popular|least frequent|least used|quietest|least active|least frequently|least often|least commonly',
    'desc:profit': 'most profitable|most lucrative',
    'asc:profit': 'least profitable|most unprofitable',
    'desc:price cost fare rent amount': 'most expensive|priciest|costliest|dearest|highest priced|most costly',
    'asc:price cost fare rent amount': 'cheapest|least expensive|lowest priced|most affordable',
    'desc:age|asc:birth date year founded opened built time': 'oldest|eldest',
    'asc:age|desc:birth date year founded opened built time': 'youngest',
    'desc:time': 'latest|most recent|newest|last|most recently',
    'asc:time': 'earliest|first|very first',
    'desc:duration length runtime minute millisecond second page distance': 'longest|lengthiest',
    'asc:duration length runtime minute millisecond second page distance': 'shortest|briefest',
    'desc:weight mass': 'heaviest',
    'asc:weight mass': 'lightest',
    'desc:temperature': 'warmest|hottest',
    'asc:temperature': 'coldest|coolest',
    'desc:height': 'tallest',
    'desc:height altitude elevation': 'highest elevation',
    'desc:speed|asc:time': 'fastest|quickest',
    'asc:speed|desc:time': 'slowest',
    'desc:salary wage pay income': 'highest paid|best paid|highest earning|top earning|top paid|highest-paid',
    'asc:salary wage pay income': 'lowest paid|worst paid|lowest-paid',
    'desc:quantity unit sale':
      'best selling|top selling|most sold|highest selling|bestselling|most purchased|most bought|most ordered',
    'asc:quantity unit sale': 'worst selling|least sold|slowest selling|least purchased|lowest selling',
    'desc:gross revenue boxoffice earning': 'highest grossing|highest-grossing|top grossing|top-grossing',
    'desc:rating score review': 'best rated|highest rated|top rated|best reviewed',
    'asc:rating score review': 'worst rated|lowest rated|poorest rated',
    'desc:revenue sale turnover total amount': 'most money',
    'asc:revenue sale turnover total amount': 'least money',
    'desc:population': 'most populous|most populated',
    'asc:population': 'least populous|least populated',
    'desc:capacity seat size': 'largest capacity|roomiest',
    'desc:value amount price revenue': 'most valuable|highest value',
  },
  by: {
    '': 'vary with|varies with|vary by|varies by|change with|changes with|differ by|differs by|depend on|depends on|by|grouped by|group by|broken down by|split by|split on|according to|based on|by each|sorted into|divided by each|segmented by|breakdown by|aggregated by|break down by|categorized by|across different|for different|for the different|among different|among the different|in terms of|depending on|across the|across|between different|across various',
    per: 'per|for each|for every|in each|in every|within each|of each|each|every|from each|at each|on each|to each|within every|of every|for each of|per each|with each|on a per|under each|for all the different',
  },
  cmp: {
    '>': 'more than|greater than|over|above|higher than|larger than|exceeding|exceeds|exceed|bigger than|exceeded|in excess of|>|upwards of|better than|greater|surpassing|surpass|beyond',
    '>=': 'at least|no less than|not less than|minimum of|>=|no fewer than|greater than or equal to|more than or equal to|starting from|not fewer than|or more than',
    '<': 'less than|fewer than|under|below|lower than|smaller than|<|worse than',
    '<=': 'at most|no more than|not more than|maximum of|<=|up to|less than or equal to|not exceeding|fewer than or equal to',
    '=': 'exactly|equal to|equals|=|precisely|equal|of exactly|is equal to|equals to',
    '!=': 'not equal to|!=|<>|other than exactly|does not equal',
    '>:age': 'older than|aged over|aged above',
    '<:age': 'younger than|aged under|aged below',
    '>:duration length runtime minutes distance': 'longer than',
    '<:duration length runtime minutes distance': 'shorter than',
    '>:price cost fare budget':
      'cost more than|costs more than|costing more than|cost over|costs over|costing over|priced over|priced above|cost above|more expensive than|costlier than|pricier than',
    '<:price cost fare budget':
      'cost less than|costs less than|costing less than|cost under|costs under|costing under|priced under|priced below|cost below|cheaper than|less expensive than',
    '>:weight mass': 'heavier than',
    '<:weight mass': 'lighter than',
    '>:height': 'taller than',
  },
  after: {
    '>=': 'or more|or above|or higher|and above|or over|or older|or greater|and over|or better|and older|or longer|+|plus',
    '<=': 'or less|or below|or fewer|or under|or lower|and below|or younger|and under|and younger|or shorter',
  },
  between: { '': 'between|ranging from|in the range|in the range of|range from' },
  neg: {
    '': 'not|neither|excluding|everything except|everything except for|everything but|all except|all but|everyone except|everybody except|except|except for|other than|apart from|exclude|besides|but not|isn|aren|ignoring|leaving out|non|that are not|who are not|don|doesn|didn|wasn|weren|aside from|excludes|disregarding',
    none: 'waiting to be|still waiting to be|left to be|waiting for|still waiting for|awaiting|yet to receive|yet to get|yet to be|has yet to|have yet to|are yet to|is yet to|that nobody|nobody has|nobody ever|nobody|that no one|no one has|no one|noone|who have not|who has not|that have not|which have not|who did not|that did not|who do not|that do not|who do not have|that do not have|who had not|not received|not had|not made|haven not|without|never|no|have no|has no|with no|having no|lacking|without any|have not|has not|have never|has never|do not have|does not have|had no|with zero|zero|hasn|haven|have zero|lack|lacks|do not|does not|did not|not have any|not had any|not made any|who never|that never',
  },
  and: { '': 'and|&|as well as|along with|but|plus|together with|and also|alongside|and the|then' },
  or: { '': 'or|and/or|either|nor' },
  vs: {
    '': 'vs|versus|compared to|compared with|against|in comparison to|vs.|as opposed to|relative to|as compared to',
  },
  under: { '': 'reports to|report to|reporting to|managed by|supervised by|led by|headed by|mentored by|advised by' },
  compare: { '': 'compare|comparison of|comparison between|how does|how do|compares|comparing|comparison' },
  of: { '': "of|'s|across all|over all|for all|of all|among all|in all|across the entire|across all of" },
  in: {
    '': 'due to|because of|owing to|ended in|ended up in|resulted in|ended up as|ended as|in|at|from|within|during|on|into|inside|throughout|to|through|among|amongst|located in|based in|via|by way of|living in|that are in|who are in|belonging to|using|under|about|regarding|concerning',
  },
  for: { '': 'for|towards' },
  with: {
    '': 'with|having|have|has|that have|who have|that has|which have|which has|who has|had|whose|where|when the|who had|that had|such that|is there|including|includes|include|contain|contains|containing|that contain|comprising|incurred|incur|incurring',
  },
  rel: { '': 'that|who|which|whom|if|while' },
  share: {
    '': 'percentage of|percent of|share of|proportion of|what percentage of|what percent of|what share of|what proportion of|% of|fraction of|what fraction of|percentage|percent|proportion|share|contribution of|contribution to|what percentage|percentage share of|percentage contribution of|percent share|percentage share|percentage breakdown of|portion of|contribute to|contributed to|contributes to',
  },
  ratioof: { '': 'ratio of|ratio between' },
  run: {
    '': 'running total of|running total|cumulative|running sum|cumulative total|running|cumulatively|year to date total',
  },
  growth: {
    '': 'growth percentage|growth percent|growth|growth rate|growth in|growth of|percentage change|percent change|% change|rate of growth|growth rate of|percentage change in|increase|grow|grew|percentage increase|percent increase|year over year|year-over-year|month over month|month-over-month|yoy|mom|percentage growth|growing|grown|increase in|over year|over month|percentage increase in|percentage growth in|year on year|month on month|changed|change|decline|decrease|decline in|declined|dropped|drop in|change in|increased|decreased|fell|rose|rise in',
  },
  trend: {
    '': 'trend|trends|trend of|over time|over the years|over the months|evolve|evolved|trended|development of|over years|over the course of|time series|progression|history of',
  },
  diff: {
    '': 'difference between|range of|range between|difference in|difference|gap between|gap in|how many more|how much more|how much higher|difference of|range',
  },
  differs: {
    '': 'differs from|differ from|different from|different than|not the same as|does not match|do not match|did not match|is not equal to|not matching|other than the',
  },
  than: { '': 'than' },
  usual: {
    '': 'normal days|regular days|ordinary days|other days|usual days|normal ones|regular ones|the rest|others|other ones|the others',
  },
  div: { '': 'divided by|divided by the' },
  distinct: { '': 'distinct|unique|different|distinctive|individual unique|separate' },
  sort: {
    '': 'sorted by|ordered by|order by|sort by|sort|rank by|ranked by|order|arranged by|in order of|arrange|sort the results by|sorted|order the results by|ranked|rank|ranking|sorted based on|sort them by|order them by|rank them by|ordered according to|sort in|listed by|ranking of',
  },
  desc: {
    '': 'longest first|best to worst|longest to shortest|from longest to shortest|best first|latest first|latest to earliest|descending|descending order|in descending order|high to low|from highest to lowest|highest to lowest|desc|highest first|largest to smallest|most to least|decreasing order|from high to low|from most to least|largest first|in decreasing order|from largest to smallest|reverse chronological|newest first|most recent first|in desc order',
  },
  asc: {
    '': 'shortest first|worst to best|shortest to longest|earliest first|earliest to latest|starting from the earliest date|starting from the earliest|ascending|ascending order|in ascending order|low to high|from lowest to highest|lowest to highest|asc|lowest first|alphabetically|alphabetical|alphabetical order|in alphabetical order|chronological order|chronologically|increasing order|from low to high|oldest first|smallest first|in chronological order|in increasing order|from smallest to largest',
  },
  like: {
    anywhere:
      'contains|containing|contain|includes the word|with the word|including the word|that contain|contains the word|containing the word|that contains|include the word|that includes the word|with the substring|the substring|mentions|mentioning|mention|mention a|mentions a|like|named like|with the letters|includes the letter',
    start:
      'starts with|starting with|start with|begins with|beginning with|begin with|that start with|starts with the letter|starting with the letter|begin with the letter|start with the letter|that begin with|prefixed with|beginning in|beginning with the letter|starts with letter',
    end: 'ends with|ending with|end with|ending in|ends in|that end with|end in|suffixed with',
  },
  empty: {
    '': 'missing|null|empty|unknown|blank|unspecified|undefined|not specified|not available|no value|not recorded|n/a|nan',
  },
  filled: { '': 'not null|not empty|non-null|not missing|non-missing|is known|non null|specified|valid|non-empty' },
  corr: {
    '': 'link between|association between|connection between|correlation between|correlation of|correlation coefficient between|pearson correlation between|correlated with|correlation|pearson correlation coefficient between|correlate|relationship between|correlation coefficient of|pearson correlation coefficient of|pearson correlation|correlation coefficient|pearson correlation coefficient',
  },
  rate: { '': 'rate|rates|ratio' },
  sign: {
    '<': 'negative|loss making|loss-making|unprofitable|losing money|at a loss|made a loss|in the red|lost money|operating at a loss|negative total|loses money',
    '>': 'positive|profitable|in the black|non-zero',
  },
  times: { '': 'times|occasions|multiplied by' },
  nameof: { '': 'name|names|full name|full names' },
  verb: {
    'consumption usage load demand kwh mwh': 'consume|consumes|consumed',
    'quantity unit': 'sold|sell|selling|sells|ordered|bought|purchased|buy|purchase',
    'salary wage sale revenue income amount spend money total pay':
      'spent|pays|pay|earned|spend|earn|earns|spends|generated|generate|generates|brought in|contributed|contribute|grossed|made|gave|given|raised|donated',
    rows: 'deliver|delivers|manufactured|built|take|takes|taken|collected|charged|processed|paid|signed|signed up|joined|registered|placed|used|booked|issued|offered|sent|send|sends|received|receive|receives|visited|hired|enrolled|watched|rented|played|play|plays|listed|shown|show|published|publish|publishes|added|written|wrote|directed|direct|directs|treat|treated|prescribed|diagnosed|posted|submitted|assigned|reported|serving|made|taught|teach|teaches|employed|employ|produced|ran|run by|booking|took|get|gets|got|gotten|officiated|refereed|operated|operates|operate|flew|flown|fly|flies|performed|hosted|hosts|owns|owned|scored|composed|released|carried|transported|covered|borrowed|provide|provides|provided|supplies|supply|lasted|lasts|brings|conducted|redeemed|transacted|received|refilled|renewed|starred|appear|appeared|participated|participate|handled|handle|supplied|managed|manages|born|ran|drove|driven|drives|logged|checked|closed|covers|cover|covering|addresses|discuss|discusses|concern|concerns|features|featuring|carry|carries|started|began|executed|linked|tied|attached|connected',
  },
  only: { '': 'only|just|solely|exclusively|alone' },
  both: { '': 'both' },
  mode: { '': 'mode' },
  hist: {
    '': 'distribution of|distribution|breakdown|spread of|histogram of|composition of|how are|split of|frequency of|frequency|mix of|frequency distribution of',
  },
  gen: {
    '': 'status|type|kind|category|method|plan|option|tier|condition|conditions|areas|value|amount|size|figure|level|volume|worth|performance|data|result|quantity|values|amounts|figures|count|performances|totals',
  },
  w: {
    '': 'someone|somebody|someone else|somebody else|pass|passes|passed|elapse|elapses|elapsed|of the store|of the company|of the business|in the company|in the business|in the store|our business|our company|our store|yet|how did|how has|how have|still|overall|historically|vary|varies|differ|differs|vary across|does|over the entire period|over the period|over the whole period|overall period|entire period|in the data|in the dataset|in the database|in the table|of all time|all time|in total|in general|in the results you return|in your final answer|in the final answer|do not round|if any|if available|at all|in history|so far|on record|whole period|for all time|till date|to date|in the company|as of now|year olds|year old|years old|yrs old|came in|degrees|degree',
  },
  unit: {
    second: 'second|seconds|secs',
    minute: 'minute|minutes|mins',
    hour: 'hour|hours|hrs',
    day: 'day|days',
    week: 'weeks',
    month: 'months',
    year: 'years',
  },
  minus: { '': 'minus|after|after deducting|after the|less the|net of|subtracting|after subtracting' },
  old: { '': 'years old|years of age|yrs old|year olds|year old' },
  scale: {
    'distance length mileage': 'miles|mile|km|kms|kilometers|kilometres|kilometer|meters|metres',
    weight: 'kg|kgs|kilos|kilograms|lbs|pounds|grams|tons',
  },
  coin: { '': 'baht|thb|dollars|dollar|usd|euros|euro|eur|rupiah|idr|rp|pounds|gbp' },
  behind: { '': 'fell behind|fall behind|falling behind|fell back|lost ground|lagged|lagging' },
  standing: {
    late: 'late|too late|delayed|past due|past the due date|after the due date|behind schedule',
    timely: 'on time|on-time|in time|before the due date|by the due date',
    still:
      'still in hospital|still in the hospital|still admitted|currently admitted|not yet discharged|still employed|currently employed|still working|currently working|still with us|still here',
    now: 'currently|right now|at the moment|at present|presently|as of today',
    upcoming: 'upcoming|future|in the future|coming up',
    overdue: 'overdue|currently overdue|past due and not returned',
    open: 'open|still open|outstanding|unresolved|ongoing|still out|not yet closed|currently open',
  },
  neither: { '': 'unless|instead of|rather than|whereas|despite|regardless' },
  odd: {
    '': 'forecast|predict|prediction|why|explain|simulate|regression|outlier|outliers|anomaly|anomalies|cluster|percentile|quartile|quantile|consecutive|streak|retention|cohort|moving average|rolling average|most improved|second highest|third highest|second|third|skewness|kurtosis|weighted average|z-score|normalize|iqr|forecasted|predicted|recommend|significant|significantly|p-value|t-test|twice|half|double|triple|machine learning|model performance|geometric mean|harmonic mean|interquartile range|before and after|impact|effect|influence|affect|cause|reason for|reasons|linear',
  },
}

export const GRAINS: Record<string, string> = {
  hour: 'hourly',
  day: 'day|daily|date|calendar day',
  week: 'week|weekly|calendar week',
  month: 'month|monthly|calendar month|year-month|year month',
  quarter: 'quarter|quarterly',
  year: 'year|yearly|annual|annually|calendar year',
  decade: 'decade',
  weekday: 'day of the week|day of week|weekday|weekdays|days of the week|day of the weeks|week day',
  'hour of day': 'hour|hour of the day|hour of day|hours of the day|time of day|time of the day',
  'month of year':
    'month of the year|month of year|calendar months of the year|month regardless of year|month across years|month name',
  weekend: WEEKENDS,
  'day of month': 'day of the month|day of month',
  'quarter of year': 'quarter of the year',
}

/** Words that only hold a sentence together. A word that does something in a question never belongs here. */
export const LIGHT = new Set(
  `dr mr mrs ms a an the is are was were be been being am do does did there their theirs its it itself our ours we you your me us i my mine this these those them they he she his her
  please can could would will should shall may might must tell want need like know show showing give list display find get see return provide determine identify calculate compute
  fetch retrieve report also too respectively respective integer all any entire whole current so such one ones  out up me let lets help look looking us using used use
  some exactly kindly hi hello hey thanks thank ok  i'd i'm we've  here  as ever  generate present output write query answer question
  following corresponding particular given certain specific various actually really own  belong belongs belonging made make makes making take takes took taken taking
  anything something happen happened occurred occur occurs place placed recorded record registered come came comes coming go goes going been exist exists existing available possible 
  considered consider considering based       bring brought generated generates generating produced perform performed doing done involved involving
   received associated related contained   live lives living lived locate located work works  hold held holds belong got  reside resides residing stand stands
   whether away  sees saw seen experienced experiences  dataset data database file column columns     info information details detail  stored terms term  ever  according 
  fall falls    went achieved achieve  serve serves served attend attended attending called titled named known say said meaning  represents represented
      then now      exact round rounded rounding decimal decimals places  expressed visualize plot chart graph
    our  `.split(/\s+/),
)
