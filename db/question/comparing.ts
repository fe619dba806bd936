/** Questions whether one thing makes a difference to another, as the comparison that answers them. */
export const COMPARING: [RegExp, string][] = [
  [/^return (?=(?:rate|percentage)\b)/i, 'returned '],
  [
    /^(?:do|did) (.+?) (?:have|get|receive|take|pay|spend|buy|earn|use|make|need|bring|bring in|order|generate) (?:an? )?(?:more|less|fewer|higher|lower|larger|longer|shorter|better|worse|bigger|smaller|greater) (?!than\b)(?:average )?(.+?) (?:on average )?than (?:the |those |that )?(.+?)\?*$/i,
    'compare average $2 of $1 and $3',
  ],
  [
    /^(?:do|did) (.+?) (?:earn|make|get paid) (?:more|less) (?:on average )?than (?:the |those )?(.+?)\?*$/i,
    'compare average income of $1 and $2',
  ],
  [
    /^(?:do|did) (.+?) (?:cost) (?:more|less) (?:on average )?than (?:the |those )?(.+?)\?*$/i,
    'compare average price of $1 and $2',
  ],
  [/^(?:how )?(?:does|do) (?:the )?(.+?) (?:affects?|influences?) (?:the )?(.+?)\?*$/i, 'average $2 by $1'],
  [
    /^(?:is|are|was|were) there (?:an? |any )?(?:big |real |significant |notable )?differences? in (?:the )?(?:average |mean )?(.+?) (?:between|among|across|by) (?:the )?((?!.*\band\b|.*\bvs\b).+?)\?*$/i,
    'average $1 by $2',
  ],
  [
    /^(?:is|are|was|were) there (?:an? |any )?(?:big |real |significant |notable )?differences? in (?:the )?(?!total |number |count )(?:average |mean )?(.+?) (?=(?:between|among|across|by|on) )/i,
    'average $1 ',
  ],
  [/^(?:is|are|was|were) there (?:an? |any )?differences? in (?:the )?/i, ''],
  [
    /^(?:are|is|do|does|were|was|did) (.+?) (?:more|less) likely to (?:be |have |get )?(.+?) than (?:the )?(.+?)\?*$/i,
    'compare $2 rate of $1 and $3',
  ],
  [
    /^(?:do|does|did) (.+?) (\w+) (?:more|less) (?:often|frequently) than (?:the )?(.+?)\?*$/i,
    'compare $2 rate of $1 and $3',
  ],
  [
    /^(?:are|is|were|was) (?:the )?(.+?) (?:higher|lower|larger|smaller|bigger|better|worse|longer|shorter|greater) (for|in|on|among|with|at) (.+?) (?:than|or|compared to|compared with) (?:for |in |on |among |with |at )?(?:the )?(.+?)\?*$/i,
    'compare $1 $2 $3 and $4',
  ],
  [
    /^(?:is|are|was|were) (?:the )?(?:average )?(.+?) (?:any )?different (between|for|among|across|by) (.+?)\?*$/i,
    'average $1 $2 $3',
  ],
  [
    /^((?!(?:which|what) [a-z]+s (?:have|had|earn|get|make|pay|spend|sell|are|do|use|buy)\b)(?:which|who|what)\b(?!.*\bthan\b).*?)(?<!\b(?:or|and|any|no|once|one|not|\d) )\bmore\b(?! or\b)/i,
    '$1most',
  ],
  [
    /^((?!(?:which|what) [a-z]+s (?:have|had|earn|get|make|pay|spend|sell|are|do|use|buy)\b)(?:which|who|what)\b(?!.*\bthan\b).*?)(?<!\b(?:or|and|any|no|not|\d) )\bless\b(?! or\b)/i,
    '$1least',
  ],
  [/\b(?:who (?:are|is|were) )?aged (?=(?:between|over|above|under|below|at least|at most)\b)/gi, 'with age '],
]
