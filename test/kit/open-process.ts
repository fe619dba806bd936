import { openStore } from '#db/open.ts'

// A process of its own that opens a workspace's file, and says how that went.

try {
  const store = openStore(process.argv[2]!)
  process.send!({ version: store.sqlite.pragma('user_version', { simple: true }) })
  store.close()
} catch (error) {
  const { name, message, hint } = error as Error & { hint?: string }
  process.send!({ name, message, hint })
}
process.disconnect()
