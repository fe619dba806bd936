import type { Api } from 'grammy'
import { download } from '#connectors/kit/http.ts'
import { keepFile } from '#jobs/kit/files.ts'
import type { House } from '#jobs/kit/house.ts'
import type { Workspace } from '#jobs/kit/workspace.ts'
import type { HeardFile } from '../kit/face.ts'
import { DOWNLOAD } from './hear.ts'
import { troubleOf } from './trouble.ts'

type From = { house: House; api: Api; token: string; apiRoot: string | undefined }
const SECONDS = 120

/** Brings a file here; its address holds the token, so it is never shown. */
export async function fetchFile(
  { house, api, token, apiRoot = 'https://api.telegram.org' }: From,
  { remote = '', name }: HeardFile,
  workspace: Workspace,
  by: string,
): Promise<HeardFile> {
  const { file_path } = await api.getFile(remote).catch((error: unknown) => {
    throw troubleOf(error)
  })
  const content = await download(`${apiRoot}/file/bot${token}/${file_path}`, { seconds: SECONDS, from: 'Telegram' })
  const stored = await keepFile(workspace, content, { name, by, mostBytes: DOWNLOAD }, house.now())
  return { id: stored.id, name: stored.name, bytes: stored.bytes }
}
