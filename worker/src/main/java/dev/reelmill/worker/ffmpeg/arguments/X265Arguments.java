package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.VideoEncoding;

/**
 * H.265. https://ffmpeg.org/ffmpeg-codecs.html#libx265,
 * https://x265.readthedocs.io/en/master/cli.html
 */
final class X265Arguments implements CodecArguments {

  @Override
  public void add(Words words, VideoEncoding encoding) {
    words.add("-c:v", "libx265", "-preset", encoding.preset(), "-crf", encoding.crf());
    words.add("-maxrate", encoding.maxBitrate(), "-bufsize", encoding.bufferBits());
    // No pool of threads and one frame at a time; no line about the encoder in the headers; no
    // warning that there is no pool.
    words.add(
        "-x265-params",
        "pools=none:frame-threads=1:scenecut=0:open-gop=0:keyint=%1$d:min-keyint=%1$d:info=0"
                .formatted(encoding.keyframeInterval())
            + ":log-level=error");
    // Only what HDR10 and HLG say is kept, from the frames: mastering display and light levels.
    words.add("-dolbyvision", "0");
    // Parameter sets in the init segment only, as players of Apple want it.
    words.add("-tag:v", "hvc1");
  }
}
