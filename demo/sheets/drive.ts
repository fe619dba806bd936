import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { spend, type World } from './api.ts'
import { whoIs } from './auth.ts'
import type { Book, Role } from './book.ts'
import { ApiError, forbidden, notFound, unauthenticated } from './errors.ts'
import { makeBook } from './shelf.ts'

const SHEET_TYPE = 'application/vnd.google-apps.spreadsheet'

/** As much of Drive as sheets need: find one by name, look at one, make one, share one. */
export function drive(world: World): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>()
  const me = (header: string | undefined): string => {
    const email = whoIs(world.accounts, header, world.now())
    if (!email) throw unauthenticated()
    return email
  }
  app.onError((error, http) => {
    if (!(error instanceof ApiError)) throw error
    return http.json(error.body(), error.code as 400)
  })
  app.post('/v4/spreadsheets', async (http) => {
    const by = me(http.req.header('authorization'))
    spend(world, 'write', by)
    const body = (await http.req.json()) as {
      properties?: { title?: string; timeZone?: string }
      sheets?: { properties: { title: string } }[]
    }
    const tabs = body.sheets?.map(({ properties }) => ({ title: properties.title }))
    const { title = 'Untitled spreadsheet', ...properties } = body.properties ?? {}
    const id = makeBook(world, { title, ...properties, shares: { [by]: 'owner' }, ...(tabs && { tabs }) })
    return http.json({
      spreadsheetId: id,
      properties: { title },
      spreadsheetUrl: `${new URL(http.req.url).origin}/spreadsheets/d/${id}/edit`,
    })
  })
  app.get('/drive/v3/files', (http) => {
    const by = me(http.req.header('authorization'))
    const name = /name\s*=\s*'((?:[^'\\]|\\.)*)'/.exec(http.req.query('q') ?? '')?.[1]?.replace(/\\(.)/g, '$1')
    const mine = [...world.books.values()].filter(
      (book) => book.shares[by] && (name === undefined || book.title === name),
    )
    return http.json({ kind: 'drive#fileList', incompleteSearch: false, files: mine.map(file) })
  })
  app.get('/drive/v3/files/:id', (http) =>
    http.json(file(find(world, http.req.param('id'), me(http.req.header('authorization'))))),
  )
  app.post('/drive/v3/files/:id/permissions', async (http) => {
    const book = find(world, http.req.param('id'), me(http.req.header('authorization')))
    const { role, emailAddress } = (await http.req.json()) as { role: Role; emailAddress: string }
    book.shares[emailAddress] = role
    return http.json({ kind: 'drive#permission', id: emailAddress, type: 'user', role })
  })
  return app
}

function find(world: World, id: string, by: string): Book {
  const book = world.books.get(id)
  if (!book) throw notFound()
  if (!book.shares[by]) throw forbidden()
  return book
}

const file = (book: Book): object => ({
  kind: 'drive#file',
  id: book.id,
  name: book.title,
  mimeType: SHEET_TYPE,
  modifiedTime: new Date(book.modified).toISOString(),
})
