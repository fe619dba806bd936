/** What the server told us about who we are; its proof goes back with everything that changes something. */
export const me = { proof: '', skew: 0 }

/** Only what the server offers us is offered on the page. */
export const mayI = (command) => me.commands.some(({ name }) => name === command)

export class Refused extends Error {
  constructor(status, message) {
    super(message)
    this.status = status
  }
}

export async function enter() {
  Object.assign(me, await get('/api/me'))
  me.skew = me.now - Date.now()
  return me
}

export const get = (path) => ask(path, {})

export const post = (path, body) =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-bellhop': me.proof },
    body: JSON.stringify(body),
  })

/** Resolves with the answer, throws Refused for a no, and something else when the line broke. */
async function ask(path, options) {
  const answer = await fetch(path, { ...options, cache: 'no-store', signal: AbortSignal.timeout(20_000) })
  const said = await answer.json().catch(() => ({}))
  if (answer.ok) return said
  if (answer.status === 401) document.dispatchEvent(new CustomEvent('signed-out', { detail: said.error }))
  throw new Refused(answer.status, said.error ?? `The server said ${answer.status}.`)
}

/** Sends a file and tells how much of it is there. Only the old way of asking knows that. */
export function upload(params, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/chat/upload?${new URLSearchParams(params)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('x-bellhop', me.proof)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    request.onerror = () => reject(new Error('The line broke.'))
    request.onload = () => {
      if (request.status < 300) return resolve()
      reject(new Refused(request.status, errorIn(request.responseText) ?? `The server said ${request.status}.`))
    }
    request.send(file)
  })
}

function errorIn(text) {
  try {
    return JSON.parse(text).error
  } catch {
    return undefined
  }
}
