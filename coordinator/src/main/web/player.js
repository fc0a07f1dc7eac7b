// Plays an HLS playlist: by the browser itself where it can, else by hls.js. One that still grows
// goes to hls.js wherever that runs: Chromium 156 says it can play HLS, and fails on those.
// What goes wrong for good is in the element's data-error, which player plays in data-engine.

const HLS_TYPE = 'application/vnd.apple.mpegurl'
const TRIES = 6

export async function play(video, growing, onProblem) {
  const fail = (reason) => {
    video.dataset.error = reason
    onProblem(reason)
  }
  if (video.canPlayType(HLS_TYPE) && !(growing && window.MediaSource)) {
    playNatively(video, fail)
  } else {
    await playWithLibrary(video, fail)
  }
}

function playNatively(video, fail) {
  const onError = () => {
    const reason = video.error?.message || `media error ${video.error?.code}`
    if (window.MediaSource) {
      // it said it can, and could not
      video.dataset.nativeError = reason
      playWithLibrary(video, fail)
    } else {
      fail(reason)
    }
  }
  video.dataset.engine = 'native'
  // the playlist has them too
  video.querySelectorAll('track:not([kind=chapters])').forEach((track) => track.remove())
  if (video.currentSrc.split('#')[0] !== new URL(video.dataset.master, location).href) {
    video.src = video.dataset.master
  } else if (video.error) {
    onError()
    return
  }
  video.addEventListener('error', onError, { once: true })
}

async function playWithLibrary(video, fail) {
  const { default: Hls } = await import('./hls.min.mjs')
  if (!Hls.isSupported()) {
    fail('this browser can play neither HLS nor Media Source Extensions')
    return
  }
  video.dataset.engine = 'hls.js'
  // CMAF needs no repackaging, so a worker would only cost; subtitles come by track elements
  const hls = new Hls({ enableWorker: false, renderTextTracksNatively: false, startPosition: video.currentTime || 0, backBufferLength: 60 })
  let left = TRIES
  hls.on(Hls.Events.FRAG_BUFFERED, () => {
    left = TRIES
  })
  hls.on(Hls.Events.ERROR, (_, error) => {
    if (!error.fatal) {
      return
    }
    if (left-- > 0 && error.type === Hls.ErrorTypes.MEDIA_ERROR) {
      hls.recoverMediaError()
    } else if (left > 0 && error.type === Hls.ErrorTypes.NETWORK_ERROR) {
      setTimeout(() => (hls.levels.length ? hls.startLoad() : hls.loadSource(video.dataset.master)), 2000)
    } else {
      fail(`${error.type}: ${error.details}`)
      hls.destroy()
    }
  })
  const wanted = !video.paused
  hls.loadSource(video.dataset.master)
  hls.attachMedia(video)
  if (wanted) {
    video.play().catch(() => {})
  }
}
