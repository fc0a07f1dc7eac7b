package dev.reelmill.common.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** What a track of sound or text is for, beside being in a language. */
public enum TrackRole {
  ORIGINAL,
  DUB,
  COMMENTARY,
  /** Speaks what is to be seen, or is marked for people who see little. */
  DESCRIPTION,
  /** For people who hear little: also names sounds and speakers. */
  HEARING_IMPAIRED,
  /** Music and effects without voices. */
  CLEAN_EFFECTS,
  KARAOKE,
  LYRICS,
  /** Text of only what is foreign to the track's listeners. */
  FORCED;

  /** {@code hearing-impaired}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The role of a text.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static TrackRole of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The role that FFmpeg's disposition of this name stands for. */
  public static Optional<TrackRole> ofDisposition(String name) {
    return switch (name) {
      case "original" -> Optional.of(ORIGINAL);
      case "dub" -> Optional.of(DUB);
      case "comment" -> Optional.of(COMMENTARY);
      case "visual_impaired", "descriptions" -> Optional.of(DESCRIPTION);
      case "hearing_impaired", "captions" -> Optional.of(HEARING_IMPAIRED);
      case "clean_effects" -> Optional.of(CLEAN_EFFECTS);
      case "karaoke" -> Optional.of(KARAOKE);
      case "lyrics" -> Optional.of(LYRICS);
      case "forced" -> Optional.of(FORCED);
      default -> Optional.empty();
    };
  }
}
