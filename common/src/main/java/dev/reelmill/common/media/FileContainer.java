package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a progressive file is, and which codecs browsers play in it. */
public enum FileContainer {
  MP4,
  WEBM;

  /** Whether pictures of a codec, by its name in profiles, go into it. */
  public boolean takesPicture(String codec) {
    return switch (this) {
      case MP4 -> codec.equals("h264");
      case WEBM -> codec.equals("vp9") || codec.equals("av1");
    };
  }

  /** Whether sound of a codec, by its name in profiles, goes into it. */
  public boolean takesSound(String codec) {
    return switch (this) {
      case MP4 -> codec.equals("aac");
      case WEBM -> codec.equals("opus");
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
