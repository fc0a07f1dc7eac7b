// The watch page: plays the video as soon as it can, and shows how far the encoding is.

import { draw } from './grid.js'
import { play } from './player.js'

const byId = (id) => document.getElementById(id)
const watch = byId('watch')
const video = byId('player')
let playing = false
let spokenTenth = -1

function startPlayer() {
  if (playing || !video) {
    return
  }
  playing = true
  video.hidden = false
  byId('waiting')?.remove()
  play(video, watch.dataset.growing === 'true', (reason) => {
    const problem = byId('playback-problem')
    problem.textContent = `The video can’t be played here (${reason}). Reloading the page may help.`
    problem.hidden = false
  })
}

function clock(seconds) {
  const whole = Math.round(seconds)
  const two = (n) => String(n).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

function about(seconds) {
  const count = (n, noun) => `about ${n} ${noun}${n === 1 ? '' : 's'}`
  if (seconds < 90) {
    return count(Math.max(1, Math.round(seconds)), 'second')
  }
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? count(minutes, 'minute') : count(Math.round(minutes / 60), 'hour')
}

function sentence(status) {
  if (status.state === 'inspecting') {
    return 'The file has arrived and is being looked at.'
  }
  const done = status.segments.filter((piece) => piece.state === 'done').length
  const parts = [`${Math.floor(status.fraction * 100)} % done`]
  if (status.segments.length) {
    parts.push(`${done} of ${status.segments.length} segments`)
  }
  if (status.speed !== null) {
    parts.push(`at ${status.speed.toFixed(1)}× real time`)
  }
  if (status.remainingSeconds !== null) {
    parts.push(`${about(status.remainingSeconds)} left`)
  }
  return `${parts.join(', ')}.`
}

const NAMES = { inspecting: 'Inspecting', encoding: 'Encoding', published: 'Ready', failed: 'Failed', cancelled: 'Cancelled' }

function show(status) {
  const percent = Math.floor(status.fraction * 100)
  const badge = byId('state')
  watch.dataset.state = status.state
  badge.className = `badge ${status.state}`
  badge.textContent = NAMES[status.state] + (status.state === 'encoding' ? ` ${percent} %` : '')
  if (status.durationSeconds !== null) {
    byId('duration').textContent = byId('detail-duration').textContent = clock(status.durationSeconds)
  }
  if (status.rungs.length) {
    byId('detail-rungs').textContent = status.rungs.join(', ')
  }
  byId('detail-audio').textContent = status.audio.length
  if (byId('progress')) {
    showProgress(status, percent)
  }
  if (status.poster && !video.poster) {
    video.poster = `/media/${status.video}/${status.poster}`
  }
  if (status.playable) {
    startPlayer()
  }
  showFiles(status)
}

function showProgress(status, percent) {
  byId('bar').value = percent
  byId('sentence').textContent = sentence(status)
  const known = status.segments.length > 0
  byId('grid').hidden = byId('legend').hidden = !known
  if (known) {
    draw(byId('grid'), status)
  }
  speak(status, percent)
}

function showFiles(status) {
  if (!status.files.length) {
    return
  }
  const links = status.files.map((file) => {
    const link = document.createElement('a')
    link.href = `/media/${status.video}/${file.path}`
    link.type = file.type
    link.download = ''
    link.textContent = file.name
    return link
  })
  byId('detail-files').replaceChildren(...links.flatMap((link) => [link, ' ']))
}

// A screen reader hears each tenth, not each second.
function speak(status, percent) {
  const tenth = Math.floor(percent / 10)
  if (tenth > spokenTenth && status.state === 'encoding') {
    spokenTenth = tenth
    byId('spoken').textContent = `${NAMES[status.state]}, ${percent} % done`
  }
}

// A click on a scene seeks in this page; as a link it would load the page anew.
function seek(event) {
  const link = event.target.closest('a[data-seconds]')
  if (link && video && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault()
    video.currentTime = Number(link.dataset.seconds)
    video.play().catch(() => {})
  }
}

// The small pictures follow the video a little later.
async function showScenes(tries) {
  const status = await (await fetch(`/api/videos/${location.pathname.split('/').pop()}`)).json()
  if (status.storyboard) {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html')
    byId('scenes').replaceWith(page.getElementById('scenes'))
    const posters = page.getElementById('posters')
    if (posters && !byId('posters')) {
      byId('scenes').after(posters)
    }
  } else if (tries > 0) {
    setTimeout(() => showScenes(tries - 1).catch(() => {}), 2000)
  }
}

function finish(status) {
  if (status.state === 'published') {
    showScenes(10).catch(() => {})
  } else {
    // the page says why
    location.reload()
  }
}

if (video && !video.hidden) {
  startPlayer()
}
if (video && watch.dataset.start) {
  video.addEventListener('loadedmetadata', () => { video.currentTime = Number(watch.dataset.start) }, { once: true })
}
watch.addEventListener('click', seek)
if (watch.dataset.events) {
  const events = new EventSource(watch.dataset.events)
  events.addEventListener('status', (event) => {
    const status = JSON.parse(event.data)
    show(status)
    if (status.state === 'published') {
      byId('progress')?.remove()
    }
    if (status.final) {
      events.close()
      finish(status)
    }
  })
}

// Chapters are text; with a player they lead to their beginning.
for (const item of document.querySelectorAll('#chapters li')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.append(...item.childNodes)
  button.addEventListener('click', () => {
    startPlayer()
    video.currentTime = Number(item.dataset.at) / 1000
    video.play().catch(() => {})
  })
  item.append(button)
}
