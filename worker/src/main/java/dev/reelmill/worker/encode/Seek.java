package dev.reelmill.worker.encode;

import dev.reelmill.common.media.Rational;
import java.util.Optional;
import java.util.Set;

/** Where decoding begins. */
enum Seek {
  /** At the keyframe that inspection found. */
  KEYFRAME,
  /** Ten seconds before it, for containers whose index is coarse or wrong. */
  EARLY,
  /** At the file's first packet. */
  BEGINNING;

  /** These are searched by decoding time, which comes before presentation time, and by guessing. */
  private static final Set<String> UNINDEXED = Set.of("mpegts", "mpeg", "flv", "obu");

  /** Bare streams hold no times that could be sought; they are encoded in one piece. */
  private static final Set<String> UNTIMED = Set.of("h264", "hevc");

  private static final Rational UNINDEXED_MARGIN = Rational.of(1);
  private static final Rational EARLY_MARGIN = Rational.of(10);

  /** Seconds before the keyframe at which decoding may begin. */
  Rational margin() {
    return this == KEYFRAME ? Rational.of(0) : EARLY_MARGIN.plus(UNINDEXED_MARGIN);
  }

  /** Seconds on the source's clock; absent to not seek. */
  Optional<Rational> target(Rational keyframe, String format) {
    if (UNTIMED.contains(format)) {
      return Optional.empty();
    }
    return switch (this) {
      case KEYFRAME ->
          Optional.of(UNINDEXED.contains(format) ? keyframe.minus(UNINDEXED_MARGIN) : keyframe);
      case EARLY -> Optional.of(keyframe.minus(EARLY_MARGIN));
      case BEGINNING -> Optional.empty();
    };
  }
}
