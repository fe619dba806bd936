import { html, raw } from 'hono/html'
import { EXPORTS, type ExportName } from './exports.ts'
import { FILE_FAULTS, HEALTHY, LOGIN_FAULTS, SESSION_FAULTS, type SiteFaults } from './faults.ts'

type Content = ReturnType<typeof html>

const STYLE = `body{font:15px system-ui,sans-serif;margin:0;color:#222}header{background:#234;color:#fff;padding:12px 20px}
header a{color:#cde;margin-left:14px}main{padding:20px;max-width:720px}label{display:block;margin:10px 0 4px}
input,select,button{font:inherit;padding:6px 10px}button{margin-top:14px}.alert{background:#fee;padding:10px;border:1px solid #d99}`

function page(title: string, content: Content, member = false): Content {
  const links = Object.values(EXPORTS).map(({ path, title }) => html`<a href="${path}">${title}</a>`)
  return html`<!doctype html><html lang="id"><head><meta charset="utf-8"><title>${title}</title><style>${raw(STYLE)}</style></head>
<body><header><b>Kinnara Back Office</b>${member ? html`${links}<a class="logout" href="/logout">Keluar</a>` : ''}</header>
<main><h1>${title}</h1>${content}</main></body></html>`
}

export const loginPage = (csrf: string, alert = '') =>
  page(
    'Masuk',
    html`${note(alert)}<form method="post" action="/login"><input type="hidden" name="_token" value="${csrf}">
<label>Nama pengguna</label><input name="username" autocomplete="username">
<label>Kata sandi</label><input name="password" type="password"><br><button type="submit">Masuk</button></form>`,
  )

export const codePage = (csrf: string, alert = '') =>
  page(
    'Kode verifikasi',
    html`${note(alert)}<p>Masukkan kode 6 angka yang kami kirim.</p><form method="post" action="/login/code">
<input type="hidden" name="_token" value="${csrf}"><input name="code" inputmode="numeric"><button type="submit">Kirim</button></form>`,
  )

export const homePage = () => page('Beranda', html`<p>Selamat datang kembali.</p>`, true)
export const maintenancePage = () => page('Sedang dalam pemeliharaan', html`<p>Silakan coba lagi nanti.</p>`)
export const changePasswordPage = () =>
  page('Ganti kata sandi', html`<p>Kata sandi Anda sudah kedaluwarsa dan harus diganti.</p>`, true)

/** The four exports ask for their dates in different ways, as sites grown over years do. */
export function exportPage(name: ExportName, csrf: string, alert = ''): Content {
  return page(EXPORTS[name].title, html`${note(alert)}${forms[name](EXPORTS[name].path, csrf)}`, true)
}

const dates = (from: string, to: string, type = 'date') =>
  html`<label>Dari</label><input type="${type}" name="${from}"><label>Sampai</label><input type="${type}" name="${to}">`

const forms: Record<ExportName, (path: string, csrf: string) => Content> = {
  transactions: (path, csrf) =>
    html`<form method="post" action="${path}"><input type="hidden" name="_token" value="${csrf}">${dates('tgl_awal', 'tgl_akhir')}
<br><button id="export" type="submit">Export Excel</button></form>`,
  points: (path) =>
    html`<form method="get" action="${path}/cetak">${dates('from', 'to')}<br><button id="cetak" type="submit">Cetak PDF</button></form>`,
  users: (path, csrf) =>
    html`<form method="post" action="${path}"><input type="hidden" name="_token" value="${csrf}">${dates('mulai', 'akhir', 'text')}
<p>Format tanggal: hh/bb/tttt</p><button id="unduh" type="submit">Unduh PDF</button></form>`,
  coins: (path) =>
    html`<form id="filter" onsubmit="event.preventDefault();const q=new URLSearchParams(new FormData(this));
const a=document.getElementById('pdf');a.href='${path}/pdf?'+q;a.hidden=false">${dates('start', 'end')}
<br><button id="tampil" type="submit">Tampilkan</button></form><p><a id="pdf" href="" hidden>Unduh PDF</a></p>`,
}

export function faultsPage(now: SiteFaults): Content {
  const choices: Record<string, readonly string[]> = {
    login: LOGIN_FAULTS,
    file: FILE_FAULTS,
    session: SESSION_FAULTS,
    only: ['', ...Object.keys(EXPORTS)],
  }
  const field = (name: keyof SiteFaults) => {
    if (name in choices) {
      const options = choices[name]!.map(
        (one) => html`<option value="${one}" ${one === now[name] ? 'selected' : ''}>${one || '–'}</option>`,
      )
      return html`<select name="${name}">${options}</select>`
    }
    if (typeof now[name] === 'number') return html`<input name="${name}" value="${now[name]}">`
    return html`<input type="checkbox" name="${name}" ${now[name] ? 'checked' : ''}>`
  }
  const fields = (Object.keys(HEALTHY) as (keyof SiteFaults)[]).map(
    (name) => html`<label>${name}</label>${field(name)}`,
  )
  return page(
    'Faults of this demo site',
    html`<form method="post" action="/_faults">${fields}<br><button>Set</button></form>`,
  )
}

const note = (alert: string) => (alert ? html`<p class="alert">${alert}</p>` : '')
