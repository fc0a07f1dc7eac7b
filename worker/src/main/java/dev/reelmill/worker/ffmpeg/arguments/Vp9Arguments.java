package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.VideoEncoding;

/** VP9. https://ffmpeg.org/ffmpeg-codecs.html#libvpx */
final class Vp9Arguments implements CodecArguments {

  @Override
  public void add(Words words, VideoEncoding encoding) {
    words.add("-c:v", "libvpx-vp9", "-threads", "1", "-row-mt", "0");
    words.add("-deadline", "good", "-cpu-used", encoding.preset(), "-crf", encoding.crf());
    // With -crf, the bitrate is a cap on the quality aimed at.
    words.add("-b:v", encoding.maxBitrate(), "-bufsize", encoding.bufferBits());
    // Equal bounds fix the keyframes' positions.
    words.add("-g", encoding.keyframeInterval(), "-keyint_min", encoding.keyframeInterval());
  }
}
