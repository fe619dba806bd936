/** Ratios with names of their own: how they are said, and which columns stand above and below the line. */
export type Metric = { say: string; over: string; under: string; percent?: boolean; less?: boolean }

export const METRICS: Metric[] = [
  {
    say: 'profit margin|margin|net margin|profit ratio|profitability|profit margin percentage|profit percentage|net profit margin|margin percentage|overall margin|return on sales|profit rate',
    over: 'profit',
    under: 'money',
    percent: true,
  },
  {
    say: 'average order value|aov|average basket value|average basket size|average transaction value|average ticket size',
    over: 'money',
    under: '#order',
  },
  {
    say: 'average selling price|average unit price paid|asp|average price per unit|average price per item',
    over: 'money',
    under: 'quantity',
  },
  {
    say: 'click through rate|click-through rate|ctr|clickthrough rate',
    over: 'click',
    under: 'impression',
    percent: true,
  },
  { say: 'cost per click|cpc', over: 'cost', under: 'click' },
  { say: 'cost per conversion|cost per acquisition|cpa|cost per lead', over: 'cost', under: 'conversion' },
  { say: 'roas|return on ad spend', over: 'revenue', under: 'cost' },
  { say: 'conversion rate|cvr', over: 'conversion', under: 'click', percent: true },
  { say: 'discount percentage|average discount percentage', over: 'discount', under: 'money', percent: true },
  { say: 'roi|return on investment', over: 'profit', under: 'cost', percent: true },
  { say: 'batting average', over: 'hit', under: 'bat' },
  { say: 'load factor|occupancy rate|seat occupancy', over: 'passenger', under: 'seat', percent: true },
]
