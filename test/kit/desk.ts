import { commands } from '#bot/commands/index.ts'
import { openAccess } from '#bot/kit/access.ts'
import type { Command } from '#bot/kit/command.ts'
import { deliverDue } from '#bot/kit/deliver.ts'
import { openDesk, type Rest } from '#bot/kit/desk.ts'
import type { Audience, Face, Heard, Place } from '#bot/kit/face.ts'
import { watchDue } from '#bot/kit/watch.ts'
import { setChat } from '#db/chats.ts'
import { addPerson, linkIdentity, type Role } from '#db/people.ts'
import { type Message, say } from '#jobs/kit/message.ts'
import { startHouse } from './house.ts'

export type Shown = { place: Place; message: Message; tokens: Record<string, string> }
type Given = Parameters<typeof startHouse>[0] & {
  people?: Record<string, Role>
  commands?: Command[]
  rest?: Partial<Rest>
  /** Who is in a chat, if the platform tells. */
  audience?: (place: Place) => Audience | undefined
  /** Throws what the platform would, before anything is shown. */
  refuse?: (place: Place) => void
}

const PEOPLE: Record<string, Role> = { ann: 'admin', olga: 'operator', omar: 'operator', vic: 'viewer' }
export const ROOM = 'test:room'

/** A real desk in a real house, with people who are signed in on two faces and a room they share. */
export async function startDesk({ people = PEOPLE, rest = {}, audience, refuse, ...given }: Given = {}) {
  const house = await startHouse(given)
  const shown: Shown[] = []
  const faces = ['test', 'other'].map((name) => testFace(name, shown, audience, refuse))
  const access = openAccess(house, () => faces)
  const answers: Rest = { question: async (text) => say(`asked: ${text}`), file: async () => say('file'), ...rest }
  const desk = openDesk(house, given.commands ?? commands, access, answers)
  const { db } = house.workspace
  for (const [name, role] of Object.entries(people)) {
    await addPerson(db, { id: `id-${name}`, name, role, email: `${name}@x.co` }, 1)
    for (const face of faces) await linkIdentity(db, face.name, name, `id-${name}`)
  }
  let event = 0
  async function show(): Promise<void> {
    while (await deliverDue(house, faces));
  }
  /** Says something and returns what was shown because of it, anywhere. */
  async function tell(said: string | Partial<Heard>, user = 'ann', place: Place = `test:${user}`): Promise<Shown[]> {
    const before = shown.length
    const face = place.split(':')[0]!
    const heard: Heard = {
      face,
      event: `e${event++}`,
      place,
      user,
      name: user,
      direct: place === `${face}:${user}`,
      ...(typeof said === 'string' ? { text: said } : said),
    }
    await desk.hear(heard)
    await desk.idle()
    await show()
    return shown.slice(before)
  }
  return {
    house,
    db,
    desk,
    access,
    faces,
    shown,
    show,
    tell,
    press: (token: string, user: string, place?: Place) => tell({ press: token }, user, place),
    /** What other processes do every second. */
    async watch(): Promise<Shown[]> {
      const before = shown.length
      await watchDue(house, access)
      await show()
      return shown.slice(before)
    },
    letIn: (data: string[] | null = ['*'], place: Place = ROOM) =>
      setChat(db, place, { state: 'allowed', data }, 'id-ann', 1),
    /** The newest of what a place was shown that has this button. */
    button(label: string, place: Place): string {
      const token = shown.findLast((one) => one.place === place && one.tokens[label])?.tokens[label]
      if (!token) throw new Error(`no button ${label} at ${place}`)
      return token
    },
    at: (place: Place) => shown.filter((one) => one.place === place).map(({ message }) => message),
  }
}

function testFace(name: string, shown: Shown[], audience: Given['audience'], refuse: Given['refuse']): Face {
  return {
    name,
    start: async () => {},
    stop: async () => {},
    audience: async (place) => audience?.(place),
    async show({ place, message, token }) {
      refuse?.(place)
      const pressable = message.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
      const tokens = pressable.flatMap((button) => ('say' in button ? [[button.label, token(button)] as const] : []))
      shown.push({ place, message, tokens: Object.fromEntries(tokens) })
      return {}
    },
  }
}

/** Everything that can be read in some messages. */
export const words = (said: (Shown | Message)[]): string =>
  said.map((one) => JSON.stringify('message' in one ? one.message : one)).join('\n')
