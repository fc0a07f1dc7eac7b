package dev.reelmill.worker.ffmpeg.arguments;

import dev.reelmill.common.media.DynamicRange;
import dev.reelmill.common.media.VideoCodec;
import dev.reelmill.common.media.VideoEncoding;

/**
 * The words that are a video encoder's own. With all of them, segments that different processes
 * encoded have the same init segment and depend on nothing outside; keyframes are where the plan
 * puts them, groups of pictures are closed, and one thread does it all, as the slots of the workers
 * fill the cores.
 */
interface CodecArguments {

  /** Encoder, rate control, keyframes, and how the track is called. */
  void add(Words words, VideoEncoding encoding);

  /** FFmpeg's name of the pictures' format that the encoder is given. */
  default String pixelFormat(VideoEncoding encoding) {
    return encoding.dynamicRange() == DynamicRange.HDR ? "yuv420p10le" : "yuv420p";
  }

  static CodecArguments of(VideoEncoding encoding) {
    return switch (encoding.accelerator()) {
      case NVENC -> new NvencArguments();
      case null -> ofProcessor(encoding.codec());
    };
  }

  private static CodecArguments ofProcessor(VideoCodec codec) {
    return switch (codec) {
      case H264 -> new X264Arguments();
      case HEVC -> new X265Arguments();
      case AV1 -> new SvtAv1Arguments();
      case VP9 -> new Vp9Arguments();
    };
  }
}
