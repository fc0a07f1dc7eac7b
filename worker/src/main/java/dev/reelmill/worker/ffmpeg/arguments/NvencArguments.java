package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.Accelerator;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;

/** All codecs of NVENC. https://ffmpeg.org/ffmpeg-codecs.html#nvenc, {@code ffmpeg -h encoder=…} */
final class NvencArguments implements CodecArguments {

  @Override
  public void add(Words words, VideoEncoding encoding) {
    VideoCodec codec = encoding.codec();
    words.add("-c:v", Accelerator.NVENC.encoder(codec), "-preset", encoding.preset());
    // Its constant quality is a target of the variable rate, which only then is not a rate of its
    // own if that is 0.
    words.add("-tune", "hq", "-rc", "vbr", "-cq", encoding.crf(), "-b:v", 0);
    words.add("-maxrate", encoding.maxBitrate(), "-bufsize", encoding.bufferBits());
    words.add("-g", encoding.keyframeInterval(), "-no-scenecut", 1, "-strict_gop", 1);
    if (codec == VideoCodec.HEVC) {
      words.add("-tag:v", "hvc1");
    }
    if (codec != VideoCodec.AV1) {
      // Nothing of the source but its pictures.
      words.add("-a53cc", 0, "-extra_sei", 0);
    }
  }
}
