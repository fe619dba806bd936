import { setFlagsFromString } from 'node:v8'
import type { Browser } from '#connectors/kit/browser.ts'

const EVERY_MS = 500

export type Peak = { worker: number; browser: number; sum: number }
export type MemoryWatch = { watch(browser: Browser | undefined): void; stop(): Promise<Peak> }

/**
 * The most memory that this process and its browser held together while somebody watched. From then on the process keeps
 * itself small: reading a long PDF otherwise makes its heap grow by a quarter for no gain in time.
 */
export function watchMemory(): MemoryWatch {
  setFlagsFromString('--optimize-for-size')
  const peak: Peak = { worker: 0, browser: 0, sum: 0 }
  let browser: Browser | undefined
  const look = async () => {
    const held = (await browser?.memory().catch(() => 0)) ?? 0
    const worker = process.memoryUsage.rss()
    if (worker + held > peak.sum) Object.assign(peak, { worker, browser: held, sum: worker + held })
  }
  const timer = setInterval(() => void look(), EVERY_MS)
  return {
    watch(now) {
      browser = now
    },
    async stop() {
      clearInterval(timer)
      await look()
      return peak
    },
  }
}
