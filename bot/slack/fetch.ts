import type { webApi } from '@slack/bolt'
import { Fault } from '#connectors/kit/fault.ts'
import { download } from '#connectors/kit/http.ts'
import { keepFile } from '#jobs/kit/files.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { HeardFile } from '../kit/face.ts'
import { troubleOf } from './trouble.ts'

type From = { house: House; client: webApi.WebClient; token: string; own: string | undefined }
const SECONDS = 120

/** Brings a file here. Our token goes along, so only to Slack: a file may also lie at any address somebody chose. */
export async function fetchFile(
  { house, client, token, own }: From,
  { remote = '', name }: HeardFile,
  workspace: Workspace,
  by: string,
): Promise<HeardFile> {
  const { file } = await client.files.info({ file: remote }).catch((error: unknown) => {
    throw troubleOf(error)
  })
  const url = file?.url_private_download ?? file?.url_private ?? ''
  if (!isSlack(url, own))
    throw new Fault('missing', `${name} does not lie with Slack.`, {
      hint: 'Upload the file itself, not a link to it.',
    })
  const headers = { authorization: `Bearer ${token}` }
  const mostBytes = house.config.UPLOAD_MB * 1024 * 1024
  const content = await download(url, { headers, seconds: SECONDS, from: 'Slack' })
  const stored = await keepFile(workspace, content, { name, by, mostBytes }, house.now())
  return { id: stored.id, name: stored.name, bytes: stored.bytes }
}

function isSlack(address: string, own: string | undefined): boolean {
  const url = URL.parse(address)
  if (own && url?.host === URL.parse(own)?.host) return true
  return url?.protocol === 'https:' && /(^|\.)slack\.com$/.test(url.hostname)
}
