import { setTimeout as wait } from 'node:timers/promises'
import { changePasswordPage, codePage, loginPage, maintenancePage } from './pages.ts'
import { cookie, type Session } from './sessions.ts'
import type { Site, SiteContext } from './site.ts'

const HOURS = 'Path=/; HttpOnly; SameSite=Lax'

export function addLogin(site: Site): void {
  const { app, sessions } = site
  app.get('/favicon.ico', (c) => c.notFound())
  app.get('/login', (c) => {
    const session = sessions.find(cookie(c.req.header('cookie'))) ?? sessions.open()
    c.header('Set-Cookie', `sid=${session.id}; ${HOURS}`)
    return c.html(loginPage(session.csrf, c.req.query('pesan') ? 'Sesi Anda telah habis. Silakan masuk kembali.' : ''))
  })
  app.post('/login', (c) => enter(site, c))
  app.post('/login/code', (c) => enterCode(site, c))
  app.get('/logout', (c) => {
    sessions.end(cookie(c.req.header('cookie')) ?? '')
    return c.redirect('/login')
  })
}

async function enter(site: Site, c: SiteContext) {
  const { faults, seen, user, password } = site
  const session = site.sessions.find(cookie(c.req.header('cookie')))
  const form = await c.req.parseBody()
  await wait(faults.loginMs)
  if (!session || form._token !== session.csrf) return c.text('419 Page Expired', 419 as 400)
  const right = form.username === user && form.password === password
  if (!right || faults.login === 'wrong-password') {
    return c.html(loginPage(session.csrf, 'Nama pengguna atau kata sandi salah.'))
  }
  if (faults.login === 'locked')
    return c.html(loginPage(session.csrf, 'Akun Anda dikunci. Hubungi administrator.'), 403)
  if (faults.login === 'maintenance') return c.html(maintenancePage(), 503)
  if (faults.login === 'change-password') return c.html(changePasswordPage())
  if (faults.login === 'code') {
    session.awaits = true
    return c.html(codePage(session.csrf))
  }
  seen.logins++
  return welcome(c, session)
}

async function enterCode(site: Site, c: SiteContext) {
  const session = site.sessions.find(cookie(c.req.header('cookie')))
  const form = await c.req.parseBody()
  if (!session?.awaits || form._token !== session.csrf) return c.redirect('/login')
  if (String(form.code).trim() !== site.code) return c.html(codePage(session.csrf, 'Kode salah.'))
  site.seen.logins++
  return welcome(c, session)
}

function welcome(c: SiteContext, session: Session) {
  session.member = true
  session.awaits = false
  return c.redirect('/')
}
