const signs: Record<string, string> = { IDR: 'Rp', THB: 'THB' }
const whole = new Intl.NumberFormat('id-ID')
const exact = new Intl.NumberFormat('id-ID', { minimumFractionDigits: 2 })

/** Hundredths → "Rp 1.234.567" or "THB 1.234,50". */
export function money(hundredths: number, currency: string): string {
  const size = Math.abs(hundredths) / 100
  const digits = currency === 'IDR' ? whole.format(size) : exact.format(size)
  return `${hundredths < 0 ? '-' : ''}${signs[currency]} ${digits}`
}

export const number = (n: number): string => whole.format(n)

/** "31/12/2025 14:05", as the clock on the wall says. */
export function clockIn(timeZone: string): (time: Date) => string {
  const two = '2-digit'
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    hourCycle: 'h23',
  })
  return (time) => clock.format(time).replace(',', '')
}
