import { ready } from './pattern.ts'
import { AMOUNTS } from './rules/amounts.ts'
import { APART } from './rules/apart.ts'
import { CONDITIONS } from './rules/conditions.ts'
import { COUNTS } from './rules/counts.ts'
import { DEEDS } from './rules/deeds.ts'
import { KINDS } from './rules/kinds.ts'
import { LENGTHS } from './rules/lengths.ts'
import { NAME_LISTS, SHOWN_LISTS } from './rules/lists.ts'
import { MOMENTS } from './rules/moments.ts'
import { HIGHEST_SHARE } from './rules/mostly.ts'
import { NAMED } from './rules/named.ts'
import { NOUNS } from './rules/nouns.ts'
import { NUMBERS } from './rules/numbers.ts'
import { ONLYS } from './rules/onlys.ts'
import { RANK_WORDS, RANKS } from './rules/ranks.ts'
import { RATIOS } from './rules/ratios.ts'
import { GROUPS, SHAPES } from './rules/shapes.ts'
import { SIGNS } from './rules/signs.ts'
import { SNAPSHOTS } from './rules/snapshots.ts'
import { STANDINGS } from './rules/standings.ts'
import { WAYS } from './rules/ways.ts'

/** Short names of kinds that stand for one another in the patterns. */
const WORDS = {
  GRP: '(ent|dim|flag|idc|tcol|num|grain)',
  COL: '(dim|num|flag|idc|tcol)',
  MEA: '(mea|num)',
  SEP: '(comma and|comma|and)',
  MODS: 'mods:(val|flag|cond)*',
  RANKED: '(by|sort|with|in|for|of)+',
  SIDE: '(val|flag|time|cond)',
  LINK: '(verb|with|in|of|for|rel|by)*',
  WHAT: 'what:((of|in|cnt|agg|num|mea|ent)*)',
  LIST: '(comma and|comma or|comma|and|or|vs)',
}
/** All rules, in the order in which they are tried: what one stage makes, the next ones find. */
export const STAGES = [
  SNAPSHOTS,
  MOMENTS,
  DEEDS,
  NAME_LISTS,
  NOUNS,
  WAYS,
  KINDS,
  ONLYS,
  STANDINGS,
  RANK_WORDS,
  NAMED,
  APART,
  HIGHEST_SHARE,
  RATIOS,
  AMOUNTS,
  COUNTS,
  LENGTHS,
  NUMBERS,
  SIGNS,
  CONDITIONS,
  SHAPES,
  RANKS,
  SHOWN_LISTS,
  GROUPS,
].map((rules) => ready(rules, WORDS))
