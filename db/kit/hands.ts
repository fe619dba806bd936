import type { ChildProcess } from 'node:child_process'

type Hands = {
  take(signal?: AbortSignal): Promise<ChildProcess>
  giveBack(hand: ChildProcess): void
  end(): void
}

/** A few processes with one task at a time each; who comes when all are busy waits for the next free one. */
export function openHands(start: () => ChildProcess, most: number, idleMs: number): Hands {
  const all = new Set<ChildProcess>()
  const free: ChildProcess[] = []
  const waiting = new Set<PromiseWithResolvers<ChildProcess>>()
  let idle: NodeJS.Timeout | undefined

  function hire(): ChildProcess {
    const hand = start()
    all.add(hand)
    hand.once('exit', () => lose(hand))
    return hand
  }

  function lose(hand: ChildProcess): void {
    all.delete(hand)
    if (free.includes(hand)) free.splice(free.indexOf(hand), 1)
    if (waiting.size && all.size < most) next()?.resolve(hire())
  }

  function next(): PromiseWithResolvers<ChildProcess> | undefined {
    const [first] = waiting
    if (first) waiting.delete(first)
    return first
  }

  function rest(): void {
    for (const hand of all) hand.kill('SIGKILL')
  }

  return {
    async take(signal) {
      clearTimeout(idle)
      const hand = free.pop() ?? (all.size < most ? hire() : undefined)
      if (hand) return hand
      const turn = Promise.withResolvers<ChildProcess>()
      const leave = () => waiting.delete(turn) && turn.reject(signal?.reason)
      waiting.add(turn)
      signal?.addEventListener('abort', leave, { once: true })
      return turn.promise.finally(() => signal?.removeEventListener('abort', leave))
    },
    giveBack(hand) {
      const gone = hand.killed || hand.exitCode !== null || hand.signalCode !== null
      if (gone) lose(hand)
      else if (waiting.size) next()?.resolve(hand)
      else if (free.push(hand) === all.size) idle = setTimeout(rest, idleMs).unref()
    },
    end() {
      clearTimeout(idle)
      for (const turn of waiting) turn.reject(new Error('The house closes'))
      waiting.clear()
      rest()
    },
  }
}
