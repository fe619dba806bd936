import { showShort } from '../format.ts'
import type { Chart } from '../message.ts'

/** From here on nobody reads zeros. */
const HUGE = 1e16

type In = Pick<Chart, 'unit' | 'currency'>

/** About `count` round steps from below the least to above the greatest value. */
export function ticksOf(low: number, high: number, { unit }: In, count = 5): number[] {
  const [from, to] = low === high ? [Math.min(low, 0), Math.max(high, 0) || 1] : [low, high]
  const step = Math.max(unit === 'count' ? 1 : 0, roundStep((to - from) / count))
  const first = Math.floor(from / step + 1e-9)
  const last = Math.ceil(to / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step)
}

/** Axis texts with just as many digits as tell the steps apart: "1.25M", "12.5%". */
export function tickTexts(ticks: number[], { unit }: In): string[] {
  const [times, end] = unit === 'percent' ? [100, '%'] : [1, '']
  const shown = ticks.map((tick) => tick * times)
  const greatest = Math.max(...shown.map(Math.abs))
  if (greatest >= HUGE) return shown.map((tick) => big(tick) + end)
  const scale = greatest >= 10_000 ? Math.floor(Math.log10(greatest) / 3 + 1e-9) : 0
  const by = 1000 ** Math.min(4, scale)
  const fraction = shown.length > 1 ? digitsFor((shown[1]! - shown[0]!) / by) : 2
  return shown.map(
    (tick) => (tick === 0 ? '0' : round(tick / by, fraction) + ['', 'K', 'M', 'B', 'T'][Math.min(4, scale)]) + end,
  )
}

/** A value beside its bar, three digits that mean something. A currency's code stands once, under the title; a sign
 * such as $ stays. */
export function valueText(value: number, { unit, currency }: In): string {
  if (unit === 'percent') {
    const shown = value * 100
    return `${Math.abs(shown) >= 10_000 ? big(shown) : round(shown, Math.abs(shown) < 10 ? 2 : 1)}%`
  }
  const size = Math.abs(value)
  const sign: Intl.NumberFormatOptions =
    unit === 'money' && currency && !currencyNote({ unit, currency }) ? { style: 'currency', currency } : {}
  if (size >= 10_000) return big(value, sign)
  const fraction = size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 1 : 3
  return digits(value, { ...sign, minimumFractionDigits: 0, maximumFractionDigits: fraction })
}

function big(value: number, options: Intl.NumberFormatOptions = {}): string {
  const notation = Math.abs(value) >= HUGE ? 'scientific' : 'compact'
  return digits(value, { ...options, notation, maximumSignificantDigits: 3 })
}

/** "THB" when amounts are in a currency without a sign of its own, so that the picture says it once. */
export function currencyNote({
  unit,
  currency,
}: {
  unit: Chart['unit']
  currency?: string | undefined
}): string | undefined {
  if (unit !== 'money' || !currency) return undefined
  return showShort(0, { unit, currency }).includes(currency) || !/^[A-Z]{3}$/.test(currency) ? currency : undefined
}

function roundStep(rough: number): number {
  const ten = 10 ** Math.floor(Math.log10(rough))
  return ten * ([1, 2, 2.5, 5, 10].find((times) => times * ten >= rough * 0.999) ?? 10)
}

function digitsFor(step: number): number {
  for (let digits = 0; digits < 6; digits++)
    if (Math.abs(Number(step.toFixed(digits)) - step) < step * 0.01) return digits
  return 6
}

function round(value: number, fraction: number): string {
  return digits(value, { maximumFractionDigits: fraction })
}

function digits(value: number, options: Intl.NumberFormatOptions): string {
  const shown = new Intl.NumberFormat('en-US', options).format(value)
  return /^-[^1-9]*$/.test(shown) ? shown.slice(1) : shown
}
