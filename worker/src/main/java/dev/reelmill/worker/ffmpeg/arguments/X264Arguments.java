package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.VideoEncoding;

/** H.264. https://ffmpeg.org/ffmpeg-codecs.html#libx264_002c-libx264rgb */
final class X264Arguments implements CodecArguments {

  @Override
  public void add(Words words, VideoEncoding encoding) {
    words.add("-c:v", "libx264", "-threads", "1", "-preset", encoding.preset());
    words.add("-crf", encoding.crf());
    words.add("-maxrate", encoding.maxBitrate(), "-bufsize", encoding.bufferBits());
    // stitchable: headers that do not depend on the content. scenecut and open GOPs would put
    // keyframes elsewhere than the plan, and make segments depend on each other.
    words.add(
        "-x264-params",
        "stitchable=1:scenecut=0:open-gop=0:keyint=%1$d:min-keyint=%1$d"
            .formatted(encoding.keyframeInterval()));
  }
}
