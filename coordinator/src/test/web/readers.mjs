// Reads a published video with parsers that are not ours, and prints what they found as JSON.
// Argument: the address of the video's media folder, with a slash at its end.
import HLS from 'hls-parser'
import { createFile, MP4BoxBuffer } from 'mp4box'
import { parse as parseMpd } from 'mpd-parser'

const base = process.argv[2]
HLS.setOptions({ strictMode: true })

async function bytes(path, range) {
  const headers = range ? { Range: `bytes=${range.offset}-${range.offset + range.length - 1}` } : {}
  const response = await fetch(new URL(path, base), { headers })
  if (response.status !== (range ? 206 : 200)) {
    throw new Error(`${path} ${JSON.stringify(range)}: HTTP status ${response.status}`)
  }
  return new Uint8Array(await response.arrayBuffer())
}

const text = async (path) => new TextDecoder().decode(await bytes(path))
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0)

async function mediaPlaylist(path) {
  const playlist = HLS.parse(await text(path))
  const pieces = [playlist.segments[0]?.map, ...playlist.segments].filter(Boolean)
  return {
    playlist,
    summary: {
      uri: path,
      isIFrame: playlist.isIFrame,
      ended: playlist.endlist,
      version: playlist.version,
      targetDuration: playlist.targetDuration,
      segments: playlist.segments.length,
      duration: sum(playlist.segments.map((segment) => segment.duration)),
      longest: Math.max(...playlist.segments.map((segment) => segment.duration)),
    },
    load: async () => {
      const parts = []
      for (const piece of pieces) {
        parts.push(await bytes(piece.uri, piece.byterange))
      }
      return parts
    },
  }
}

/** What mp4box makes of a file: its tracks with their samples. */
function boxes(parts) {
  return new Promise((resolve, reject) => {
    const whole = new Uint8Array(sum(parts.map((part) => part.length)))
    let at = 0
    for (const part of parts) {
      whole.set(part, at)
      at += part.length
    }
    const file = createFile()
    file.onError = (module, message) => reject(new Error(`${module}: ${message}`))
    file.onReady = () => {}
    file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(whole.buffer, 0), true)
    file.flush()
    const info = file.getInfo()
    resolve({
      isFragmented: info.isFragmented,
      isProgressive: info.isProgressive,
      bytes: whole.length,
      tracks: info.tracks.map((track) => {
        const samples = file.getTrackSamplesInfo(track.id)
        return {
          type: track.type,
          codec: track.codec,
          timescale: track.timescale,
          samples: samples.length,
          ordered: samples.every((sample, i) => i === 0 || sample.dts > samples[i - 1].dts),
          firstCts: Math.min(...samples.map((sample) => sample.cts)),
          edits: (track.edits ?? []).map((edit) => ({ mediaTime: edit.media_time, duration: edit.segment_duration })),
        }
      }),
    })
  })
}

const master = HLS.parse(await text('master.m3u8'))
const hls = {
  version: master.version,
  independentSegments: master.independentSegments,
  variants: [],
  renditions: [],
  subtitles: [],
}
for (const variant of master.variants) {
  const { playlist, summary, load } = await mediaPlaylist(variant.uri)
  const parts = await load()
  hls.variants.push({
    ...summary,
    iframesOnly: variant.isIFrameOnly,
    bandwidth: variant.bandwidth,
    averageBandwidth: variant.averageBandwidth,
    codecs: variant.codecs,
    resolution: variant.resolution,
    frameRate: variant.frameRate,
    audio: variant.audio.map((audio) => audio.groupId),
    languages: variant.audio.map((audio) => audio.language),
    subtitles: variant.subtitles.map((subtitle) => subtitle.language),
    bytes: sum(playlist.segments.map((segment) => segment.byterange.length)),
    // of keyframes alone, the boxes announce samples that are not there
    media: variant.isIFrameOnly ? null : await boxes(parts),
    pieces: parts.slice(1).map((part) => String.fromCharCode(...part.slice(4, 8))),
  })
  for (const audio of variant.audio) {
    if (!hls.renditions.some((known) => known.uri === audio.uri)) {
      const sound = await mediaPlaylist(audio.uri)
      hls.renditions.push({
        ...sound.summary,
        type: audio.type,
        groupId: audio.groupId,
        name: audio.name,
        language: audio.language,
        channels: audio.channels,
        isDefault: audio.isDefault,
        media: await boxes(await sound.load()),
      })
    }
  }
}

for (const subtitle of master.variants[0].subtitles) {
  const { playlist, summary } = await mediaPlaylist(subtitle.uri)
  hls.subtitles.push({
    ...summary,
    language: subtitle.language,
    name: subtitle.name,
    forced: subtitle.forced,
    text: await text(playlist.segments[0].uri),
  })
}

const mpd = parseMpd(await text('manifest.mpd'), { manifestUri: new URL('manifest.mpd', base).href })
const representation = (playlist) => ({
  id: playlist.attributes.NAME,
  codecs: playlist.attributes.CODECS,
  bandwidth: playlist.attributes.BANDWIDTH,
  resolution: playlist.attributes.RESOLUTION,
  segments: playlist.segments.length,
  duration: sum(playlist.segments.map((segment) => segment.duration)),
  bytes: sum(playlist.segments.map((segment) => Number(segment.byterange?.length ?? 0))),
})
const dash = {
  duration: mpd.duration,
  video: mpd.playlists.map(representation),
  audio: Object.values(mpd.mediaGroups.AUDIO.audio ?? {}).flatMap((group) => group.playlists.map(representation)),
  languages: Object.values(mpd.mediaGroups.AUDIO.audio ?? {}).map((group) => group.language),
  subtitles: Object.values(mpd.mediaGroups.SUBTITLES.subs ?? {}).map((group) => ({
    language: group.language,
    uri: group.playlists[0].resolvedUri,
  })),
}
for (const subtitle of dash.subtitles) {
  subtitle.text = await text(subtitle.uri)
}

const files = []
for (const path of process.argv.slice(3)) {
  files.push({ path, ...(await boxes([await bytes(path)])) })
}
console.log(JSON.stringify({ hls, dash, files }))
