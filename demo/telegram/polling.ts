import { Refusal } from './world.ts'

type Waiting = { wake: () => void; chase: () => void }
const ANOTHER = 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'

/** One poller may wait for news at a time; the next one chases it away. */
export function makeWaits() {
  let waiting: Waiting | undefined

  function forNews(ms: number, gone: AbortSignal): Promise<void> {
    return new Promise((done, fail) => {
      const end = (then: () => void) => () => {
        clearTimeout(timer)
        if (waiting === mine) waiting = undefined
        then()
      }
      const mine: Waiting = { wake: end(done), chase: end(() => fail(new Refusal(409, ANOTHER))) }
      const timer = setTimeout(mine.wake, ms)
      waiting = mine
      gone.addEventListener('abort', mine.wake, { once: true })
    })
  }
  return { forNews, wake: () => waiting?.wake(), chase: () => waiting?.chase() }
}
