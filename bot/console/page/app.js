import { enter, me, post, Refused } from './api.js'
import { openChat } from './chat.js'
import { datasetView, dataView } from './data.js'
import { h, toast } from './dom.js'
import { catchDrops } from './drop.js'
import { openOutbox } from './outbox.js'
import { runsView, runView } from './runs.js'
import { openStream } from './stream.js'

const line = document.getElementById('line')
const main = document.getElementById('main')
document.addEventListener('signed-out', ({ detail }) => tell(detail))
document
  .getElementById('leave')
  .addEventListener('click', () => post('/api/me/leave', {}).then(() => location.assign('/')))
await arrive()
start()

/** The first question to the server is asked until it is answered: the line may be bad, or Bellhop just starting. */
async function arrive() {
  for (let tries = 0; !me.proof; tries++) {
    try {
      await enter()
      tell('')
    } catch (error) {
      if (!(error instanceof Refused)) tell('No connection. Trying again…')
      else if (error.status !== 401) tell(error.message)
      await new Promise((resolve) => setTimeout(resolve, Math.min(300 * 2 ** tries, 5000)))
    }
  }
}

function start() {
  nameWorkspace()
  let outbox
  let stream
  const chat = openChat({ outbox: () => outbox, act: press, earlier: (shown) => stream?.earlier(shown) })
  outbox = openOutbox(chat.draw)
  const say = (text) => outbox.add({ text })

  function press({ token, label, say: words }) {
    if (token) outbox.add({ press: token, text: label })
    else sayFromAfar(words)
  }
  /** Said from another view: the answer comes in the chat. */
  function sayFromAfar(text) {
    say(text)
    toast('Asked. ', h('a', { href: '#/chat' }, 'The answer comes in the chat'))
  }
  function ask(text) {
    location.hash = '#/chat'
    say(text)
  }
  stream = openStream({
    onItems(news) {
      nameWorkspace()
      chat.take(news)
    },
    onLine: (up) => {
      tell(up ? '' : 'No connection. Trying again…')
      if (up) outbox.hurry()
    },
  })
  catchDrops((files) => {
    location.hash = '#/chat'
    chat.attach(files)
  })
  showViews({
    chat: () => ({ element: chat.element, shown: chat.shown, title: 'Chat' }),
    runs: (id) => (id ? runView(id, sayFromAfar) : runsView()),
    data: (name) => (name ? datasetView(name, ask) : dataView()),
  })
  document.addEventListener('keydown', (event) => toComposer(event, chat))
}

/** The first file of one's own makes another workspace home; the page follows and says so. */
function nameWorkspace() {
  const where = document.getElementById('where')
  const name = me.workspace.demo ? 'Demo company' : me.workspace.name
  if (where.textContent === name) return
  if (where.textContent) toast(`You are in the workspace ${name} now.`)
  where.textContent = name
}

/** The part after # says what is looked at, so that back, forward and a kept address work. */
function showViews(views) {
  let leave
  function show() {
    leave?.()
    const [, view = 'chat', ...rest] = location.hash.split('/')
    const open = views[view] ?? views.chat
    const { element, title, shown, left } = open(rest.length ? decodeURIComponent(rest.join('/')) : undefined)
    leave = left
    for (const tab of document.querySelectorAll('[data-view]')) {
      if (tab.dataset.view === view) tab.setAttribute('aria-current', 'page')
      else tab.removeAttribute('aria-current')
    }
    document.title = `${title} – Bellhop`
    main.replaceChildren(element)
    main.scrollTop = 0
    shown?.()
  }
  window.addEventListener('hashchange', () => {
    show()
    main.focus({ preventScroll: true })
  })
  show()
  if (matchMedia('(hover: hover)').matches) document.getElementById('say')?.focus()
}

/** A slash typed anywhere begins a command. */
function toComposer(event, chat) {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.target.matches('input, textarea')) return
  event.preventDefault()
  location.hash = '#/chat'
  setTimeout(() => chat.put('/'))
}

function tell(text) {
  line.textContent = text
  line.hidden = !text
}
