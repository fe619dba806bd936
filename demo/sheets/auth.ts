import { createPublicKey, createVerify, generateKeyPairSync, randomBytes } from 'node:crypto'

export type KeyFile = {
  type: string
  project_id: string
  private_key_id: string
  private_key: string
  client_email: string
  token_uri: string
}
export type Accounts = { keys: Map<string, string>; tokens: Map<string, { email: string; until: number }> }
type Claims = { iss?: string; scope?: string; aud?: string; exp?: number; iat?: number }

export const newAccounts = (): Accounts => ({ keys: new Map(), tokens: new Map() })

/** Makes a service account and gives its key file, as the cloud console would. */
export function openAccount(accounts: Accounts, email: string): KeyFile {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  accounts.keys.set(email, publicKey.export({ type: 'spki', format: 'pem' }).toString())
  return {
    type: 'service_account',
    project_id: 'demo-company',
    private_key_id: randomBytes(8).toString('hex'),
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    client_email: email,
    token_uri: 'https://oauth2.googleapis.com/token',
  }
}

/** An account that was opened before, by its key file. */
export function knowAccount(accounts: Accounts, { client_email, private_key }: KeyFile): void {
  accounts.keys.set(client_email, createPublicKey(private_key).export({ type: 'spki', format: 'pem' }).toString())
}

/** POST /token: a signed assertion for an hour's access. */
export function grant(accounts: Accounts, form: URLSearchParams, now: number): { status: 200 | 400; body: object } {
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    return refuse('unsupported_grant_type', `Invalid grant_type: ${form.get('grant_type')}`)
  const [head = '', payload = '', signature = ''] = (form.get('assertion') ?? '').split('.')
  const claims = readClaims(payload)
  const key = accounts.keys.get(claims.iss ?? '')
  if (!key) return refuse('invalid_grant', 'Invalid grant: account not found')
  const signed = createVerify('RSA-SHA256').update(`${head}.${payload}`)
  if (!signed.verify(createPublicKey(key), signature, 'base64url'))
    return refuse('invalid_grant', 'Invalid JWT Signature.')
  if (claims.aud !== 'https://oauth2.googleapis.com/token')
    return refuse('invalid_grant', 'Invalid JWT: wrong audience.')
  if (!claims.scope) return refuse('invalid_scope', 'Invalid OAuth scope or ID token audience provided.')
  const token = `ya29.${randomBytes(24).toString('base64url')}`
  accounts.tokens.set(token, { email: claims.iss ?? '', until: now + 3_599_000 })
  return { status: 200, body: { access_token: token, expires_in: 3599, token_type: 'Bearer' } }
}

export function whoIs(accounts: Accounts, header: string | undefined, now: number): string | undefined {
  const found = accounts.tokens.get(header?.replace(/^Bearer /, '') ?? '')
  return found && found.until > now ? found.email : undefined
}

function readClaims(payload: string): Claims {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims
  } catch {
    return {}
  }
}

const refuse = (error: string, error_description: string) => ({
  status: 400 as const,
  body: { error, error_description },
})
