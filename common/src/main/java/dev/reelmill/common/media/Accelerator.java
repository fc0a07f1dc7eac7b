package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** What else than the processor encodes pictures. */
public enum Accelerator {
  /** The encoder on NVIDIA's graphics cards. https://docs.nvidia.com/video-technologies/ */
  NVENC;

  /** What it can make; not every card makes all. */
  public List<VideoCodec> codecs() {
    return switch (this) {
      case NVENC -> List.of(VideoCodec.H264, VideoCodec.HEVC, VideoCodec.AV1);
    };
  }

  /** FFmpeg's name of its encoder: {@code h264_nvenc}. */
  public String encoder(VideoCodec codec) {
    return codec.text() + "_" + text();
  }

  /**
   * The word by which orders ask for it: {@code nvenc}, which every card has that has anything, or
   * {@code nvenc-av1}.
   */
  public String need(VideoCodec codec) {
    return codec == codecs().getFirst() ? text() : text() + "-" + codec.text();
  }

  /** As profiles and messages have it: {@code nvenc}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
