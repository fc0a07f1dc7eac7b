package dev.reelmill.worker.encode;

import dev.reelmill.common.media.Rational;
import java.util.Optional;
import java.util.Set;

/** Where decoding begins. */
enum Seek {
  /** At the keyframe that inspection found. */
  KEYFRAME("seeking earlier") {
    @Override
    Optional<Rational> target(Rational keyframe, String format) {
      return Optional.of(UNINDEXED.contains(format) ? keyframe.minus(UNINDEXED_MARGIN) : keyframe);
    }
  },
  /** Ten seconds before it, for containers whose index is coarse or wrong. */
  EARLY("seeking ten seconds earlier") {
    @Override
    Optional<Rational> target(Rational keyframe, String format) {
      return Optional.of(keyframe.minus(Rational.of(10)));
    }
  },
  /** At the file's first packet. */
  BEGINNING("decoding from the beginning of the file") {
    @Override
    Optional<Rational> target(Rational keyframe, String format) {
      return Optional.empty();
    }
  };

  /** These are searched by decoding time, which comes before presentation time, and by guessing. */
  private static final Set<String> UNINDEXED = Set.of("mpegts", "mpeg", "obu", "h264", "hevc");

  private static final Rational UNINDEXED_MARGIN = Rational.of(1);

  private final String action;

  Seek(String action) {
    this.action = action;
  }

  /** Seconds on the source's clock; absent to not seek. */
  abstract Optional<Rational> target(Rational keyframe, String format);

  /** For the log. */
  String does() {
    return action;
  }

  Optional<Seek> earlier() {
    return switch (this) {
      case KEYFRAME -> Optional.of(EARLY);
      case EARLY -> Optional.of(BEGINNING);
      case BEGINNING -> Optional.empty();
    };
  }
}
