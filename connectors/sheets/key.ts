import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Fault } from '../kit/fault.ts'

/** The two parts of a service account's key file that matter here. */
export const Key = z.object({ client_email: z.email(), private_key: z.string().includes('PRIVATE KEY') })
export type Key = z.output<typeof Key>

/** A key is given whole as JSON, or by the path of its file. */
export async function readKey(given: string | Key): Promise<Key> {
  const text = typeof given === 'string' ? await readText(given) : JSON.stringify(given)
  const key = Key.safeParse(parse(text))
  if (!key.success) throw unreadable("it isn't a service account's key")
  // A key kept in a variable often has its line ends written as \n.
  const private_key = key.data.private_key.replaceAll('\\n', '\n')
  try {
    createPrivateKey(private_key)
  } catch (cause) {
    throw unreadable('its private key is damaged', cause)
  }
  return { ...key.data, private_key }
}

async function readText(given: string): Promise<string> {
  if (given.trimStart().startsWith('{')) return given
  try {
    return await readFile(given, 'utf8')
  } catch (cause) {
    throw unreadable("there is no such file, or it can't be opened", cause)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unreadable(why: string, cause?: unknown): Fault {
  return new Fault('input', `The Google key can't be read: ${why}.`, {
    hint: 'In the Google Cloud console open the service account, Keys, Add key, JSON, and give that file as it is.',
    cause,
  })
}
