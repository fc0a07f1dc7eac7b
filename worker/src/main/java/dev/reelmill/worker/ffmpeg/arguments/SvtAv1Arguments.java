package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.VideoEncoding;

/**
 * AV1. https://ffmpeg.org/ffmpeg-codecs.html#libsvtav1,
 * https://gitlab.com/AOMediaCodec/SVT-AV1/-/blob/master/Docs/Parameters.md
 */
final class SvtAv1Arguments implements CodecArguments {

  @Override
  public void add(Words words, VideoEncoding encoding) {
    words.add("-c:v", "libsvtav1", "-preset", encoding.preset(), "-crf", encoding.crf());
    words.add("-maxrate", encoding.maxBitrate(), "-bufsize", encoding.bufferBits());
    words.add("-g", encoding.keyframeInterval());
    // One logical processor; no keyframes at changes of scene; closed groups of pictures.
    words.add("-svtav1-params", "lp=1:scd=0:irefresh-type=2");
    // Only what HDR10 and HLG say is kept, from the frames: mastering display and light levels.
    words.add("-dolbyvision", "0");
  }
}
