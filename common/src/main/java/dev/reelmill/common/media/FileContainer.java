package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a progressive file is, and which codecs browsers play in it. */
public enum FileContainer {
  MP4,
  WEBM;

  /** Whether browsers play pictures of a codec in it. */
  public boolean takesPicture(VideoCodec codec) {
    return switch (this) {
      case MP4 -> codec == VideoCodec.H264;
      case WEBM -> codec == VideoCodec.VP9 || codec == VideoCodec.AV1;
    };
  }

  /** Whether browsers play sound of a codec in it. */
  public boolean takesSound(AudioCodec codec) {
    return switch (this) {
      case MP4 -> codec == AudioCodec.AAC;
      case WEBM -> codec == AudioCodec.OPUS;
    };
  }

  /** {@code mp4}: the ending of names, and how profiles call it. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The container of such a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static FileContainer of(String text) {
    for (FileContainer container : values()) {
      if (container.text().equals(text)) {
        return container;
      }
    }
    throw new IllegalArgumentException("no container '" + text + "'; there are mp4 and webm");
  }
}
