import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keyOf, sealWith } from '#jobs/kit/seal.ts'
import { tempDir } from '#test/kit/house.ts'

test('what is sealed opens with the same secret, and looks different each time', () => {
  const seal = sealWith('a secret of sixteen letters')
  const [first, second] = [seal.close('cookies: คุกกี้'), seal.close('cookies: คุกกี้')]
  expect(sealWith('a secret of sixteen letters').open(first)).toBe('cookies: คุกกี้')
  expect(first).not.toBe(second)
})

test('with another secret, or changed, it is as good as never kept', () => {
  const sealed = sealWith('one secret').close('cookies')
  expect(sealWith('another secret').open(sealed)).toBeUndefined()
  const bytes = Buffer.from(sealed, 'base64')
  bytes[bytes.length - 1]! ^= 1
  expect(sealWith('one secret').open(bytes.toString('base64'))).toBeUndefined()
  expect(sealWith('one secret').open('')).toBeUndefined()
})

test('the key of a data folder is made once, and only its owner can read it', () => {
  const folder = tempDir()
  const key = keyOf(folder)
  expect(keyOf(folder)).toBe(key)
  expect(Buffer.from(key, 'base64')).toHaveLength(32)
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
})
