import { Fault } from '#connectors/kit/fault.ts'
import type { Delivery } from '#db/deliveries.ts'
import { claimDeliveries, dueDeliveries, keepDeliveries, notePosted, type Settled, settleDelivery } from '#db/outbox.ts'
import { mintToken } from '#db/pending.ts'
import { every } from '#jobs/kit/every.ts'
import type { House } from '#jobs/kit/house.ts'
import { idFrom } from '#jobs/kit/id.ts'
import type { Message } from '#jobs/kit/message.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import { chatOf, type Face, type Place, Uncertain } from './face.ts'
import { type Limits, openPace } from './pace.ts'
import { reroute } from './undelivered.ts'
import { asAllowed, recordShown, whyWithheld } from './withhold.ts'

/** How often we look without being rung for, for what other processes put there. */
const TURN_MS = 400
const TOKEN_MS = 7 * 86_400_000
const MOST_AT_ONCE = 60
/** What surely has not arrived is tried for a day; what may have, so often; what we stumble over, less often. */
const TRIES = { uncertain: 8, stumble: 3 }
const DAY_MS = 86_400_000
const MOST_PAUSE_MS = 60_000

/** Takes what waits in the outbox to its face, in order per place. The only caller of `show`. */
export function startDelivering(house: House, faces: Face[]) {
  let early: NodeJS.Timeout | undefined
  let earlyAt = Number.POSITIVE_INFINITY
  const round = openRound(house, faces, (ms) => {
    if (house.now() + ms >= earlyAt) return
    clearTimeout(early)
    earlyAt = house.now() + ms
    early = setTimeout(() => {
      earlyAt = Number.POSITIVE_INFINITY
      turning.soon()
    }, ms)
  })
  const turning = every(TURN_MS, round.turn, house.log)
  house.bell.answer(turning.soon)
  return {
    async stop() {
      await turning.stop()
      clearTimeout(early)
      await round.idle()
    },
  }
}

/** One turn, to its end: the next delivery of every place. */
export async function deliverDue(house: House, faces: Face[]): Promise<number> {
  const round = openRound(house, faces, () => {})
  const count = await round.turn()
  await round.idle()
  return count
}

/** Places don't wait for each other: a turn only begins what is due, and asks for the next one when that is done. */
function openRound(house: House, faces: Face[], again: (ms: number) => void) {
  const pace = openPace(house.now)
  const leaseMs = house.config.LEASE_SECONDS * 1000
  const sending = new Map<string, { id: number; workspace: Workspace; done: Promise<void> }>()
  let keptAt = house.now()

  async function turn(): Promise<number> {
    let count = 0
    const rested = house.now() - keptAt > leaseMs / 3
    if (rested) keptAt = house.now()
    for (const workspace of await house.workspaces.all()) {
      if (rested) await keep(workspace)
      for (const face of faces) count += await turnOf(workspace, face)
    }
    return count
  }

  async function turnOf(workspace: Workspace, face: Face): Promise<number> {
    const due = await dueDeliveries(workspace.db, face.name, house.now())
    const keyOf = ({ id }: { id: number }) => `${workspace.name}:${id}`
    const room = Math.max(0, MOST_AT_ONCE - sending.size)
    const others = due.filter((delivery) => !sending.has(keyOf(delivery))).slice(0, room)
    const welcome = others.filter(({ place, shown }) => {
      const limits = limitsOf(face, place)
      const wait = pace.waitFor(limits, shown > 0)
      if (wait) again(wait)
      else pace.spend(limits, 1, shown > 0)
      return !wait
    })
    const ids = welcome.map(({ id }) => id)
    const claimed = await claimDeliveries(workspace.db, ids, house.owner, house.now(), leaseMs)
    for (const delivery of claimed) {
      const work = send({ house, workspace, face, pace, delivery }).catch((error: unknown) => {
        house.log.error({ err: error, delivery: delivery.id }, 'A delivery could not be written down; its lease ends')
        return leaseMs
      })
      const done = work.then((pause) => {
        sending.delete(keyOf(delivery))
        again(pause)
      })
      sending.set(keyOf(delivery), { id: delivery.id, workspace, done })
    }
    return claimed.length
  }

  /** What takes long to send stays ours. */
  async function keep({ name, db }: Workspace): Promise<void> {
    const mine = [...sending.values()].filter(({ workspace }) => workspace.name === name).map(({ id }) => id)
    if (mine.length) await keepDeliveries(db, mine, house.owner, house.now() + leaseMs)
  }

  return {
    turn,
    async idle() {
      while (sending.size) await Promise.all([...sending.values()].map(({ done }) => done))
    },
  }
}

const limitsOf = (face: Face, place: Place): Limits =>
  face.limits?.(place) ?? { windows: [], editMs: 0, chat: chatOf(place) }

type Sending = {
  house: House
  workspace: Workspace
  face: Face
  pace: ReturnType<typeof openPace>
  delivery: Delivery
}

/** Shows it and writes down how that went; after how long there may be something to do again. */
async function send(sending: Sending): Promise<number> {
  const { house, workspace, face, delivery } = sending
  const withheld = await whyWithheld(workspace, delivery)
  const message = await asAllowed(house, workspace, face, delivery)
  const settled: Settled = withheld ? { state: 'failed', trouble: withheld } : await show(sending, message)
  await settleDelivery(workspace.db, delivery.id, house.owner, settled, house.now())
  const first = settled.state === 'sent' && delivery.shown === 0 && message === delivery.message
  if (first) await recordShown(house, workspace, delivery)
  if (settled.state === 'failed' && !withheld)
    await reroute(house, workspace, delivery, settled.trouble ?? 'It failed.')
  return Math.max(0, (settled.notBefore ?? 0) - house.now())
}

function show({ house, workspace, face, pace, delivery }: Sending, message: Message): Promise<Settled> {
  const limits = limitsOf(face, delivery.place)
  let free = 1
  return face
    .show({
      place: delivery.place,
      message,
      before: delivery.posted ?? undefined,
      workspace,
      repeated: delivery.trouble === 'uncertain' && delivery.shown === 0,
      answers: /^event:[^:]+:(.*)$/s.exec(delivery.source)?.[1],
      token: (button) => mint(house, workspace, delivery, button.say),
      async turn(calls = 1) {
        const more = calls - free
        free = 0
        if (more > 0) await pace.take(limits, more)
      },
      note: (posted) => notePosted(workspace.db, delivery.id, house.owner, posted),
    })
    .then((posted): Settled => ({ state: 'sent', shown: delivery.version, posted, trouble: null, attempt: 0 }))
    .catch((error: unknown) => {
      if (error instanceof Fault && error.kind === 'limit') pace.hold(limits.chat, error.retryAfterMs ?? 0)
      return afterTrouble(house, delivery, error)
    })
}

function afterTrouble(house: House, delivery: Delivery, error: unknown): Settled {
  const uncertain = error instanceof Uncertain
  const trouble = uncertain ? 'uncertain' : (error as Error).message
  const { id, place, attempt } = delivery
  const why = (error as Error).message
  house.log.warn({ delivery: id, place, attempt, why, cause: rootOf(error) }, 'A message did not get through')
  const fault = error instanceof Fault ? error : undefined
  if (fault && ['missing', 'auth', 'input'].includes(fault.kind)) return { state: 'failed', trouble }
  const over = fault ? house.now() - delivery.createdAt > DAY_MS : attempt >= TRIES[uncertain ? 'uncertain' : 'stumble']
  if (over) return { state: uncertain ? 'unknown' : 'failed', trouble }
  const pause = fault?.retryAfterMs ?? Math.min(MOST_PAUSE_MS, 500 * 2 ** attempt)
  // What may be there once stays so, whatever the next attempt meets.
  const known = delivery.trouble === 'uncertain' ? 'uncertain' : trouble
  return { state: 'waiting', trouble: known, notBefore: house.now() + pause }
}

/** What the libraries below have wrapped. */
function rootOf(error: unknown): string | undefined {
  const { cause, error: inner, code, message } = error as Error & { error?: unknown; code?: string }
  const below = cause ?? inner
  return below instanceof Error ? rootOf(below) : [code, message].filter(Boolean).join(': ')
}

/** The token of a button stays the same when its message is edited, so an old picture of it still works, once. */
function mint(house: House, workspace: Workspace, delivery: Delivery, say: string): string {
  const token = idFrom(`${workspace.name}:${delivery.id}:${say}`, 14)
  void mintToken(workspace.db, { token, say, place: delivery.place, expiresAt: house.now() + TOKEN_MS })
  return token
}
