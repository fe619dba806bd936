import { todayIn, yearOf } from './calendar.ts'
import type { DateOrder, Holiday, PeriodContext } from './period.ts'

/** The context of a question, once worked out: what "today" is and how this workspace counts. */
export type Clock = {
  now: Date
  zone: string
  today: number
  year: number
  /** 0 Sunday, 1 Monday. */
  weekStarts: number
  fiscalStart: number
  order: DateOrder
  holidays: Holiday[]
  /** Years may be Buddhist ones without a sign of it. */
  buddhist: boolean
}

export function clockOf(context: PeriodContext, text = ''): Clock {
  const today = todayIn(context.zone, context.now)
  return {
    now: context.now,
    zone: context.zone,
    today,
    year: yearOf(today),
    weekStarts: context.weekStart === 'sunday' ? 0 : 1,
    fiscalStart: context.fiscalStart,
    order: context.dateOrder ?? 'dmy',
    holidays: context.holidays ?? [],
    buddhist: context.zone === 'Asia/Bangkok' || /[\u0e00-\u0e7f]/.test(text),
  }
}
