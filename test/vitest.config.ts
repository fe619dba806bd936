import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // A machine with much else to do takes its time; nothing here is timed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
