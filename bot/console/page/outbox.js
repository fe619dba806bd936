import { me, post, Refused, upload } from './api.js'

/**
 * What was said here and isn't known to have arrived. Each message has a name of its own from the start, so sending it
 * again can't double it. Words survive closing the page; files can't.
 */
export function openOutbox(onChange) {
  const key = `unsent ${me.place}`
  let entries = JSON.parse(localStorage.getItem(key) ?? '[]').map((entry) => ({ ...entry, state: 'sending' }))
  let working = false

  function changed() {
    const kept = entries.filter(({ file, state }) => !file && state !== 'sent')
    localStorage.setItem(key, JSON.stringify(kept.map(({ event, text, press, at }) => ({ event, text, press, at }))))
    onChange(entries)
  }
  async function work() {
    if (working) return
    working = true
    let entry = next()
    while (entry) {
      await attempt(entry, changed)
      changed()
      if (entry.state === 'waiting') await pauseFor(entry)
      entry = next()
    }
    working = false
  }
  const next = () => entries.find(({ state }) => state === 'sending' || state === 'waiting')

  setTimeout(work)
  return {
    add(said) {
      const entry = { event: newEvent(), at: Date.now() + me.skew, text: '', state: 'sending', tries: 0, ...said }
      const most = me.uploadMb * 1024 * 1024
      if (entry.file?.size > most)
        Object.assign(entry, {
          state: 'failed',
          why: `That file is too large: I take up to ${me.uploadMb} MB.`,
          hopeless: true,
        })
      entries.push(entry)
      changed()
      work()
    },
    /** The server has shown these: they are no longer ours to keep. */
    arrived(ids) {
      if (!entries.some(({ event }) => ids.has(event))) return
      entries = entries.filter(({ event }) => !ids.has(event))
      changed()
    },
    retry(entry) {
      Object.assign(entry, { state: 'sending', tries: 0 })
      entry.hurry?.()
      changed()
      work()
    },
    drop(entry) {
      entries = entries.filter((other) => other !== entry)
      entry.hurry?.()
      changed()
    },
    /** The line is back: don't wait any longer. */
    hurry: () => entries.map((entry) => entry.hurry?.()),
    all: () => entries,
  }
}

async function attempt(entry, changed) {
  const { event, text, press, file } = entry
  entry.state = 'sending'
  try {
    if (file)
      await upload({ event, name: file.name || 'pasted.png', text }, file, (share) =>
        changed(Object.assign(entry, { share })),
      )
    else await post('/api/chat/say', { event, text, ...(press ? { press } : {}) })
    entry.state = 'sent'
  } catch (error) {
    const no = error instanceof Refused && error.status < 500 && error.status !== 429 && error.status !== 401
    entry.state = no ? 'failed' : 'waiting'
    entry.why = no ? error.message : 'not sent yet'
    entry.tries = (entry.tries ?? 0) + 1
  }
}

/** Longer each time, but not when somebody asks to hurry. */
function pauseFor(entry) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, Math.min(500 * 2 ** entry.tries, 15_000))
    entry.hurry = () => {
      clearTimeout(timer)
      resolve()
    }
  })
}

/** A random name; `randomUUID` is only there on secure pages, which loopback is, but not behind every tunnel. */
function newEvent() {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
