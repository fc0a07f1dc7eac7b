// The upload page: tus in place of the plain form, with progress, pause and resumption.

import './tus.min.js'

const { tus } = window
const byId = (id) => document.getElementById(id)
const form = byId('upload')
const input = byId('file')
// A laptop that slept, a train in a tunnel: keep trying for an hour.
const RETRY_DELAYS = [0, 1000, 2000, 5000, 10000, ...Array(240).fill(15000)]
let upload = null
let rate = null

function size(bytes) {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`
}

function time(seconds) {
  if (seconds < 90) {
    return `${Math.max(1, Math.round(seconds))} s`
  }
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`
}

// Speed over the last few seconds, so that the remaining time follows the connection.
function measure(sent) {
  const now = performance.now() / 1000
  if (!rate) {
    rate = { points: [] }
  }
  rate.points.push([now, sent])
  while (rate.points.length > 2 && now - rate.points[0][0] > 5) {
    rate.points.shift()
  }
  const [first, start] = rate.points[0]
  return now - first > 0.5 ? (sent - start) / (now - first) : 0
}

function onProgress(sent, total) {
  const speed = measure(sent)
  const percent = Math.floor((sent / total) * 100)
  byId('transfer').hidden = false
  byId('bar').value = (sent / total) * 100
  byId('percent').textContent = `${percent} %`
  byId('figures').textContent =
    `${size(sent)} of ${size(total)}` +
    (speed > 0 ? `, ${size(speed)}/s, ${time((total - sent) / speed)} left` : '')
  if (percent % 10 === 0) {
    byId('spoken').textContent = `${percent} % uploaded`
  }
}

function complain(text) {
  byId('problem').textContent = text
  byId('problem').hidden = !text
}

function busy(on) {
  byId('send').hidden = on
  byId('pause').hidden = byId('cancel').hidden = !on
  input.disabled = byId('title').disabled = byId('subtitles').disabled = on
  if (byId('profile')) {
    byId('profile').disabled = on
  }
}

function reason(error) {
  const body = error.originalResponse?.getBody()
  try {
    const problem = JSON.parse(body)
    return `${problem.title} ${problem.detail}`
  } catch {
    return 'The server can’t be reached. Your upload is kept; choose the same file again to go on.'
  }
}

function shouldRetry(error) {
  const status = error.originalResponse?.getStatus() ?? 0
  const hopeless = (status >= 400 && status < 500 && status !== 409 && status !== 423) || status === 507
  if (!hopeless) {
    byId('figures').textContent = 'The connection broke. Trying again …'
    rate = null
  }
  return !hopeless
}

// Subtitles go up first, so that the video can name them.
function sendSubtitles(file) {
  return new Promise((resolve, reject) => {
    const side = new tus.Upload(file, {
      endpoint: '/api/uploads',
      retryDelays: RETRY_DELAYS,
      storeFingerprintForResuming: false,
      metadata: { filename: file.name, kind: 'subtitles' },
      onShouldRetry: shouldRetry,
      onError: reject,
      onSuccess: () => resolve(side.url.split('/').pop()),
    })
    side.start()
  })
}

async function begin(file) {
  complain('')
  busy(true)
  byId('unfinished').hidden = true
  const title = byId('title').value
  // Empty, or not there, is the usual one.
  const profile = byId('profile')?.value
  let subtitles
  try {
    subtitles = await Promise.all([...byId('subtitles').files].map(sendSubtitles))
  } catch (error) {
    complain(reason(error))
    busy(false)
    return
  }
  upload = new tus.Upload(file, {
    endpoint: '/api/uploads',
    retryDelays: RETRY_DELAYS,
    removeFingerprintOnSuccess: true,
    metadata: {
      filename: file.name,
      title,
      filetype: file.type,
      subtitles: subtitles.join(','),
      ...(profile ? { profile } : {}),
    },
    onProgress,
    onShouldRetry: shouldRetry,
    onError(error) {
      complain(reason(error))
      busy(false)
    },
    onSuccess({ lastResponse }) {
      location.assign(`/videos/${lastResponse.getHeader('Reelmill-Video')}`)
    },
  })
  resume()
}

async function resume() {
  const [previous] = await upload.findPreviousUploads()
  if (previous) {
    upload.resumeFromPreviousUpload(previous)
  }
  rate = null
  upload.start()
}

async function tellUnfinished() {
  const kept = await tus.defaultOptions.urlStorage.findAllUploads()
  for (const one of kept) {
    const answer = await fetch(one.uploadUrl, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } })
    const offset = Number(answer.headers.get('Upload-Offset'))
    if (!answer.ok || offset >= one.size) {
      await tus.defaultOptions.urlStorage.removeUpload(one.urlStorageKey)
    } else if (!upload) {
      const percent = Math.floor((offset / one.size) * 100)
      byId('unfinished').textContent = `“${one.metadata.filename}” is ${percent} % uploaded. Choose the same file again to go on.`
      byId('unfinished').hidden = false
    }
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  if (input.files.length) {
    begin(input.files[0])
  }
})

byId('pause').addEventListener('click', async () => {
  const pausing = byId('pause').textContent === 'Pause'
  byId('pause').textContent = pausing ? 'Go on' : 'Pause'
  if (pausing) {
    await upload.abort()
    byId('figures').textContent += ' (paused)'
  } else {
    rate = null
    upload.start()
  }
})

byId('cancel').addEventListener('click', async () => {
  await upload.abort(true).catch(() => {})
  upload = null
  byId('transfer').hidden = true
  byId('pause').textContent = 'Pause'
  busy(false)
})

const drop = byId('drop')
byId('file-hint').hidden = false
for (const type of ['dragover', 'dragleave', 'drop']) {
  drop.addEventListener(type, (event) => {
    event.preventDefault()
    drop.classList.toggle('over', type === 'dragover')
    if (type === 'drop' && event.dataTransfer.files.length && !input.disabled) {
      input.files = event.dataTransfer.files
    }
  })
}

tellUnfinished().catch(() => {})
