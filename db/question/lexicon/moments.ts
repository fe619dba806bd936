/** Words that hold one moment against another, or a column against one like it. */
export const MOMENT_WORDS: Record<string, Record<string, string>> = {
  also: { '': 'are also|is also|were also|who are also|that are also' },
  fresh: { '': 'new|newly created|newly|brand new' },
  order: {
    '<': 'before|prior to|earlier than|ahead of|sooner than',
    '>': 'after|following|later than',
  },
  cur: { '': 'current|present|up-to-date|up to date|most up to date' },
  since: { '': 'since|passed since|elapsed since|time since|gone by since|ago' },
  differ: {
    '!=': 'differs from|differ from|is different from|are different from|different from|different than|is not the same as|not the same as|does not match|do not match|did not match|is unlike',
    '=': 'is the same as|are the same as|the same as|same as|matches|match',
  },
  same: { '': 'same|in the same|on the same|during the same|within the same|the very same' },
  span: {
    '': 'time between|days between|time from|number of days between|number of days from|hours between|minutes between|how long between|time elapsed between|duration between|gap between|time taken from|months between|years between|difference in days between|number of days it takes from|interval between|time difference between|days from|days elapsed between|seconds between|duration from|time it takes from|time passed between',
  },
  long: {
    '': 'how long|how long did it take|how long does it take|time taken|how long do|how many days|how much time|how many hours|how many minutes|duration|time to|time until|time taken to|time it takes to|time needed to|how quickly|how fast|how soon',
  },
}
