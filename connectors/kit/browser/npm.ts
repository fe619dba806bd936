import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress, createBrotliDecompress } from 'node:zlib'

const unbrotli = promisify(brotliDecompress)

/**
 * The Chromium that lies compressed inside its npm package, unpacked once by us: the package itself would unpack into a
 * folder any user may own, without the libraries it needs and with a font list that names no font.
 */
export async function unpackNpmBrowser(home: string): Promise<{ path: string; env: Record<string, string> } | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const packed = packageFolder()
  if (!packed) return null
  const { version } = JSON.parse(await readFile(join(packed, 'package.json'), 'utf8')) as { version: string }
  const folder = resolve(home, `chromium-${version}`)
  if (!existsSync(folder)) await unpack(join(packed, 'bin'), folder)
  return {
    path: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_FILE: join(folder, 'fontconfig.xml') },
  }
}

function packageFolder(): string | null {
  try {
    return resolve(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..')
  } catch {
    return null
  }
}

/** Under another name first, then renamed: two first starts can't see half a browser. */
async function unpack(from: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const work = await mkdtemp(`${folder}.`)
  try {
    // Too large to be held in memory beside whatever else this process does.
    await pipeline(
      createReadStream(join(from, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(work, 'chromium'), { mode: 0o755 }),
    )
    for (const name of ['al2023.tar.br', 'fonts.tar.br']) {
      await untar(await unbrotli(await readFile(join(from, name))), work)
    }
    await writeFile(join(work, 'fontconfig.xml'), fontList(folder))
    await rename(work, folder).catch((error) => {
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

const fontList = (folder: string) => `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>
`

/** Files of a tar: a 512-byte head with name and octal size, then the bytes filled up to 512. */
async function untar(tar: Buffer, into: string): Promise<void> {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const head = tar.subarray(at, at + 512)
    const name = text(head.subarray(0, 100))
    const size = Number.parseInt(text(head.subarray(124, 136)), 8) || 0
    const path = resolve(into, name)
    if ('0\0'.includes(String.fromCharCode(head[156]!)) && path.startsWith(into)) {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, tar.subarray(at + 512, at + 512 + size))
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
}

const text = (bytes: Buffer) => bytes.toString('latin1').split('\0')[0]!.trim()
