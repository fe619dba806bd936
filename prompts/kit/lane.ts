import { Trouble } from './trouble.ts'

/** One at a time, a few waiting, the rest turned away: a local model answers one question as fast as it can, or two slowly. */
export type Lane = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>

export function openLane(waiting = 4): Lane {
  const queue: (() => void)[] = []
  let taken = false
  const leave = () => {
    const next = queue.shift()
    if (next) next()
    else taken = false
  }
  const enter = (signal: AbortSignal) => {
    if (!taken) {
      taken = true
      return
    }
    if (queue.length >= waiting) throw new Trouble('busy')
    return turn(queue, signal)
  }
  return async (signal, work) => {
    signal.throwIfAborted()
    await enter(signal)
    try {
      return await work()
    } finally {
      leave()
    }
  }
}

/** Waits for its turn, and gives the place up when nobody waits for the answer any more. */
function turn(queue: (() => void)[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      signal.removeEventListener('abort', give)
      resolve()
    }
    const give = () => {
      queue.splice(queue.indexOf(go), 1)
      reject(signal.reason)
    }
    queue.push(go)
    signal.addEventListener('abort', give, { once: true })
  })
}
