import { type App, isValidSlackRequest, type Receiver, type ReceiverEvent } from '@slack/bolt'

type Body = ReceiverEvent['body']

/** Bolt acknowledges events before anyone sees them; here they are stored first, and come again if that fails. */
export function storingFirst(receiver: Receiver, store: (body: Body) => Promise<void>): Receiver {
  return {
    start: (...args) => receiver.start(...args),
    stop: (...args) => receiver.stop(...args),
    init(app) {
      const processEvent = async (event: ReceiverEvent) => {
        await store(event.body)
        await app.processEvent(event)
      }
      receiver.init({ processEvent } as App)
    },
  }
}

export type HttpReceiver = Receiver & { take(request: Request): Promise<Response> }

/** Events over HTTP, each with a signature over its very bytes. */
export function httpReceiver(signingSecret: string): HttpReceiver {
  let app: App | undefined
  return {
    init(given) {
      app = given
    },
    start: async () => {},
    stop: async () => {},
    async take(request) {
      const body = await request.text()
      const headers = {
        'x-slack-signature': request.headers.get('x-slack-signature') ?? '',
        'x-slack-request-timestamp': Number(request.headers.get('x-slack-request-timestamp') ?? Number.NaN),
      }
      if (!isValidSlackRequest({ signingSecret, body, headers })) return new Response(null, { status: 401 })
      const said = bodyOf(body, request.headers.get('content-type') ?? '')
      if (said.type === 'url_verification') return Response.json({ challenge: said.challenge })
      return answered(app!, said, Number(request.headers.get('x-slack-retry-num') ?? 0))
    },
  }
}

function bodyOf(body: string, type: string): Body {
  if (type.startsWith('application/json')) return JSON.parse(body)
  const form = Object.fromEntries(new URLSearchParams(body))
  return form.payload ? JSON.parse(form.payload) : form
}

/** What is acknowledged becomes the answer; what isn't, an error, so that Slack brings it again. */
async function answered(app: App, body: Body, retryNum: number): Promise<Response> {
  let response: Response | undefined
  const ack = async (said?: unknown) => {
    response ??=
      said === undefined
        ? new Response(null, { status: 200 })
        : typeof said === 'string'
          ? new Response(said)
          : Response.json(said)
  }
  await app.processEvent({ body, ack, retryNum })
  return response ?? new Response(null, { status: 500 })
}
